"""Answering, handing in and looking back. The member always comes from the account: another's attempt does not exist here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from lms.core.opening import may_enter
from lms.people.models import Member
from lms.people.queries import member_of

from .. import after, limits, showing
from ..actions import BadAnswer, Closed, save_answers, start, submit
from ..models import Attempt
from .sent import answers_in


class AttemptPage(LoginRequiredMixin, TemplateView):
    """A page about one attempt of the member. One whose time has run out is handed in by whoever asks first."""

    http_method_names = ["get", "head", "post", "options"]
    member: Member
    attempt: Attempt

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not may_enter(request.user):
            return render(request, "lms_core/not_open.html")
        self.attempt = self.find(kwargs["uuid"])
        if self.attempt.is_open and limits.is_over(self.attempt):
            self.attempt = submit(self.attempt)
        try:
            return super().dispatch(request, *args, **kwargs)
        except BadAnswer:
            return HttpResponseBadRequest(_("没有这道题或这个选项，没有保存。"), content_type="text/plain; charset=utf-8")

    def find(self, uuid: UUID) -> Attempt:
        member = member_of(self.request.user)
        rows = Attempt.objects.filter(uuid=uuid, member=member).select_related("paper", "activity")
        found = rows.first() if member is not None else None
        if found is None:
            raise Http404
        return found

    def to(self, name: str, query: str = "") -> HttpResponse:
        return redirect(reverse(f"lms_assessment:{name}", args=[self.attempt.uuid]) + query)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        test_out = self.attempt.purpose == Attempt.Purpose.TEST_OUT
        return super().get_context_data(attempt=self.attempt, test_out=test_out, way=after.where(self.attempt), **kwargs)


class AttemptView(AttemptPage):
    """One question a screen (``?at=2``), or all on one page (``?all=1``). A form that works without scripts."""

    template_name = "lms_assessment/attempt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.attempt.is_open:
            return self.to("review")
        asked = showing.questions(self.attempt)
        whole = request.GET.get("all") == "1"
        at = self.place(asked)
        shown = asked if whole else [asked[at - 1]]
        return self.render_to_response(
            self.get_context_data(
                asked=asked, shown=shown, whole=whole, at=at, of=len(asked), rule=showing.rule(self.attempt, len(asked)),
                done=sum(one.answered for one in asked), last=whole or at == len(asked),
            )
        )

    def place(self, asked: list[showing.Asked]) -> int:
        """The question that the address names, else the first one that is not answered."""
        said = self.request.GET.get("at", "")
        if said.isascii() and said.isdecimal() and 1 <= int(said[:6]) <= len(asked):
            return int(said[:6])
        return next((one.number for one in asked if not one.answered), 1)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answers = answers_in(request.POST)
        try:
            save_answers(self.attempt, answers)
        except Closed:
            return self.to("review")
        go = request.POST.get("go", "next")
        number = max(answers, default=1)
        if go == "finish":
            asked = showing.questions(self.attempt)
            return self.finish() if all(one.answered for one in asked) else self.to("submit")
        if go == "all":
            return self.to("attempt", "?all=1")
        if go == "one":
            return self.to("attempt")
        if go == "leave":
            return redirect(after.where(self.attempt))
        return self.to("attempt", f"?at={max(1, number - 1 if go == 'back' else number + 1)}")

    def finish(self) -> HttpResponse:
        submit(self.attempt)
        return self.to("review")


class SaveView(AttemptPage):
    """Each tap is kept at once. Says how many are answered, and nothing about right or wrong."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            save_answers(self.attempt, answers_in(request.POST))
        except Closed:
            return JsonResponse({"closed": reverse("lms_assessment:review", args=[self.attempt.uuid])}, status=409)
        return JsonResponse({"answered": self.attempt.items.exclude(answer=None).count()})


class SubmitView(AttemptPage):
    """GET asks once more, and names what is not answered; POST hands in. Handing in twice marks once."""

    template_name = "lms_assessment/submit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.attempt.is_open:
            return self.to("review")
        asked = showing.questions(self.attempt)
        missing = [one.number for one in asked if not one.answered]
        return self.render_to_response(self.get_context_data(of=len(asked), missing=missing))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        submit(self.attempt, answers=answers_in(request.POST))
        return self.to("review")


class ReviewView(AttemptPage):
    """What came of it, in words; what is due of the keys; where to go now."""

    http_method_names = ["get", "head", "options"]
    template_name = "lms_assessment/review.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.attempt.is_open:
            return self.to("attempt")
        items = showing.reviewed(self.attempt)
        return self.render_to_response(
            self.get_context_data(
                items=items, of=len(items), parts=showing.parts(self.attempt), again=showing.again(self.attempt),
                rule=showing.rule_of(self.attempt, len(items)), shows_keys=any(item.key for item in items),
                late=self.attempt.was_late,
                unanswered=sum(not item.said for item in items),
            )
        )


class AgainView(AttemptPage):
    """A new attempt of the same paper, where one is left."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        old = self.attempt
        if old.is_open or not after.may_repeat(old):
            return redirect(old.get_absolute_url())
        try:
            new = start(
                member=old.member, paper=old.paper, activity=old.activity, purpose=old.purpose, by=request.user
            )
        except ValidationError as error:
            messages.info(request, error.messages[0])
            return self.to("review")
        return redirect(new.get_absolute_url())
