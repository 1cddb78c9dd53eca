from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.core.models import PastFacts

from ..scopes import ReferenceQuerySet


class Tier(models.Model):
    """层次: the audience a member belongs to (LEAD, YOUTH, GEN by default)."""

    code = models.CharField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    sort_order = models.IntegerField(_("排序"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("层次")
        verbose_name_plural = _("层次")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return gettext(self.name)  # the first ones are ours


class TierRule(models.Model):
    """One of the ordered rules by which a member's tier follows from posts and age; the first that fits wins."""

    class Kind(models.TextChoices):
        POST = "post", _("任一岗位的默认层次是本层次")
        AGE = "age", _("年龄不超过")
        ELSE = "else", _("其余人员")

    order = models.IntegerField(_("顺序"), default=0)
    kind = models.CharField(_("条件"), max_length=10, choices=Kind.choices)
    max_age = models.PositiveSmallIntegerField(_("年龄上限"), null=True, blank=True)
    tier = models.ForeignKey(Tier, verbose_name=_("层次"), on_delete=models.CASCADE, related_name="rules")

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("层次规则")
        verbose_name_plural = _("层次规则")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="age") | models.Q(max_age__isnull=False), name="people_tier_rule_age_has_limit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} → {self.tier}"


class MemberCategory(models.Model):
    """人员类别: 正式党员, 预备党员, 发展对象, 入党积极分子, 群众… Never merged with tier, post or rank."""

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40, unique=True)
    sort_order = models.IntegerField(_("排序"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员类别")
        verbose_name_plural = _("人员类别")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return gettext(self.name)  # the first ones are ours


class Post(index.Indexed, models.Model):
    """岗位. ``categories`` names the categories that may hold it; none means any."""

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    default_tier = models.ForeignKey(
        Tier, verbose_name=_("默认层次"), null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    categories = models.ManyToManyField(MemberCategory, verbose_name=_("可任类别"), blank=True, related_name="posts")

    objects = ReferenceQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.SearchField("code"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PostPast(PastFacts):
    """The default tier a post had before: ``{"default_tier": "LEAD"}``."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="past")
