"""师资库汇总表 as it stands, in the layout in which it comes in, as far as the user looks after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lms.core.sheets.registry import Row
from lms.people.scopes import has_role

from ..models import Lecturer
from ..queries import lessons_of
from ..scopes import MANAGING_ROLES
from .cells import MODES, STATE_WORDS, as_end, as_month

COLUMNS = (
    ("code", "编号"), ("name", "姓名"), ("sex", "性别"), ("birth_month", "出生年月"), ("categories", "类别"),
    ("specialty", "专业领域"), ("work_unit", "工作单位"), ("position", "职务"), ("title", "职称"), ("education", "学历"),
    ("source", "来源"), ("award", "荣誉"), ("courses", "可授课题目"), ("modes", "授课形式"), ("audience", "适用对象"),
    ("hours", "课时"), ("lesson_codes", "课程编码"), ("share_scope", "共享范围"), ("owner_unit", "推荐单位"), ("state", "状态"),
    ("trial_passed_on", "试讲通过日期"), ("entered_on", "入库年月"), ("reviewed_on", "最近评审年月"), ("term_end", "聘期至"),
    ("rating", "评价"), ("sessions_taught", "授课次数"), ("contact", "联系方式"), ("is_external", "外请"),
    ("member", "学员编号"), ("unit_contact", "邀请单位联系人"),
)  # fmt: skip
SHARE_WORDS = {"all": "全县共享", "unit": "本单位"}
SEX_WORDS = {"m": "男", "f": "女"}
#: Columns that are fields of the row as they are.
PLAIN = (
    "code", "name", "specialty", "work_unit", "position", "title", "education", "source", "award", "audience", "hours", "rating",
    "sessions_taught", "contact", "is_external", "unit_contact",
)  # fmt: skip


def manages(user: Any) -> bool:
    """Who uploads and downloads the sheet: who looks after lecturers."""
    return has_role(user, MANAGING_ROLES)


def export_lecturers(user: Any) -> Iterator[Row]:
    """The lecturers that the user looks after, with all that stands in the sheet. Three queries."""
    rows = list(
        Lecturer.objects.editable_by(user).select_related("owner_unit", "member").prefetch_related("subjects").order_by("code")
    )
    taught = lessons_of(row.code for row in rows)
    for row in rows:
        yield {
            **{name: getattr(row, name) for name in PLAIN},
            "sex": SEX_WORDS.get(row.sex, ""), "birth_month": as_month(row.birth_month),
            "categories": [subject.name for subject in row.subjects.all()], "courses": "|".join(row.course_list),
            "modes": [word for word, field in MODES.items() if getattr(row, field)],
            "lesson_codes": [lesson.code for lesson in taught.get(row.code, ())],
            "share_scope": SHARE_WORDS.get(row.share_scope, row.share_scope),
            "owner_unit": row.owner_unit.code if row.owner_unit else "", "state": STATE_WORDS[row.standing],
            "trial_passed_on": row.trial_passed_on.isoformat() if row.trial_passed_on else "",
            "entered_on": as_month(row.entered_on), "reviewed_on": as_month(row.reviewed_on), "term_end": as_end(row.term_end),
            "member": row.member.code if row.member else "",
        }  # fmt: skip
