"""What is made of lessons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.api import APIField
from wagtail.models import Orderable

from lms.catalogue.models import Activity

from ...mixins import TrackMixin, WholeMixin
from ...rows import PartRow


class CourseTag(TaggedItemBase):
    content_object = ParentalKey("lms_pages.CoursePage", related_name="tagged_items", on_delete=models.CASCADE)


class CoursePage(WholeMixin):
    """课程: lessons in their order."""

    activity_kind = Activity.Kind.COURSE

    tags = ClusterTaggableManager(verbose_name=_("标签"), through=CourseTag, blank=True)

    api_fields: ClassVar[list[Any]] = [*WholeMixin.api_fields, APIField("tags")]
    parent_page_types: ClassVar[list[str]] = ["lms_pages.CatalogueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/course_page.html"

    class Meta:
        verbose_name = pgettext_lazy("a kind of activity", "课程")
        verbose_name_plural = pgettext_lazy("a kind of activity", "课程")


class CoursePart(PartRow):
    page = ParentalKey(CoursePage, related_name="parts", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("组成部分")
        verbose_name_plural = _("组成部分")


class TrackTag(TaggedItemBase):
    content_object = ParentalKey("lms_pages.TrackPage", related_name="tagged_items", on_delete=models.CASCADE)


class TrackPage(TrackMixin):
    """学习路径: courses and lessons in their order, for an audience."""

    tags = ClusterTaggableManager(verbose_name=_("标签"), through=TrackTag, blank=True)

    api_fields: ClassVar[list[Any]] = [*TrackMixin.api_fields, APIField("tags")]
    parent_page_types: ClassVar[list[str]] = ["lms_pages.CatalogueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/track_page.html"

    class Meta:
        verbose_name = _("学习路径")
        verbose_name_plural = _("学习路径")


class TrackPart(PartRow):
    page = ParentalKey(TrackPage, related_name="parts", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("组成部分")
        verbose_name_plural = _("组成部分")
