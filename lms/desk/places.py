"""The four places of a member in the shell's navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.core import places
from lms.core.places import Place
from lms.people.queries import member_of

PLACES = (
    ("my_learning", _("我的学习"), "tasks"),
    ("lessons", _("课程"), "book"),
    ("my_abilities", _("我的能力"), "abilities"),
    ("my_file", _("我的档案"), "archive"),
)


def is_member(request: HttpRequest) -> bool:
    """The places are a member's; an administrator who is none has the administration. One query a request."""
    return member_of(getattr(request, "user", None)) is not None


def register() -> None:
    for at, (key, label, icon) in enumerate(PLACES, 1):
        places.register(Place(key, label, f"lms_desk:{key}", icon=icon, order=at * 10, is_shown=is_member))
    places.register_name(lambda user: member.name if (member := member_of(user)) else "")
