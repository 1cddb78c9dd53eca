"""What a member does on 我的学习 beside learning: takes note of changes, puts a begun lesson down and takes it up again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lms.planning.queries import NoPlan, case_of, picture_of

from . import state
from .changes import take_note
from .views import MemberPage


class MemberAct(MemberPage):
    """A tap that changes the member's own working state, and then the page again."""

    http_method_names = ["post", "options"]
    anchor = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.act(**kwargs)
        return redirect(reverse("lms_desk:my_learning") + self.anchor)

    def act(self, **kwargs: Any) -> None:
        raise NotImplementedError


class NoteChanges(MemberAct):
    """「知道了」 under 有变化. Changes that came after the page was drawn are shown once more."""

    def act(self, **kwargs: Any) -> None:
        try:
            take_note(self.member, picture_of(self.member), self.request.POST.get("mark", ""))
        except NoPlan:
            return


class NotePosts(NoteChanges):
    """「知道了」 under the note on changed posts, and with it of what they changed in the plan."""

    def act(self, **kwargs: Any) -> None:
        state.note_posts(self.member)
        if "mark" in self.request.POST:
            super().act(**kwargs)


class LayAside(MemberAct):
    """「放下」. Only what was begun can be put down."""

    anchor = "#begun"

    def act(self, **kwargs: Any) -> None:
        try:
            if kwargs["pk"] not in case_of(self.member).learned.begun:
                raise Http404
        except NoPlan as error:
            raise Http404 from error
        state.lay_aside(self.member, kwargs["pk"])


class TakeUp(MemberAct):
    """「继续学」: undoes 放下."""

    anchor = "#begun"

    def act(self, **kwargs: Any) -> None:
        state.take_up(self.member, kwargs["pk"])
