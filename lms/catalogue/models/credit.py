from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import ReferenceQuerySet


class HoursTarget(models.Model):
    """学时指标: what hours are counted towards (党员年度学时, 干部集中培训, 网络自学…)."""

    code = models.CharField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    sort_order = models.IntegerField(_("排序"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时指标")
        verbose_name_plural = _("学时指标")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return gettext(self.name)  # the first ones are ours


class CreditRuleSet(models.Model):
    """学时认定办法. Its rules stand in versions, so that a new rule never rewrites old credit."""

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时认定办法")
        verbose_name_plural = _("学时认定办法")
        ordering = ["code"]

    def __str__(self) -> str:
        return gettext(self.name)  # the first ones are ours


class CreditRuleVersion(models.Model):
    rule_set = models.ForeignKey(CreditRuleSet, verbose_name=_("学时认定办法"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"), default=1)
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("保留小数位"), default=2)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("认定办法版本")
        verbose_name_plural = _("认定办法版本")
        ordering = ["rule_set", "-number"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "number"], name="catalogue_credit_version_once")]

    def __str__(self) -> str:
        return f"{self.rule_set} v{self.number}"


class CreditRule(models.Model):
    """One line of a version: for ``form`` (empty: any other), so many hours a unit.

    ``from_minutes`` and ``below_minutes`` make brackets by duration (from included, below excluded). Caps are in hours and
    hold for one member, one target and this line's form.
    """

    class Unit(models.TextChoices):
        MINUTES = "minutes", _("每多少分钟计一次")
        EVENT = "event", _("每次")
        HALF_DAY = "half_day", _("每半天（不超过240分钟计半天）")

    class Mode(models.TextChoices):
        ONLINE = "online", _("网络")
        ONSITE = "onsite", _("集中与现场")
        OTHER = "other", _("其他方式")

    version = models.ForeignKey(CreditRuleVersion, verbose_name=_("版本"), on_delete=models.CASCADE, related_name="rules")
    order = models.IntegerField(_("顺序"), default=0)
    form = models.CharField(_("形式"), max_length=40, blank=True)
    from_minutes = models.PositiveIntegerField(_("分钟数从"), default=0)
    below_minutes = models.PositiveIntegerField(_("分钟数小于"), null=True, blank=True)
    unit = models.CharField(_("计量"), max_length=10, choices=Unit.choices, default=Unit.EVENT)
    unit_minutes = models.PositiveIntegerField(_("每单位分钟数"), null=True, blank=True)
    value = models.DecimalField(_("学时"), max_digits=6, decimal_places=2)
    mode = models.CharField(_("方式"), max_length=20, choices=Mode.choices, default=Mode.ONLINE)
    targets = models.ManyToManyField(HoursTarget, verbose_name=_("计入指标"), related_name="rules", blank=True)
    cap_day = models.DecimalField(_("每日上限"), max_digits=6, decimal_places=2, null=True, blank=True)
    cap_year = models.DecimalField(_("每年上限"), max_digits=7, decimal_places=2, null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("认定规则")
        verbose_name_plural = _("认定规则")
        ordering = ["version", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.form or '*'} {self.value}"
