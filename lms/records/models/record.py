from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.core.states import State as States
from lms.people.scopes import MemberOwnedQuerySet


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a learning record."""

    def __init__(self) -> None:
        super().__init__("A learning record is never changed or deleted; enter a correction instead.")


class IsCorrection(models.Func):
    """The condition of the index ``records_corrected_once``, word for word: a database uses a partial index only where it
    sees its condition in the query, and it does not see through parameters."""

    template = "NOT (%(expressions)s = '')"
    output_field = models.BooleanField()


class RecordQuerySet(MemberOwnedQuerySet):
    """Reads as usual; every way of changing rows is closed."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    update = delete = bulk_update = update_or_create = _refuse  # type: ignore[assignment]
    _raw_delete = _refuse

    def bulk_create(self, objs: Any, *args: Any, update_conflicts: bool = False, **kwargs: Any) -> Any:
        if update_conflicts:
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def in_force(self) -> RecordQuerySet:
        """Without rows that another row corrects, and without rows that only cancel."""
        corrected = Record.objects.filter(
            IsCorrection("corrects_key"), corrects_source=models.OuterRef("source"), corrects_key=models.OuterRef("key")
        )
        return self.filter(~models.Exists(corrected), is_void=False)


class Record(models.Model):
    """One fact about one member, written once: who, what, on what, how well, when, heard from whom.

    ``source`` is the channel (``sheet:evidence``), ``key`` is unique within it: the same fact told twice is written once.
    ``corrects_source``/``corrects_key`` name the row that this one replaces; it may arrive first. ``is_void`` replaces it by
    nothing. ``occurred_at`` is when it happened and orders everything; ``recorded_at`` only says when we knew.
    ``unit``, ``tier_code`` and ``post_codes`` are stamped as of then: figures of the past stay where they belong.
    The database refuses UPDATE and DELETE by triggers (``triggers.py``).
    """

    class Verb(models.TextChoices):
        ASSESSED = "assessed", _("能力认定")
        STARTED = "started", States.START.word
        COMPLETED = "completed", _("完成")
        PASSED = "passed", _("通过测验")
        ATTENDED = "attended", _("参加")
        EXEMPTED = "exempted", States.EXEMPT.word
        CREDITED = "credited", _("外部学时")
        OPENING = "opening", _("期初学时")

    class Evidence(models.TextChoices):
        OBSERVATION = "observation", _("现场观察")
        TEST = "test", _("测试")
        SUPERVISOR = "supervisor", _("上级评定")
        SELF = "self", _("自评")
        QUIZ = "quiz", _("随堂测验")
        ASSIGNMENT = "assignment", _("作业")
        CASE = "case", _("案例")
        TASK = "task", _("任务")

    class Reason(models.TextChoices):
        NONE = "", _("—")
        REGISTER = "register", _("组织者签到表")
        PAPER = "paper", _("纸质记录补录")
        EXTERNAL = "external", _("外单位证明")
        HOME = "home", _("送学上门")
        HELPER = "helper", _("代为登记")
        MISTAKE = "mistake", _("更正错录")

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.PROTECT, related_name="records")
    verb = models.CharField(_("事实"), max_length=10, choices=Verb.choices)
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("学习活动"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="records"
    )
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="records"
    )
    kind = models.CharField(_("认定方式"), max_length=12, choices=Evidence.choices, blank=True)
    level = models.PositiveSmallIntegerField(_("等级"), null=True, blank=True)
    score = models.DecimalField(_("得分"), max_digits=6, decimal_places=2, null=True, blank=True)
    success = models.BooleanField(_("达到完成标准"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("分钟"), null=True, blank=True)
    form = models.CharField(_("形式"), max_length=40, blank=True)
    hours = models.DecimalField(_("学时"), max_digits=7, decimal_places=2, null=True, blank=True)
    mode = models.CharField(_("方式"), max_length=20, blank=True)
    platform = models.CharField(_("平台"), max_length=40, blank=True)
    occurred_at = models.DateTimeField(_("发生时间"))
    day = models.DateField(_("日期"), db_index=True)
    recorded_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    recorded_by_id = models.BigIntegerField(_("登记人"), null=True, blank=True)
    reason = models.CharField(_("说明"), max_length=10, choices=Reason.choices, blank=True, default="")
    source = models.CharField(_("来源"), max_length=40)
    key = models.CharField(_("来源键"), max_length=120)
    corrects_source = models.CharField(max_length=40, blank=True, default="")
    corrects_key = models.CharField(max_length=120, blank=True, default="")
    is_void = models.BooleanField(_("撤销"), default=False)
    unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("当时所在组织"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    tier_code = models.CharField(_("当时层次"), max_length=20, blank=True)
    post_codes = models.CharField(_("当时岗位"), max_length=200, blank=True)
    rules = models.ForeignKey(
        "lms_catalogue.CreditRuleVersion", verbose_name=_("认定办法版本"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    objects = RecordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("学习记录")
        verbose_name_plural = _("学习记录")
        ordering = ["-occurred_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["member", "verb"])]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="records_once"),
            models.UniqueConstraint(
                fields=["corrects_source", "corrects_key"], name="records_corrected_once", condition=~Q(corrects_key="")
            ),
            models.CheckConstraint(
                condition=~Q(verb="assessed") | Q(is_void=True) | Q(competency__isnull=False, level__range=(0, 4)),
                name="records_assessed_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_verb_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError
