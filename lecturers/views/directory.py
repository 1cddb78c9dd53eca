"""师资库 on the site, for whoever is signed in and belongs here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import TemplateView

from lms.core.opening import may_enter
from lms.desk.reading import contact_of
from lms.people.models import Member
from lms.people.queries import member_of
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from ..directory import directory, profile


class DirectoryPage(LoginRequiredMixin, TemplateView):
    """For members, and for administrators who are none."""

    http_method_names = ["get", "head", "options"]
    member: Member | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.member = member_of(request.user)
        if self.member is None and not has_role(request.user):
            return render(request, "lms_desk/no_member.html")
        if self.member is not None and not may_enter(request.user):
            return render(request, "lms_core/not_open.html", {"contact": contact_of(self.member)})
        return super().dispatch(request, *args, **kwargs)


class LecturerList(DirectoryPage):
    template_name = "lms_lecturers/directory.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = directory(self.request.user, self.request.GET.dict())
        return super().get_context_data(directory=found, organises=has_role(self.request.user, ADMIN_ROLES), **kwargs)


class LecturerProfile(DirectoryPage):
    template_name = "lms_lecturers/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = profile(self.request.user, self.member, kwargs["pk"])
        if found is None:
            raise Http404
        return super().get_context_data(profile=found, organises=has_role(self.request.user, ADMIN_ROLES), **kwargs)
