"""The file as it is printed and exported: the whole of a year, or of all years."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.catalogue.models import CreditRuleVersion, HoursTarget
from lms.core import clock, conf
from lms.core.states import State
from lms.people.models import Member, MemberCategory, OrgUnit, Post
from lms.people.queries import in_force, posts_on

from . import wording, wording_record
from .file import hours_of, shown_year, world_of
from .growth import growth_of
from .hours import earned
from .transcript import all_entries, entries_of, years_of
from .viewmodels import Paper, TargetHours
from .wording import MODES, hours_number, mode_word

Rows = tuple[tuple[str, ...], ...]


def paper_of(member: Member, user_id: int, year: int | None, today: dt.date | None = None) -> Paper:
    """``year`` None: all years. As of today, whatever the year; by the credit rules of today."""
    today = today or clock.today()
    if year is None:
        first = min(years_of(member), default=today.year)
        heads, hours = _hours_of_years(member, first, today.year)
        entries, span = all_entries(member, user_id), (first, today.year)
    else:
        year = shown_year(year, today)
        heads, hours = _hours_of_year(member, year, today)
        entries, span = entries_of(member, user_id, year), (year, year)
    return Paper(
        year=year or 0,
        facts=_facts(member, span, today),
        hours_heads=heads,
        hours=hours,
        entries=entries,
        growth=growth_of(member, *span, today),
    )


def _facts(member: Member, span: tuple[int, int], today: dt.date) -> tuple[tuple[str, str], ...]:
    """Who, where, which years, as of when, by which rules. Four queries."""
    held = [each.post_id for each in posts_on([member.pk], today)[member.pk]]
    names = dict(Post.objects.filter(pk__in=held).values_list("pk", "name"))
    category = MemberCategory.objects.filter(pk=member.category_id or 0).values_list("name", flat=True).first()
    path = member.branch.path
    above = [path[:end] for end in range(OrgUnit.STEP, len(path) + 1, OrgUnit.STEP)]
    units = OrgUnit.objects.filter(path__in=above).order_by("depth").values_list("name", flat=True)
    rules = CreditRuleVersion.objects.filter(in_force(today), rule_set__code=conf.get("CREDIT_RULES"))
    version = rules.select_related("rule_set").order_by("-number").first()
    facts = (
        (_("姓名"), member.name),
        (_("学员编号"), member.code),
        (_("单位"), " ".join(units)),
        (_("岗位"), wording.listed([names[pk] for pk in held if pk in names])),
        (_("人员类别"), category or ""),
        (_("年度"), wording_record.years(*span)),
        (_("数据截至"), wording.day(today)),
        (_("学时认定办法"), wording_record.rules(str(version.rule_set), version.number) if version else ""),
    )
    return tuple(fact for fact in facts if fact[1])


def _hours_of_year(member: Member, year: int, today: dt.date) -> tuple[tuple[str, ...], Rows]:
    modes, lines = hours_of(member, year, world_of(year, today))
    heads = (_("学时指标"), *modes, _("合计"), _("要求"), _("还差"))
    return heads, tuple((line.label, *line.cells, line.total_text, *_asked(line)) for line in lines)


def _asked(line: TargetHours) -> tuple[str, str]:
    if line.required is None:
        return "", ""
    if line.met:
        return line.required_text, str(State.MET.word)
    if line.flexible:
        return line.required_text, _("灵活安排")
    return line.required_text, line.missing_text


def _hours_of_years(member: Member, first: int, last: int) -> tuple[tuple[str, ...], Rows]:
    """Without what was asked, which differs from year to year. Two queries."""
    sums = earned(member, first, last)
    used = [mode for mode in MODES if mode in ("onsite", "online") or any(sums[t][y][mode] for t in sums for y in sums[t])]
    heads = (_("年度"), _("学时指标"), *map(mode_word, used), _("合计"))
    targets = dict(HoursTarget.objects.order_by("sort_order", "code").values_list("pk", "name"))
    rows = []
    for year in range(last, first - 1, -1):
        for pk, name in targets.items():
            if pk in sums and year in sums[pk]:
                parts = [sums[pk][year][mode] for mode in used]
                rows.append((str(year), wording.first_name(name), *map(hours_number, (*parts, sum(parts, Decimal(0))))))
    return heads, tuple(rows)
