"""The member's own pages. The member always comes from the account, never from the address: nobody can ask for another's."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from lms.core.admin_access import may_enter_admin
from lms.core.opening import may_enter
from lms.people.models import Member

from . import queries, wording
from .changes import remember_first
from .reading import contact_of


class MemberPage(LoginRequiredMixin, TemplateView):
    """A page for the member whose account this is. An administrator without a member row is sent to the admin."""

    http_method_names = ["get", "head", "options"]
    member: Member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        member = queries.member_of(request.user)
        if member is None:
            return self.without_member(request)
        if not may_enter(request.user):
            return render(request, "lms_core/not_open.html", {"contact": contact_of(member)})
        self.member = member
        return super().dispatch(request, *args, **kwargs)

    def without_member(self, request: HttpRequest) -> HttpResponse:
        if may_enter_admin(request.user):
            return redirect("wagtailadmin_home")
        return render(request, "lms_desk/no_member.html")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(member=self.member, **kwargs)


class MyLearning(MemberPage):
    template_name = "lms_desk/my_learning.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = self.request.GET.get("all", "")
        learning = queries.my_learning(self.member, whole=whole)
        if learning.first_visit:
            remember_first(self.member)
        return super().get_context_data(learning=learning, whole=whole, ask=wording.ask(learning.contact), **kwargs)


class LessonList(MemberPage):
    template_name = "lms_desk/lessons.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lessons = queries.my_lessons(self.member, queries.Filters.of(self.request.GET))
        return super().get_context_data(lessons=lessons, ask=wording.ask(lessons.contact), **kwargs)


class LessonDetail(MemberPage):
    """One lesson, if it is on offer to this member; whatever is not does not exist here."""

    template_name = "lms_desk/lesson.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson = queries.my_lesson(self.member, self.request.user.pk, kwargs["pk"])
        if lesson is None:
            raise Http404
        return super().get_context_data(lesson=lesson, ask=wording.ask(lesson.contact), **kwargs)


class MyAbilities(MemberPage):
    template_name = "lms_desk/my_abilities.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        abilities = queries.my_abilities(self.member)
        return super().get_context_data(abilities=abilities, ask=wording.ask(abilities.contact), **kwargs)
