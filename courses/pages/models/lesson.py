from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.api import APIField
from wagtail.models import Orderable

from ...mixins import LessonMixin
from ...rows import BeforeRow, TeachesRow


class LessonTag(TaggedItemBase):
    content_object = ParentalKey("lms_pages.LessonPage", related_name="tagged_items", on_delete=models.CASCADE)


class LessonPage(LessonMixin):
    """微课: a micro-lesson."""

    tags = ClusterTaggableManager(verbose_name=_("标签"), through=LessonTag, blank=True)

    api_fields: ClassVar[list[Any]] = [*LessonMixin.api_fields, APIField("tags")]
    parent_page_types: ClassVar[list[str]] = ["lms_pages.CatalogueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("微课")
        verbose_name_plural = _("微课")


class LessonTeaches(TeachesRow):
    page = ParentalKey(LessonPage, related_name="teaches", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("所教能力")
        verbose_name_plural = _("所教能力")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["page", "competency", "level"], name="pages_lesson_teaches_once")
        ]


class LessonBefore(BeforeRow):
    page = ParentalKey(LessonPage, related_name="prerequisites", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("先学")
        verbose_name_plural = _("先学")
