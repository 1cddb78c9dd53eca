"""Where what a request speaks of is mended. Apps above add their screens with the hook ``register_lms_mending``.

A hook is a function of the request and the user; it returns ``{"url", "label"}`` for each screen that helps, and asks no
database: the list of requests calls it for every row.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from .corrections import Kind
from .models import CorrectionRequest


def places(row: CorrectionRequest, user: Any) -> list[dict[str, str]]:
    """Screens on which ``user`` can mend what ``row`` says, the likeliest first. No query."""
    found = _own(row)
    for hook in hooks.get_hooks("register_lms_mending"):
        found += hook(row, user)
    return found


def _own(row: CorrectionRequest) -> list[dict[str, str]]:
    person = {"url": reverse("lms_members:edit", args=[row.member_id]), "label": _("改学员资料")}
    if row.kind in CorrectionRequest.ABOUT_PERSON or row.kind == Kind.REQUIREMENT:
        return [person]
    records = {"url": f"{reverse('lms_records:index')}?q={row.member.code}", "label": _("看全部学习记录")}
    if row.record_id:
        return [{"url": reverse("lms_records:correct", args=[row.record_id]), "label": _("更正这条记录")}, records]
    if row.kind == Kind.LEVEL:
        return [records]
    return [{"url": reverse("lms_completion:index"), "label": _("补登记参加学习")}, records]
