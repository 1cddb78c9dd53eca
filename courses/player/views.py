"""What the page of a lesson asks for: to begin, to report what was watched, to confirm, to answer questions, to finish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lms.assessment.actions import start
from lms.desk.views import MemberPage
from lms.people.models import Member

from . import checks, finishing, heart, learning, wording
from .context import lesson_context
from .learning import NotOffered
from .lessons import Lesson, lesson_of, page_for

STATUS = {heart.MALFORMED: 400, heart.TOO_LARGE: 413, heart.UNKNOWN: 404, heart.ELSEWHERE: 409, heart.RETIRED: 410}
NOT_BELIEVED = 422


def said(reason: str, message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": reason, "message": message}, status=status)


@csrf_exempt
@require_POST
def beat(request: HttpRequest) -> JsonResponse:
    """One heartbeat, or several that could not be sent before.

    Exempt from the token of forms, because a closing page can send no header: the secret of the lesson, which only a page that
    passed that check was given, says the same.
    """
    if not request.user.is_authenticated:
        return said("signed_out", wording.signed_out(), 401)
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > heart.MOST_BYTES:
            raise heart.Refused(heart.TOO_LARGE)
        heard = heart.hear(request.user.pk, heart.read(request.body))
    except heart.Refused as refused:
        return said(refused.reason, wording.refusal(refused.reason), STATUS.get(refused.reason, NOT_BELIEVED))
    return JsonResponse({"number": heard.number, "left": heard.left, "seen": heard.seen, "url": heard.url})


class LessonAct(MemberPage):
    """Something a member does with a lesson that he or she may read."""

    http_method_names = ["post", "options"]
    lesson: Lesson

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.lesson = found(request, kwargs["page"], self.member)
        try:
            return self.act(request)
        except NotOffered:
            messages.info(request, wording.not_offered())
            return self.back()

    def act(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def back(self, anchor: str = "") -> HttpResponse:
        return redirect((self.lesson.page.get_url(self.request) or "/") + anchor)


def found(request: HttpRequest, pk: int, member: Member) -> Lesson:
    """Raises Http404."""
    page = page_for(request.user, pk)
    lesson = lesson_of(page, member) if page is not None else None
    if lesson is None or not lesson.is_open:
        raise Http404
    return lesson


class Begin(LessonAct):
    """Learning begins, or goes on here: the answer says what was watched and gives the secret for heartbeats."""

    def handle_no_permission(self) -> Any:
        return said("signed_out", wording.signed_out(), 401)

    def without_member(self, request: HttpRequest) -> HttpResponse:
        return said("no_member", wording.not_offered(), 403)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.lesson = found(request, kwargs["page"], self.member)
            row = learning.take_up(self.member, self.lesson)
        except Http404:
            return said("unknown", wording.refusal(heart.UNKNOWN), 404)
        except NotOffered:
            return said("not_offered", wording.not_offered(), 403)
        media = {block: {name: each[name] for name in ("len", "at", "seen")} for block, each in row.media.items()}
        token = f"{row.pk}-{row.secret}"
        return JsonResponse({"token": token, "number": row.number, "free": row.free_jump, "place": row.place, "media": media})


class Checklist(MemberPage):
    """The parts of the page that say what is done and what remains, anew."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = page_for(request.user, kwargs["page"])
        if page is None:
            raise Http404
        return render(request, "courses/player/parts.html", {"page": page, "player": lesson_context(page, request)})


class Confirm(LessonAct):
    """「我已读完」."""

    def act(self, request: HttpRequest) -> HttpResponse:
        done = finishing.confirm(self.member, self.lesson)
        return redirect(done.url) if done.url else self.back("#next")


class Check(LessonAct):
    """To the questions of the lesson, once all before them is done."""

    def act(self, request: HttpRequest) -> HttpResponse:
        row = learning.enter(self.member, self.lesson)
        check = checks.next_check(self.lesson.checks, checks.scores(row, self.lesson.checks))
        if check is None or not finishing.may_answer(row):
            messages.info(request, wording.unfinished(heart.left(row.rule, row.media)))
            return self.back("#next")
        try:
            attempt = start(
                member=self.member, paper=check.paper, activity=self.lesson.activity, purpose="lesson", by=request.user
            )
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
            return self.back("#next")
        return redirect(attempt)


class Finish(LessonAct):
    """「完成」: to the page that says what changed, if everything is met."""

    def act(self, request: HttpRequest) -> HttpResponse:
        row, done = finishing.finish(self.member, self.lesson)
        if done.url:
            return redirect(done.url)
        messages.info(request, wording.unfinished(heart.left(row.rule, row.media) if row else 0))
        return self.back("#next")
