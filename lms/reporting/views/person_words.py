"""What the page of a person says, in words and cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.states import State
from lms.planning.forms import level_name
from lms.planning.picture import MANDATORY
from lms.records.models import Record

from ..models import HoursSummary
from ..person_queries import Ability, Planned, Year
from ..tables import NOTHING, basis_name


def record_url(row: Record) -> str:
    return reverse("lms_records:inspect", args=[row.pk])


def what(row: Record) -> str:
    return str(row.activity or row.competency or row.platform or NOTHING)


def how(row: Record) -> str:
    parts = [str(row.get_kind_display()) if row.kind else ""]
    if row.level is not None:
        parts.append(level_name(row.level))
    if row.score is not None:
        parts.append(_("%(score)s 分") % {"score": f"{row.score.normalize():f}"})
    if row.reason:
        parts.append(str(row.get_reason_display()))
    return " · ".join(part for part in parts if part) or NOTHING


def credits_of(row: Record) -> str:
    return "；".join(f"{each.target} {each.hours.normalize():f}" for each in row.credits.all()) or NOTHING


def now_word(row: Ability) -> str:
    return basis_name("none") if row.basis == "none" else level_name(row.level)


def basis_word(row: Ability) -> str:
    """How the level became known, and when."""
    if row.record is None:
        return basis_name(row.basis)
    kind = str(row.record.get_kind_display()) if row.record.kind and row.basis != "lapsed" else basis_name(row.basis)
    return f"{kind} {row.record.day.isoformat()}"


def missing_word(row: Ability) -> str:
    """What of it counts as open: never assessed is not open, it stands apart."""
    if row.figures.unassessed:
        return str(State.UNASSESSED.word)
    return _("缺 %(count)s 级") % {"count": row.open} if row.open > 0 else _("已达到")


def ability_cells(row: Ability) -> dict[str, Any]:
    figures = row.figures
    return {
        "name": row.competency.name,
        "required": level_name(row.required) if row.required else _("不再要求"),
        "now": now_word(row),
        "basis": basis_word(row) if row.basis != "none" else NOTHING,
        "url": record_url(row.record) if row.record else "",
        "missing": missing_word(row),
        "counts": f"{figures.gap_closed}/{figures.gap_due}" if figures.gap_due > 0 else NOTHING,
        "asked_by": row.asked_by or NOTHING,
    }


def section_word(row: Planned) -> str:
    return _("必学") if row.section == MANDATORY else _("补缺")


def plan_cells(row: Planned) -> dict[str, Any]:
    return {
        "title": row.title, "section": section_word(row), "minutes": row.minutes, "due": row.due, "overdue": row.overdue,
        "overdue_word": State.OVERDUE.word,
    }


def plain_hours(row: HoursSummary) -> tuple[str, str]:
    """(done, asked) without needless zeros."""
    asked = f"{row.required.normalize():f}" if row.required is not None else _("无固定要求")
    return f"{row.hours.normalize():f}", asked


def _compulsory_rows(parts: Year) -> Iterable[list[Any]]:
    for row in parts.compulsory:
        yield [row.title, row.due, str(State.COMPLETED.word) if row.done_on else _("未完成"), row.done_on]


def _ability_rows(parts: Year) -> Iterable[list[Any]]:
    for row in parts.abilities:
        cells = ability_cells(row)
        figures = row.figures
        yield [
            row.competency.code, cells["name"], cells["required"], cells["now"], cells["basis"], cells["asked_by"],
            figures.gap_open, figures.gap_added, figures.gap_withdrawn, figures.gap_closed, figures.unassessed,
        ]


def _hours_rows(parts: Year) -> Iterable[list[Any]]:
    for row in parts.hours:
        yield [str(row.target), row.window_years, row.hours, row.required]


def _plan_rows(parts: Year) -> Iterable[list[Any]]:
    for row in parts.plan or ():
        yield [section_word(row), row.title, row.minutes, row.due]


#: Title, headings and rows of the further sheets of the workbook.
SHEETS = (
    (
        gettext_lazy("必学"),
        (gettext_lazy("内容"), gettext_lazy("截止"), gettext_lazy("状态"), gettext_lazy("完成日期")),
        _compulsory_rows,
    ),
    (
        gettext_lazy("能力与缺项"),
        (
            gettext_lazy("能力编码"), gettext_lazy("能力"), gettext_lazy("要求"), gettext_lazy("目前"), gettext_lazy("依据"),
            gettext_lazy("提出要求"), gettext_lazy("期初缺项"), gettext_lazy("新增缺项"), gettext_lazy("撤销缺项"),
            gettext_lazy("已补缺项"), State.UNASSESSED.word,
        ),
        _ability_rows,
    ),
    (
        gettext_lazy("学时"),
        (gettext_lazy("学时指标"), gettext_lazy("周期（年）"), gettext_lazy("已完成学时"), gettext_lazy("应完成学时")),
        _hours_rows,
    ),
    (
        gettext_lazy("计划"),
        (gettext_lazy("分类"), gettext_lazy("课程"), gettext_lazy("分钟"), gettext_lazy("截止")),
        _plan_rows,
    ),
)
