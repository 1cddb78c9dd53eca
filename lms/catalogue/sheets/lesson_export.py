"""The sheet ``lessons`` as it stands: the activities that came from sheets, in the layout in which they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..models import Activity, Teaches
from .lesson_words import REQUIRED_WORDS, SHARE_WORDS

#: Columns that are written back; hours are computed by the rules, so the sheet's own are not kept.
COLUMNS = (
    ("code", "课程编码"), ("title", "课程名称"), ("tiers", "适用层次"), ("competencies", "所教能力"), ("minutes", "时长（分钟）"),
    ("prerequisites", "先修课程"), ("form", "课程形式"), ("completion_rule", "完成标准"), ("lecturer_category", "讲师类别"),
    ("lecturer_code", "讲师编号"), ("required_flag", "必修选修"), ("site", "教学点"), ("share_scope", "共享范围"),
    ("owner_unit", "归属组织编码"), ("valid_until", "有效期至"),
)  # fmt: skip
FIELDS = (
    "pk", "code", "title", "minutes", "form", "completion_rule", "subject__name", "lecturer_code", "is_required", "site",
    "share_scope", "owner_unit__code", "valid_until",
)  # fmt: skip


def export_lessons(user: Any) -> Iterator[dict[str, Any]]:
    """All lessons that the user sees and that have what the sheet needs (tiers, competencies). Four queries."""
    lessons = Activity.objects.for_user(user)
    taught: dict[int, list[str]] = defaultdict(list)
    pairs = Teaches.objects.filter(activity__in=lessons).order_by("competency__code", "level")
    for activity, code, level in pairs.values_list("activity_id", "competency__code", "level"):
        taught[activity].append(f"{code}:{level}")
    tiers = _codes(Activity.tiers.through, "activity_id", "tier__code")
    needed = _codes(Activity.prerequisites.through, "from_activity_id", "to_activity__code")
    for row in lessons.order_by("code").values(*FIELDS):
        pk = row["pk"]
        if pk in taught and pk in tiers:
            yield {
                **row, "tiers": tiers[pk], "competencies": ";".join(taught[pk]), "prerequisites": needed.get(pk, ()),
                "lecturer_category": row["subject__name"], "required_flag": REQUIRED_WORDS[row["is_required"]],
                "share_scope": SHARE_WORDS.get(row["share_scope"], row["share_scope"]), "owner_unit": row["owner_unit__code"],
            }  # fmt: skip


def _codes(through: Any, owner: str, code: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, value in through._default_manager.order_by(code).values_list(owner, code):
        found[pk].append(value)
    return {pk: tuple(codes) for pk, codes in found.items()}
