"""Arithmetic on the record, stored for speed. May be thrown away: ``rebuild_projections`` makes all of it again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.core.states import State as States
from lms.people.scopes import MemberOwnedQuerySet


class Progress(models.Model):
    """How far a member came in an activity. ``done_days``: ISO days on which its completion rule was met, in order."""

    class State(models.TextChoices):
        STARTED = "started", _("已开始")
        SEEN = "seen", States.WATCHED.word
        COMPLETED = "completed", States.COMPLETED.word
        PASSED = "passed", States.PASSED.word
        EXEMPTED = "exempted", States.EXEMPT.word

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="progress")
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("学习活动"), on_delete=models.PROTECT, related_name="progress"
    )
    state = models.CharField(_("状态"), max_length=10, choices=State.choices)
    started_on = models.DateField(_("开始"), null=True, blank=True)
    done_on = models.DateField(_("完成"), null=True, blank=True, db_index=True)
    done_days = models.JSONField(default=list)
    score = models.DecimalField(_("得分"), max_digits=6, decimal_places=2, null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("学习进度")
        verbose_name_plural = _("学习进度")
        ordering = ["member", "activity"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "activity"], name="records_progress_once")]

    def __str__(self) -> str:
        return f"{self.activity} {self.get_state_display()}"


class CreditEntry(models.Model):
    """Hours that one record gives towards one target."""

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="credits")
    record = models.ForeignKey("lms_records.Record", verbose_name=_("依据"), on_delete=models.CASCADE, related_name="credits")
    target = models.ForeignKey(
        "lms_catalogue.HoursTarget", verbose_name=_("学时指标"), on_delete=models.PROTECT, related_name="credits"
    )
    mode = models.CharField(_("方式"), max_length=20)
    day = models.DateField(_("日期"))
    hours = models.DecimalField(_("学时"), max_digits=7, decimal_places=2)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时")
        verbose_name_plural = _("学时")
        ordering = ["member", "day"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["member", "target", "day"])]

    def __str__(self) -> str:
        return f"{self.target} {self.hours}"


class LevelStep(models.Model):
    """From ``start`` until the day before ``until`` (None: for good) the member is at ``level`` in the competency.

    Only times with valid evidence are stored. On day D take the latest step with ``start`` ≤ D: it holds if D < ``until``, else
    the level has lapsed and ``level`` is the one that held last. No such step: basis none (未评估).
    """

    class Basis(models.TextChoices):
        FORMAL = "formal", _("认定")
        LEARNED = "learned", _("学习所得")
        SELF = "self", _("自评")

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="level_steps")
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.PROTECT, related_name="level_steps"
    )
    level = models.PositiveSmallIntegerField(_("等级"))
    basis = models.CharField(_("依据类型"), max_length=8, choices=Basis.choices)
    start = models.DateField(_("起"))
    until = models.DateField(_("失效"), null=True, blank=True)
    record = models.ForeignKey("lms_records.Record", verbose_name=_("依据"), on_delete=models.CASCADE, related_name="level_steps")

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("能力等级")
        verbose_name_plural = _("能力等级")
        ordering = ["member", "competency", "start"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["member", "competency", "start"], name="records_level_step_once")]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"
