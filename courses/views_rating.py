"""课后反馈: three questions after a lesson, anonymous, never required."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.catalogue.models import Activity
from lms.desk.invitations import Invitation
from lms.desk.views import MemberPage
from lms.people.models import Member

from . import rating


def invite(member: Member, activity_id: int) -> Invitation | None:
    """For ``lms.desk.invitations``. Two queries."""
    if not rating.is_asked(member, activity_id):
        return None
    return Invitation(_("说说这一课"), reverse("lms_courses:rating", args=[activity_id]), _("匿名，不到一分钟，可以不填。"))


class Rate(MemberPage):
    """Only for who learned the lesson and was not asked yet; everybody else is led on, such as who goes back after answering."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "courses/rating.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rating.is_asked(self.member, kwargs["activity"]):
            return redirect("lms_desk:my_learning")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = get_object_or_404(Activity, pk=kwargs["activity"])
        return super().get_context_data(lesson=activity, questions=rating.QUESTIONS, enough=rating.ENOUGH, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sent twice it counts once, and both times leads on."""
        pk = kwargs["activity"]
        said = {} if "aside" in request.POST else {q.code: request.POST.get(q.code, "") for q in rating.QUESTIONS}
        if rating.is_asked(self.member, pk):
            rating.answer(member=self.member, activity_id=pk, said=said)
            if any(said.values()):
                messages.success(request, _("谢谢，已匿名计入。"))
        return redirect("lms_desk:my_learning")
