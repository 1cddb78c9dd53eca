from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from lms.competencies.models import Level

from ..scopes import QuestionQuerySet, VersionQuerySet


class ImmutableVersion(Exception):
    """Somebody tried to change a question as it was published; an edit makes a new version instead."""

    def __init__(self) -> None:
        super().__init__("A published version of a question is never changed; edit the question to make a new one.")


class Kind(models.TextChoices):
    SINGLE = "single", _("单选")
    MULTIPLE = "multiple", _("多选")
    JUDGE = "judge", _("判断")
    TEXT = "text", _("填空")
    NUMBER = "number", _("填数")


class Question(models.Model):
    """题目: what is asked stays one question through all its versions; it proves one competency at one level.

    ``live`` is the version that papers take; ``latest`` the newest one, which may still be a draft. The state is the question's:
    while a published question is being edited it stays published, and only its newest version waits.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("待审")
        PUBLISHED = "published", _("已发布")
        RETIRED = "retired", _("停用")

    code = models.CharField(_("编号"), max_length=40, unique=True)
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("归属组织"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="questions",
    )  # fmt: skip
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.PROTECT, related_name="questions"
    )
    level = models.PositiveSmallIntegerField(_("等级"), choices=Level.choices)
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("所属课程"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="questions",
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    live = models.ForeignKey(
        "QuestionVersion", verbose_name=_("在用版本"), null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    latest = models.ForeignKey(
        "QuestionVersion", verbose_name=_("最新版本"), null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    objects = QuestionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("题目")
        verbose_name_plural = _("题目")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="assessment_question_level_1_to_4")]
        indexes = [models.Index(fields=["competency", "level", "state"], name="assessment_question_pool")]

    def __str__(self) -> str:
        return self.code

    def stem(self) -> str:
        """The newest wording, on one line."""
        text = " ".join(self.latest.stem.split()) if self.latest else self.code
        return text if len(text) <= 60 else text[:59] + "…"

    stem.short_description = _("题干")


class QuestionVersion(models.Model):
    """What a question said at one time. Once published it never changes: old attempts keep what they were asked.

    ``key``: of 单选, 多选 and 判断 the places of the right options (from 0; 判断 has 正确 at 0 and 错误 at 1); of 填空 the
    accepted answers; of 填数 the number and the tolerance, as text.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("待审")
        PUBLISHED = "published", _("已发布")

    class Reason(models.TextChoices):
        UNCLEAR = "unclear", _("题干不清楚")
        KEY = "key", _("答案有误")
        BASIS = "basis", _("依据不足或已过期")
        LEVEL = "level", _("与能力或等级不符")
        DOUBLE = "double", _("与已有题目重复")
        WORDING = "wording", _("文字需要修改")

    question = models.ForeignKey(Question, verbose_name=_("题目"), on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("版本"), default=1)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(_("题型"), max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    stem = models.TextField(_("题干"), max_length=1000)
    options = models.JSONField(_("选项"), default=list, blank=True)
    key = models.JSONField(_("答案"), default=list)
    keeps_order = models.BooleanField(_("选项不打乱"), default=False, help_text=_("选项有先后顺序，或含“以上都对”时勾选"))
    explanation = models.TextField(_("解析"), max_length=2000, blank=True, help_text=_("答完以后给学员看的说明"))
    basis = models.CharField(_("依据"), max_length=200, blank=True, help_text=_("如：《信访工作条例》（2022）第三十四条"))
    points = models.PositiveSmallIntegerField(_("分值"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)])
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("图片"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    picture_alt = models.CharField(_("图片说明"), max_length=200, blank=True, help_text=_("读给看不到图片的人听"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("出题人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True, editable=False)
    return_reason = models.CharField(_("退回原因"), max_length=10, choices=Reason.choices, blank=True)
    return_note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = VersionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    #: What no later hand may change once the version was published; the database refuses it too (``triggers``).
    FIXED = (
        "question_id", "number", "state", "kind", "stem", "options", "key", "keeps_order", "explanation", "basis", "points",
        "picture_id", "picture_alt", "published_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("题目版本")
        verbose_name_plural = _("题目版本")
        ordering = ["question", "-number"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="assessment_version_once")]

    def __str__(self) -> str:
        return self.stem

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ImmutableVersion where a published version would say something else than before."""
        if any(self.__dict__.get(name, was) != was for name, was in getattr(self, "_was", {}).items()):
            raise ImmutableVersion
        super().save(*args, **kwargs)

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> QuestionVersion:
        found = super().from_db(db, field_names, values)
        if found.__dict__.get("state") == cls.State.PUBLISHED:
            found._was = {name: found.__dict__[name] for name in cls.FIXED if name in found.__dict__}
        return found
