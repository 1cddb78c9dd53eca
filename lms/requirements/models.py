"""Requirement sets: who is asked what, by whom, from when until when."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.people.scopes import MemberOwnedQuerySet

from .scopes import LineQuerySet, RequirementSetQuerySet, SetOwnedQuerySet


class RequirementSet(index.Indexed, models.Model):
    """要求集. ``kind`` and ``source_code`` name the source (``post:P05``); the audience is the facets.

    A member belongs to the audience when every facet that names something names something of the member's, or when an
    ``Assignment`` names the member. A set with no facet and no assignment asks nobody. The audience holds as of a day.
    """

    class Kind(models.TextChoices):
        POST = "post", _("岗位")
        TIER = "tier", _("层次")
        CATEGORY = "category", _("人员类别")
        RANK = "rank", _("职级")
        UNIT = "unit", _("组织")
        TRACK = "track", _("学习路径")
        CAMPAIGN = "campaign", _("集中轮训")
        PERSON = "person", _("个人")

    class Mode(models.TextChoices):
        ON_DEMAND = "on_demand", _("按需：只学所缺")
        ALL = "all", _("全员必学")

    code = models.CharField(_("编码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("来源"), max_length=10, choices=Kind.choices)
    source_code = models.CharField(_("来源编码"), max_length=60)
    mode = models.CharField(_("方式"), max_length=10, choices=Mode.choices, default=Mode.ALL)
    posts = models.ManyToManyField("lms_people.Post", verbose_name=_("岗位"), related_name="requirement_sets", blank=True)
    tiers = models.ManyToManyField("lms_people.Tier", verbose_name=_("层次"), related_name="requirement_sets", blank=True)
    categories = models.ManyToManyField(
        "lms_people.MemberCategory", verbose_name=_("人员类别"), related_name="requirement_sets", blank=True
    )
    units = models.ManyToManyField(
        "lms_people.OrgUnit", verbose_name=_("组织（含下级）"), related_name="requirement_sets", blank=True
    )
    ranks = models.JSONField(_("职级"), default=list, blank=True)
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("归属组织"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RequirementSetQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("code"),
        index.AutocompleteField("name"),
        index.FilterField("owner_unit_id"),
    ]

    class Meta:
        verbose_name = _("要求集")
        verbose_name_plural = _("要求集")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        return f"{self.kind}:{self.source_code}"


class SetVersion(models.Model):
    """The lines of a set from ``start`` until ``end`` (included). An edit closes this one and opens the next."""

    requirement_set = models.ForeignKey(
        RequirementSet, verbose_name=_("要求集"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("版本"), default=1)
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = SetOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("要求版本")
        verbose_name_plural = _("要求版本")
        ordering = ["requirement_set", "-number"]
        constraints = [models.UniqueConstraint(fields=["requirement_set", "number"], name="requirements_version_once")]

    def __str__(self) -> str:
        return f"{self.requirement_set} v{self.number}"


class Line(models.Model):
    """One thing that is asked: a competency at a level, an activity to complete, or hours towards a target.

    ``since`` is the day on which this line came (None: since always); it is carried over unchanged lines of new versions.
    """

    class Kind(models.TextChoices):
        COMPETENCY = "competency", _("能力")
        ACTIVITY = "activity", _("学习活动")
        HOURS = "hours", _("学时")

    class Priority(models.IntegerChoices):
        MUST = 1, _("必备")
        SHOULD = 2, _("应备")
        MAY = 3, _("了解")

    version = models.ForeignKey(SetVersion, verbose_name=_("版本"), on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    since = models.DateField(_("起"), null=True, blank=True)
    competency = models.ForeignKey(
        "lms_competencies.Competency",
        verbose_name=_("能力"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    level = models.PositiveSmallIntegerField(
        _("要求等级"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    priority = models.PositiveSmallIntegerField(_("重要程度"), choices=Priority.choices, default=Priority.SHOULD)
    due_within_months = models.PositiveSmallIntegerField(_("完成期限（月）"), null=True, blank=True)
    due_on = models.DateField(_("截止日期"), null=True, blank=True)
    activity = models.ForeignKey(
        "lms_catalogue.Activity",
        verbose_name=_("学习活动"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    recurs_months = models.PositiveSmallIntegerField(_("重学周期（月）"), null=True, blank=True)
    target = models.ForeignKey(
        "lms_catalogue.HoursTarget",
        verbose_name=_("学时指标"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    hours = models.DecimalField(_("学时"), max_digits=7, decimal_places=2, null=True, blank=True)
    window_years = models.PositiveSmallIntegerField(_("周期（年）"), default=1)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("要求")
        verbose_name_plural = _("要求")
        ordering = ["version", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="competency", competency__isnull=False, level__range=(1, 4))
                    | Q(kind="activity", activity__isnull=False)
                    | Q(kind="hours", target__isnull=False, hours__isnull=False)
                ),
                name="requirements_line_is_whole",
            ),
            models.UniqueConstraint(
                fields=["version", "competency"], name="requirements_competency_once", condition=Q(kind="competency")
            ),
            models.UniqueConstraint(
                fields=["version", "activity"], name="requirements_activity_once", condition=Q(kind="activity")
            ),
        ]

    def __str__(self) -> str:
        return str(self.competency or self.activity or self.target)


class Assignment(models.Model):
    """A set applies to one person from ``start`` until ``end`` (included)."""

    requirement_set = models.ForeignKey(
        RequirementSet, verbose_name=_("要求集"), on_delete=models.CASCADE, related_name="assignments"
    )
    member = models.ForeignKey(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="requirement_assignments"
    )
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("个人要求")
        verbose_name_plural = _("个人要求")
        ordering = ["requirement_set", "member"]
        constraints = [
            models.UniqueConstraint(fields=["requirement_set", "member", "start"], name="requirements_assignment_once"),
            models.UniqueConstraint(
                fields=["requirement_set", "member"], name="requirements_assignment_once_open", condition=Q(start__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_set} · {self.member}"


class StarterSet(models.Model):
    """The shipped competencies, posts and requirements were adopted. One row at most. Until somebody confirms that they fit
    (``checked_at``), screens mark them 「示例标准，待本单位核对」. Written by ``actions.starter``."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    adopted_at = models.DateTimeField(_("采用时间"), auto_now_add=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("采用人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("核对人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("示例标准")
        verbose_name_plural = _("示例标准")
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("示例标准"))
