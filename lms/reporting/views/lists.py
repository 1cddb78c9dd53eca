"""What the lists share: saved groups as a choice, counts by tier above the table, the year in words."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lms.people.group_queries import members_of
from lms.people.models import Member, Tier

from .base import ScopedReport


class ListReport(ScopedReport):
    """A list of members or units, each line leading to where it is mended."""

    table_classname = "listing lms-stack"
    paginate_by = 100

    @cached_property
    def members(self) -> Any:
        members = super().members
        group = self.chosen("group") if self.filters and "group" in self.filters.form.fields else None
        return members.filter(pk__in=members_of(group, self.today).values("pk")) if group else members

    def counts_of(self, members: Any) -> list[tuple[str, Any]]:
        """How many, and how many of each tier. Two queries."""
        by_tier = dict(
            Member.objects.filter(pk__in=members.order_by().values("pk")).order_by().values_list("tier").annotate(count=Count("pk"))
        )
        found: list[tuple[str, Any]] = [(_("人数"), sum(by_tier.values()))]
        found += [(str(tier), by_tier[tier.pk]) for tier in Tier.objects.all() if tier.pk in by_tier]
        return found


class YearlyList(ListReport):
    """A list that judges a year. A year is judged when it is over: without a choice it is the last one, and the page says so."""

    default_year_offset = -1

    def get_tabs(self) -> list[dict[str, Any]]:
        last, this = self.today.year - 1, self.today.year
        items = [
            (_("%(year)s 年（全年）") % {"year": last}, self.here(year=None), self.year == last),
            (_("%(year)s 年（至今）") % {"year": this}, self.here(year=this), self.year == this),
        ]
        return [{"label": _("年度"), "items": items}]

    def year_note(self) -> list[str]:
        if self.year != self.today.year:
            return []
        return [_("%(year)s 年还没有结束，下面是到今天为止的情况，不是全年结果。") % {"year": self.year}]
