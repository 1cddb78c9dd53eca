"""What the catalogue needs to be of use after ``migrate`` alone: categories, hour targets and two ways of counting hours.

Both count 学时 as the sample's ``lessons.csv`` does; an office writes its own 认定办法 beside them. Nothing that
is already there is touched.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from .credit_rules import CADRE, ONLINE, PARTY
from .models import CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget, Subject

ONLINE_FORMS, ONSITE_FORM, QUIZ_FORM = ("视频", "图文"), "现场教学", "测验"
#: (from, below, hours) of the Yunnan scale for what is watched or read.
BRACKETS = ((0, 16, "0.25"), (16, 30, "0.5"), (30, None, "1"))


def targets() -> list[tuple[str, str]]:
    return [(PARTY, _("党员年度学时")), (CADRE, _("干部集中培训学时")), (ONLINE, _("网络自学学时"))]


def subjects() -> list[tuple[str, str]]:
    """The five categories by which lessons and lecturers are sorted, unless an office has others."""
    return [
        ("theory", _("政治理论")),
        ("economy", _("现代经济")),
        ("society", _("社会管理")),
        ("science", _("科学技术")),
        ("examples", _("先进典型")),
    ]


def _ensure_subjects() -> None:
    """The categories, where there is none of this code or of this name."""
    codes, names = (set(Subject.objects.values_list(field, flat=True)) for field in ("code", "name"))
    for order, (code, name) in enumerate(subjects(), start=1):
        if code not in codes and name not in names:
            Subject.objects.create(code=code, name=name, sort_order=order * 10)


def _line(form: str, value: str, **fields: Any) -> dict[str, Any]:
    mode = "onsite" if form == ONSITE_FORM else "online" if form else "other"
    towards = {"onsite": (PARTY, CADRE), "online": (PARTY, ONLINE), "other": (PARTY,)}[mode]
    return {"form": form, "value": Decimal(value), "mode": mode, "towards": towards, **fields}


def _by_minutes(form: str, minutes: int) -> dict[str, Any]:
    return _line(form, "1", unit=CreditRule.Unit.MINUTES, unit_minutes=minutes)


def rule_sets() -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Name and lines by code. ``minutes45``: 45 minutes are one hour. ``tiered``: by length, a test counts half an hour."""
    forms = (*ONLINE_FORMS, QUIZ_FORM, ONSITE_FORM, "")
    tiered = [
        _line(form, value, from_minutes=start, below_minutes=below)
        for form in ONLINE_FORMS
        for start, below, value in BRACKETS
    ]
    tiered += [_line(QUIZ_FORM, "0.5"), _by_minutes(ONSITE_FORM, 60), _by_minutes("", 60)]
    return {
        "minutes45": (_("每45分钟计1学时"), [_by_minutes(form, 45) for form in forms]),
        "tiered": (_("按时长分档计学时"), tiered),
    }


@transaction.atomic
def ensure_defaults() -> None:
    """Create what is absent. A rule set that exists is left alone, whatever it says."""
    _ensure_subjects()
    by_code = dict(HoursTarget.objects.values_list("code", "pk"))
    for order, (code, name) in enumerate(targets(), start=1):
        if code not in by_code:
            by_code[code] = HoursTarget.objects.create(code=code, name=name, sort_order=order * 10).pk
    there = set(CreditRuleSet.objects.values_list("code", flat=True))
    for code, (name, lines) in rule_sets().items():
        if code in there:
            continue
        version = CreditRuleVersion.objects.create(rule_set=CreditRuleSet.objects.create(code=code, name=name))
        for order, line in enumerate(lines, start=1):
            towards = line.pop("towards")
            rule = CreditRule.objects.create(version=version, order=order * 10, **line)
            rule.targets.set([by_code[target] for target in towards])
