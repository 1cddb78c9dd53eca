"""Rows of the sheet whose lesson is maintained elsewhere, such as on a page: the sheet says what differs and leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ..models import Activity, Teaches

#: What the sheet may still say of such a lesson: its page says nothing of it.
STILL_WRITTEN = ("is_required", "site")
#: What stands in both in words of their own.
NOT_COMPARED = ("completion_rule", "lecturer_code")


def kept_elsewhere(existing: dict[str, Activity]) -> set[str]:
    """Codes of the lessons that a sheet does not maintain."""
    return {code for code, activity in existing.items() if activity.origin != "code"}


def differing_fields(activity: Activity, wanted: dict[str, Any]) -> list[str]:
    """Names of fields in which the row says something else than the activity, and which it may not write."""
    compared = (name for name in wanted if name not in (*STILL_WRITTEN, *NOT_COMPARED))
    return [name for name in compared if wanted[name] is not None and getattr(activity, name) != wanted[name]]


def held(pks: Iterable[int]) -> tuple[dict[int, set[int]], dict[int, set[tuple[int, int]]]]:
    """Tiers and (competency, level) of activities, by id. Two queries."""
    ids = list(pks)
    tiers: dict[int, set[int]] = {pk: set() for pk in ids}
    teaches: dict[int, set[tuple[int, int]]] = {pk: set() for pk in ids}
    for pk, tier in Activity.tiers.through._default_manager.filter(activity__in=ids).values_list("activity_id", "tier_id"):
        tiers[pk].add(tier)
    for pk, *pair in Teaches.objects.filter(activity__in=ids).values_list("activity_id", "competency_id", "level"):
        teaches[pk].add((pair[0], pair[1]))
    return tiers, teaches


def message() -> tuple[str, str]:
    """What such a row is told, and what to do."""
    return _("这门课由页面维护，表格里的不同之处没有写入"), _("请到页面里修改")
