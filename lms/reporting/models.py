"""Figures per member and year: what reports add up. All of it is derived and may be thrown away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.core.states import State
from lms.people.scopes import MemberOwnedQuerySet

SUMMED = (
    "due", "due_done", "gap_open", "gap_added", "gap_withdrawn", "gap_closed", "unassessed", "hours_fixed", "hours_met",
    "attendances", "as_of",
)


class MemberSummary(models.Model):
    """The three figures of completion for one member and one year, as of ``as_of``. Never merged with one another.

    必学: ``due``/``due_done``. 补缺: ``gap_open`` at the start, ``gap_added``, ``gap_withdrawn``, ``gap_closed``; ``unassessed``
    elements apart. 学时: ``hours_fixed`` is 1 where the member has a fixed target, ``hours_met`` 1 where all of them are met.
    ``attendances`` counts completions and attendances (人次). ``unit_id``, ``tier_id`` and ``category_id`` are those of
    ``as_of``: after a transfer the old unit keeps its numbers. The figures hold until ``good_until`` (included; None: for good)
    unless somebody does something, and then the row is ``stale``.
    """

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="summaries")
    year = models.PositiveSmallIntegerField(_("年度"))
    unit_id = models.BigIntegerField()
    tier_id = models.BigIntegerField(null=True)
    category_id = models.BigIntegerField(null=True)
    due = models.PositiveIntegerField(_("应学"), default=0)
    due_done = models.PositiveIntegerField(_("已学"), default=0)
    gap_open = models.PositiveIntegerField(_("期初缺项"), default=0)
    gap_added = models.PositiveIntegerField(_("新增缺项"), default=0)
    gap_withdrawn = models.PositiveIntegerField(_("撤销缺项"), default=0)
    gap_closed = models.PositiveIntegerField(_("已补"), default=0)
    unassessed = models.PositiveIntegerField(State.UNASSESSED.word, default=0)
    hours_fixed = models.PositiveSmallIntegerField(_("有学时要求"), default=0)
    hours_met = models.PositiveSmallIntegerField(_("学时达标"), default=0)
    attendances = models.PositiveIntegerField(_("人次"), default=0)
    as_of = models.DateField(_("截至"))
    good_until = models.DateField(null=True)
    stale = models.BooleanField(default=False)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度汇总")
        verbose_name_plural = _("年度汇总")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="reporting_summary_once")]
        # A report adds up an index in its order: neither rows are read nor anything is sorted.
        indexes = [
            models.Index(fields=["year"], condition=models.Q(stale=True), name="reporting_summary_stale"),
            models.Index(fields=["year", "unit_id", "tier_id", *SUMMED], name="reporting_summary_units"),
            models.Index(fields=["year", "category_id", "tier_id", "unit_id", *SUMMED], name="reporting_summary_categories"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"

    @property
    def figures(self) -> Any:
        """The figures as plain numbers with their shares."""
        from .completion import NAMES, Figures

        return Figures(*(getattr(self, name) for name in NAMES))


class HoursSummary(models.Model):
    """Hours that count for one member, year and target, against what is asked (None: no fixed target)."""

    member = models.ForeignKey(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="hours_summaries"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    target = models.ForeignKey(
        "lms_catalogue.HoursTarget", verbose_name=_("学时指标"), on_delete=models.CASCADE, related_name="+"
    )
    window_years = models.PositiveSmallIntegerField(_("周期（年）"), default=1)
    hours = models.DecimalField(State.COMPLETED.word, max_digits=9, decimal_places=2, default=0)
    required = models.DecimalField(_("应完成"), max_digits=9, decimal_places=2, null=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度学时")
        verbose_name_plural = _("年度学时")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "year", "target", "window_years"], name="reporting_hours_once")]
        indexes = [models.Index(fields=["year", "target"], name="reporting_hours_target")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year} {self.hours}"

    @property
    def missing(self) -> Decimal:
        """Hours still to come; 0 where there is no fixed target or it is met."""
        return max(self.required - self.hours, Decimal(0)) if self.required is not None else Decimal(0)


class SummaryYear(models.Model):
    """A year that was looked through: on ``checked_on`` every present member had a row that was good.

    ``dirty``: members came, went or changed since. Readers look through it again then, and on the next day.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    checked_on = models.DateField(null=True)
    dirty = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("汇总年度")
        verbose_name_plural = _("汇总年度")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.year)
