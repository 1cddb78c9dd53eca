"""Stored plans: one per signature, for each member a pointer to one, and what the members' levels still await.

Beside them what members plan for themselves: their reading.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import MemberOwnedQuerySet


class Plan(models.Model):
    """The minimal set of lessons for everything the solver sees. Members with the same signature share it.

    ``codes``: those of the gap section, a line each (the compulsory part needs no solving). Order and explanation are computed
    for each reader, because due days and priorities are no part of the signature.
    """

    signature = models.CharField(max_length=64, unique=True)
    codes = models.TextField(default="", blank=True)
    minutes = models.PositiveIntegerField(default=0)
    solved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("计划")
        verbose_name_plural = _("计划")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.signature[:12]

    @property
    def lessons(self) -> list[str]:
        return self.codes.splitlines()


class MemberPlan(models.Model):
    """Which plan is a member's, as of which day, and until which day it is good (included)."""

    member = models.OneToOneField(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, primary_key=True, related_name="plan_link"
    )
    # No constraint in the database: a hundred thousand derived rows are written at once, and a link to nothing is only stale.
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="links", db_constraint=False)
    as_of = models.DateField(null=True)
    good_until = models.DateField(null=True)
    stale = models.BooleanField(default=True, db_index=True)
    failed = models.BooleanField(default=False)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("学员计划")
        verbose_name_plural = _("学员计划")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.member_id)


class Awaiting(models.Model):
    """待确认: the member has learned what leads to ``level``, and somebody has yet to confirm it. Stored with the plan.

    One row for each competency, with the highest level that lessons done lead to. ``since``: the day the lesson was done.
    ``looked_on``: since then somebody has looked and did not find the level reached.
    """

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="awaiting")
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.CASCADE, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("等级"))
    since = models.DateField(_("学完日期"))
    looked_on = models.DateField(_("看过日期"), null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("待确认的等级")
        verbose_name_plural = _("待确认的等级")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "competency"], name="lms_planning_awaiting_once")]
        indexes = [models.Index(fields=["competency", "level"], name="lms_planning_awaiting_level")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.competency_id} {self.level}"


class ReadingItem(models.Model):
    """读书计划: something that the member means to read, and the member's own tick. Others see only numbers, never a title.

    ``quarter`` 0: the whole year. No manager of scopes and no permission: nobody but the member asks for rows.
    """

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="reading_items")
    year = models.PositiveSmallIntegerField(_("年度"))
    quarter = models.PositiveSmallIntegerField(_("季度"), default=0)
    title = models.CharField(_("书名或文章"), max_length=100)
    chapters = models.CharField(_("章节"), max_length=100, blank=True)
    due = models.DateField(_("计划读完日期"), null=True, blank=True)
    done_on = models.DateField(_("读完日期"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("读书计划")
        verbose_name_plural = _("读书计划")
        ordering = ["quarter", "due", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["member", "year"], name="lms_planning_reading_year")]

    def __str__(self) -> str:
        return str(self.pk)
