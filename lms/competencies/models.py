"""Competency frameworks: what one can be able to do, and at which of four levels."""

from __future__ import annotations

import re

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.people.scopes import ReferenceQuerySet

#: The kinds of learning evidence that a competency may name. Formal assessments count for every competency.
EVIDENCE = (
    ("quiz", _("随堂测验")), ("assignment", _("作业")), ("case", _("案例")), ("task", _("任务")), ("observation", _("现场观察")),
)


class Level(models.IntegerChoices):
    """The four levels; 0 is a valid result of an assessment and needs no name of its own."""

    KNOWS = 1, _("知道")
    DOES = 2, _("会做")
    MASTERS = 3, _("熟练")
    TEACHES = 4, _("带教")


class Framework(models.Model):
    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("能力框架")
        verbose_name_plural = _("能力框架")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Domain(models.Model):
    framework = models.ForeignKey(Framework, verbose_name=_("能力框架"), on_delete=models.PROTECT, related_name="domains")
    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    sort_order = models.IntegerField(_("排序"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("能力领域")
        verbose_name_plural = _("能力领域")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.name


class Competency(index.Indexed, models.Model):
    """能力. ``evidence_type`` names the kinds of learning evidence that count; formal assessments always do.

    ``refresh_months``: evidence counts for so many calendar months; 0 means for good.
    """

    class Kind(models.TextChoices):
        KNOW = "应知", _("应知")
        DO = "应会", _("应会")

    code = models.CharField(_("编码"), max_length=40, unique=True)
    domain = models.ForeignKey(
        Domain, verbose_name=_("能力领域"), null=True, blank=True, on_delete=models.PROTECT, related_name="competencies"
    )
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices, blank=True)
    description = models.CharField(_("说明"), max_length=300, blank=True)
    level1 = models.CharField(_("1 知道"), max_length=200, blank=True)
    level2 = models.CharField(_("2 会做"), max_length=200, blank=True)
    level3 = models.CharField(_("3 熟练"), max_length=200, blank=True)
    level4 = models.CharField(_("4 带教"), max_length=200, blank=True)
    evidence_type = models.CharField(
        _("认定方式"), max_length=80, blank=True, help_text=_("quiz、assignment、case、task、observation，可用 | 连接")
    )
    refresh_months = models.PositiveSmallIntegerField(_("复训周期（月）"), default=0, validators=[MaxValueValidator(600)])

    objects = ReferenceQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.SearchField("code"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("能力")
        verbose_name_plural = _("能力")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def evidence_types(self) -> frozenset[str]:
        return frozenset(part for part in re.split(r"[|,;/、，；\s]+", self.evidence_type.lower()) if part)

    def get_evidence_type_display(self) -> str:
        """The kinds in words, as lists, files and exports show them."""
        known = [str(word) for kind, word in EVIDENCE if kind in self.evidence_types]
        return "、".join(known + sorted(self.evidence_types - {kind for kind, _word in EVIDENCE}))

    def sentence(self, level: int) -> str:
        """What a person at ``level`` can be seen doing."""
        return str(getattr(self, f"level{level}", "")) if 1 <= level <= 4 else ""
