"""The question bank in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.core.todo import HOOK, Todo
from lms.people.permissions import read_only, register
from lms.people.roles import TEACHING_ROLES
from lms.people.scopes import has_role

from .models import Question, QuestionVersion

register(Question, {"view": TEACHING_ROLES, "add": TEACHING_ROLES, "change": TEACHING_ROLES})
register(QuestionVersion, read_only(TEACHING_ROLES))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets.chooser import QuestionChooserViewSet
    from .viewsets.questions import QuestionViewSet

    class Bank(QuestionViewSet):
        add_to_admin_menu = True
        menu_order = 232

    return [QuestionChooserViewSet(), Bank()]


@hooks.register(HOOK)
def todos(user: Any) -> list[Todo]:
    """Two queries."""
    from .review import returned_to, waiting_for

    if not has_role(user, TEACHING_ROLES):
        return []
    address = reverse("lms_questions:index")
    kinds = (
        (_("题目待审"), waiting_for(user).count(), _("同事出的题，等您看过才能发布"), "waiting"),
        (_("题目退回"), returned_to(user).count(), _("您出的题要修改"), "returned"),
    )
    return [
        Todo(title, count, _t("%(number)s 题") % {"number": count}, text, f"{address}?{name}=true", 40)
        for title, count, text, name in kinds
    ]
