"""One row of figures per member and year: what reports add up. Derived; may be thrown away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import MemberOwnedQuerySet


class MemberSummary(models.Model):
    """The three figures of completion for one member and one year, as of ``as_of``. Never merged with one another.

    必学: ``due``/``due_done``. 补缺: ``gap_open`` at the start, ``gap_added``, ``gap_withdrawn``, ``gap_closed``; ``unassessed``
    elements apart. 学时: ``hours_fixed`` is 1 where the member has a fixed target, ``hours_met`` 1 where all of them are met.
    """

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="summaries")
    year = models.PositiveSmallIntegerField(_("年度"))
    unit_id = models.BigIntegerField(db_index=True)
    tier_id = models.BigIntegerField(null=True)
    category_id = models.BigIntegerField(null=True)
    due = models.PositiveIntegerField(default=0)
    due_done = models.PositiveIntegerField(default=0)
    gap_open = models.PositiveIntegerField(default=0)
    gap_added = models.PositiveIntegerField(default=0)
    gap_withdrawn = models.PositiveIntegerField(default=0)
    gap_closed = models.PositiveIntegerField(default=0)
    unassessed = models.PositiveIntegerField(default=0)
    hours_fixed = models.PositiveSmallIntegerField(default=0)
    hours_met = models.PositiveSmallIntegerField(default=0)
    attendances = models.PositiveIntegerField(default=0)
    as_of = models.DateField()
    stale = models.BooleanField(default=False, db_index=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度汇总")
        verbose_name_plural = _("年度汇总")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="reporting_summary_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"
