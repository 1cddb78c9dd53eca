"""Stored plans: one per signature, and for each member a pointer to one."""

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
