from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from lms.core.models import PastFacts

from ..scopes import ActivityOwnedQuerySet, ActivityQuerySet


class Activity(index.Indexed, models.Model):
    """活动: one stable row for anything that can be learned. Retired, never deleted, once somebody learned it.

    A page, a meeting or a sheet is tied to it by (``origin``, ``origin_key``): no field on the page, three locales are one
    activity, and the record outlives the page.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("微课")
        COURSE = "course", pgettext_lazy("a kind of activity", "课程")
        TRACK = "track", _("学习路径")
        SESSION = "session", _("现场活动")
        EXTERNAL = "external", _("外部学习")

    class Share(models.TextChoices):
        ALL = "all", _("全县共享")
        UNIT = "unit", _("本单位")

    code = models.CharField(_("编码"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices, default=Kind.LESSON)
    form = models.CharField(_("形式"), max_length=40, blank=True, help_text=_("如：视频、图文、测验、现场教学"))
    minutes = models.PositiveIntegerField(_("分钟"), validators=[MaxValueValidator(100_000)])
    is_required = models.BooleanField(_("必修"), default=False)
    must_finish = models.BooleanField(_("须学完"), default=False, help_text=_("已会也须学完，不能以测代学"))
    has_check = models.BooleanField(_("含测验"), default=False)
    tiers = models.ManyToManyField("lms_people.Tier", verbose_name=_("适用层次"), related_name="activities", blank=True)
    subject = models.ForeignKey(
        "lms_catalogue.Subject",
        verbose_name=_("类别"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    lecturer_code = models.CharField(_("讲师编号"), max_length=40, blank=True)
    completion_rule = models.CharField(_("完成标准"), max_length=200, blank=True)
    site = models.CharField(_("教学点"), max_length=120, blank=True)
    share_scope = models.CharField(_("共享范围"), max_length=10, choices=Share.choices, default=Share.ALL)
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit",
        verbose_name=_("归属组织"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    valid_until = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("当日仍有效"))
    published = models.BooleanField(_("已发布"), default=True)
    #: Plain text by which it is found beside title and code: what its page says.
    words = models.TextField(blank=True, default="", editable=False)
    origin = models.CharField(max_length=40, editable=False, default="code")
    origin_key = models.CharField(max_length=80, editable=False, blank=True)
    prerequisites = models.ManyToManyField(
        "self", verbose_name=_("先修"), symmetrical=False, related_name="required_for", blank=True
    )
    equivalents = models.ManyToManyField("self", verbose_name=_("等效内容"), symmetrical=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("code"),
        index.SearchField("words"),
        index.AutocompleteField("title"),
        index.FilterField("owner_unit_id"),
        index.FilterField("share_scope"),
    ]

    class Meta:
        verbose_name = _("学习活动")
        verbose_name_plural = _("学习活动")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["origin", "origin_key"], name="catalogue_activity_origin_once")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.origin_key:
            self.origin_key = self.code
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Teaches(models.Model):
    """An activity teaches a competency at a level."""

    activity = models.ForeignKey(Activity, verbose_name=_("学习活动"), on_delete=models.CASCADE, related_name="teaches")
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.PROTECT, related_name="taught_by"
    )
    level = models.PositiveSmallIntegerField(_("等级"), validators=[MinValueValidator(1), MaxValueValidator(4)])

    objects = ActivityOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("所教能力")
        verbose_name_plural = _("所教能力")
        ordering = ["activity", "competency", "level"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "competency", "level"], name="catalogue_teaches_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="catalogue_teaches_level_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class Part(models.Model):
    """An ordered part of a course or track."""

    whole = models.ForeignKey(Activity, verbose_name=_("整体"), on_delete=models.CASCADE, related_name="parts")
    activity = models.ForeignKey(Activity, verbose_name=_("组成部分"), on_delete=models.PROTECT, related_name="part_of")
    sort_order = models.IntegerField(_("顺序"), default=0)

    objects = ActivityOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("组成部分")
        verbose_name_plural = _("组成部分")
        ordering = ["whole", "sort_order"]
        constraints = [models.UniqueConstraint(fields=["whole", "activity"], name="catalogue_part_once")]

    def __str__(self) -> str:
        return str(self.activity)


class ActivityPast(PastFacts):
    """What planning saw of an activity until a day; keys as in ``queries.PLANNED_FACTS``."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="past")
