"""能力变化: what its two pages share: choices, the period, the pairs in it, and how levels are written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.competencies.models import Competency
from lms.people.roles import ADMIN_ROLES

from .. import growth_queries
from ..filters import Choice, Row
from ..growth_queries import FORMAL, SELF, Pair
from ..list_filters import MemberListFilterSet
from ..tables import NOTHING
from .lists import ListReport

NUMBER = "lms-number"
COMPETENCY, TIER, UNIT = "competency", "tier", "unit"
BY = ((TIER, gettext_lazy("按层次")), (UNIT, gettext_lazy("按组织")))


class Day(django_filters.DateFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


KINDS = ((FORMAL, gettext_lazy("测试、观察和认定")), (SELF, gettext_lazy("自评")))
SHOW = (
    ("higher", gettext_lazy("提高的")), ("lower", gettext_lazy("降低的")), ("same", gettext_lazy("不变的")),
    ("once", gettext_lazy("只测过一次的")),
)  # fmt: skip


class GrowthFilterSet(MemberListFilterSet):
    start = Day(label=gettext_lazy("自"))
    end = Day(label=gettext_lazy("至"))
    kind = Choice(label=gettext_lazy("测评方式"), empty_label=gettext_lazy("全部"), choices=KINDS)
    by = Choice(label=gettext_lazy("分行"), empty_label=gettext_lazy("按能力"), choices=BY)


class GrowthPeopleFilterSet(GrowthFilterSet):
    competency = Row(label=gettext_lazy("能力"), queryset=Competency.objects.order_by("code"))
    show = Choice(label=gettext_lazy("只看"), empty_label=gettext_lazy("测过两次的"), choices=SHOW)


class GrowthFrame(ListReport):
    """The period and the pairs in it."""

    roles = ADMIN_ROLES

    @property
    def start(self) -> dt.date:
        return self.chosen("start") or dt.date(self.today.year, 1, 1)

    @property
    def end(self) -> dt.date:
        return self.chosen("end") or self.today

    @cached_property
    def pairs(self) -> list[Pair]:
        competency = self.chosen("competency") if "competency" in self.filters.form.fields else None
        return list(
            growth_queries.pairs(
                self.members.present(), self.start, self.end, kind=self.chosen("kind") or "",
                competency=competency.pk if competency else None,
            )
        )  # fmt: skip

    def get_scope(self) -> list[str]:
        chosen = {"start", "end"}
        said = [_("%(start)s 至 %(end)s") % {"start": self.start.isoformat(), "end": self.end.isoformat()}]
        fields = [self.filters.form[name] for name in self.filters.form.fields if name not in chosen]
        return said + [self._said(one) for one in fields if self.choices.get(one.name)]

    def get_file_parts(self) -> list[str]:
        return [self.start.isoformat(), self.end.isoformat(), self.unit.name if self.unit else ""]

    def get_notes(self) -> list[str]:
        return [
            _("只比较期内测评过两次以上的：前一个数是期内第一次（摸底），后一个是最近一次。只测过一次的单列，不进平均。"),
            _("测试、观察和认定互相比，自评只同自评比；两种都有两次的，用前一种。同一天有几次的，以观察、测试、认定为序。"),
            _("未评估的不算 0 级，也不在任何平均里。"),
        ]


def level_text(mean: float | None) -> str:
    return NOTHING if mean is None else f"{mean:.1f}"


def signed(value: float | None) -> str:
    return NOTHING if value is None else f"{value:+.1f}" if round(value, 1) else "0"


def signed_whole(pair: Pair) -> str:
    if not pair.twice:
        return NOTHING
    return f"{pair.difference:+d}" if pair.difference else "0"


def level_on(level: int, day: dt.date) -> str:
    return _("%(level)s 级（%(day)s）") % {"level": level, "day": day.isoformat()}
