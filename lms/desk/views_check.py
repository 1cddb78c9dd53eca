"""摸底 and 我已会: one competency a screen, saved at each tap. The member always comes from the account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from lms.planning.queries import NoPlan
from lms.records.claiming import Corrected, NotClaimable, claim

from . import state, wording, wording_check
from .check import SITTING
from .check_pages import MAIN, Desk, NotAsked, Scope, scope_of
from .check_sitting import Sitting, keep, load
from .reading import contact_of
from .views import MemberPage


class CheckPage(MemberPage):
    """What the screens of 摸底 share: the scope, the case of today, the sitting so far."""

    desk: Desk
    scope: Scope

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotAsked as error:
            raise Http404 from error
        except NoPlan:
            return redirect("lms_desk:my_learning")

    def open_desk(self) -> None:
        self.scope = scope_of(self.request.GET)
        self.desk = Desk(self.member, self.scope)

    def sitting(self) -> Sitting | None:
        sitting = load(self.request.session, self.scope.name, self.member.pk, self.desk.required)
        if sitting is not None and self.scope.kind == MAIN:
            sitting.only(self.desk.open())
        return sitting if sitting is not None and sitting.asked else None

    def address(self, name: str, **more: Any) -> str:
        asked = {self.scope.kind: self.scope.pk} if self.scope.kind else {}
        asked.update(more)
        return reverse(f"lms_desk:{name}") + (f"?{urlencode(asked)}" if asked else "")


class Check(CheckPage):
    """GET shows one question (``?at=3``) or leads to the next; POST saves one answer and leads on."""

    template_name = "lms_desk/check.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.open_desk()
        sitting = self.sitting()
        place = request.GET.get("at", "")
        if sitting is not None and place.isascii() and place.isdecimal() and 1 <= int(place[:9]) <= len(sitting.asked):
            return self.show(sitting, int(place[:9]))
        if sitting is None or self.scope.kind != MAIN or not sitting.next(self.desk.fixed(sitting)):
            sitting = self.desk.begin(SITTING)
            if sitting is None:
                return redirect(self.address("check_done"))
            keep(request.session, self.scope.name, sitting)
        return redirect(self.address("check", at=sitting.next(self.desk.fixed(sitting)) or 1))

    def show(self, sitting: Sitting, place: int) -> HttpResponse:
        question = self.desk.question(sitting, place)
        last = place == len(sitting.asked)
        return self.render_to_response(
            self.get_context_data(
                question=question, scope=self.scope,
                back=self.address("check", at=place - 1) if place > 1 else "",
                onward=self.address("check_done") if last else self.address("check", at=place + 1),
                last=last, leave=self.address("check_done") if question.any_said else reverse("lms_desk:my_learning"),
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.open_desk()
        asked, level = request.POST.get("competency", ""), request.POST.get("level", "")
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 19) or level not in ("0", "1", "2", "3", "4"):
            return HttpResponseBadRequest()
        pk = int(asked)
        if pk not in self.desk.required:
            raise NotAsked
        sitting = self.sitting() or self.desk.begin(SITTING)
        competency = self.desk.competency(pk)
        try:
            done = claim(member=self.member, competency=competency, level=int(level), by=request.user)
        except NotClaimable as error:
            if isinstance(error, Corrected):
                messages.info(request, wording_check.corrected())
            at = sitting.asked.index(pk) + 1 if sitting and pk in sitting.asked else 0
            return redirect(self.address("check", at=at) if at else self.address("check"))
        if sitting is None:
            return redirect(self.address("check_done"))
        if pk in sitting.asked:
            sitting.note(pk, done.claimed, done.level)
        keep(request.session, self.scope.name, sitting)
        place = sitting.next(self.desk.fixed(sitting))
        return redirect(self.address("check", at=place) if place else self.address("check_done"))


class CheckDone(CheckPage):
    """What was answered and what it changed; after 我已会 whether the lesson is still needed."""

    template_name = "lms_desk/check_done.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.open_desk()
        sitting = self.sitting()
        done = self.desk.done(sitting)
        lesson = None
        if self.scope.kind == "lesson":
            lesson = self.desk.verdict(self.request.user.pk or 0, asked=bool(done.said or done.fixed))
        return super().get_context_data(
            done=done, lesson=lesson, scope=self.scope, edit=self.address("check", at=0)[:-1],
            ask=wording.ask(contact_of(self.member)), **kwargs,
        )


class CheckSkip(MemberPage):
    """「跳过」: the whole plan is shown though something is 未评估."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state.skip_check(self.member)
        return redirect("lms_desk:my_learning")
