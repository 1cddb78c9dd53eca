from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.api import APIField
from wagtail.models import Orderable
from wagtail.search import index

from ...blocks import StoryBody
from ...fields import BodyField
from ...mixins import DescribedPage
from ...rows import PartRow


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("lms_pages.StoryPage", related_name="tagged_items", on_delete=models.CASCADE)


class StoryPage(DescribedPage):
    """先进典型: what somebody did well, to read; with the lessons to learn the same. It is no activity: nothing is recorded."""

    who = models.CharField(_("谁"), max_length=60, help_text=_("人或集体的名称，须本人或单位同意公开。"))
    where = models.CharField(_("单位"), max_length=80, blank=True)
    body = BodyField(StoryBody(), verbose_name=_("正文"))
    tags = ClusterTaggableManager(verbose_name=_("标签"), through=StoryTag, blank=True)

    search_fields: ClassVar[list[Any]] = [
        *DescribedPage.search_fields, index.SearchField("who"), index.SearchField("where"), index.SearchField("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *DescribedPage.api_fields, APIField("who"), APIField("where"), APIField("body"), APIField("tags"),
    ]
    parent_page_types: ClassVar[list[str]] = ["lms_pages.CatalogueIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/story_page.html"

    class Meta:
        verbose_name = _("先进典型")
        verbose_name_plural = _("先进典型")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ...parts import parts_for

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["made_of"] = parts_for(self, request)
        return context


class StoryLesson(PartRow):
    """A lesson in which one learns to do the same."""

    page = ParentalKey(StoryPage, related_name="parts", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("相关微课")
        verbose_name_plural = _("相关微课")
