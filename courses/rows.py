"""Rows that stand in a page of their own number: what it teaches, what comes before, what it is made of.

Abstract. A page type gives them a ``ParentalKey`` of its own: see ``courses.pages.models``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import Orderable

from lms.competencies.models import Level


class TeachesRow(Orderable):
    """A competency and the level that the lesson brings to."""

    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(
        _("教到哪一级"), choices=Level.choices, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )

    api_fields: ClassVar[list[Any]] = [APIField("competency"), APIField("level")]

    class Meta(Orderable.Meta):
        abstract = True


class BeforeRow(Orderable):
    """Something to learn first."""

    activity = models.ForeignKey("lms_catalogue.Activity", verbose_name=_("先学"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        abstract = True


class PartRow(Orderable):
    """One lesson, or one course, of what this page is made of."""

    activity = models.ForeignKey("lms_catalogue.Activity", verbose_name=_("课程"), on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("说明"), max_length=120, blank=True)

    api_fields: ClassVar[list[Any]] = [APIField("activity"), APIField("note")]

    class Meta(Orderable.Meta):
        abstract = True
