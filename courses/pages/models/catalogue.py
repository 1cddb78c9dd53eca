from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from ...mixins import ReaderPage


class CatalogueIndexPage(ReaderPage):
    """课程目录: what is taught stands below it. One may stand below another, so that a unit has a part of its own."""

    intro = models.CharField(_("说明"), max_length=200, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("intro")]
    api_fields: ClassVar[list[Any]] = [APIField("intro")]
    subpage_types: ClassVar[list[str]] = [
        "lms_pages.LessonPage", "lms_pages.CoursePage", "lms_pages.TrackPage", "lms_pages.StoryPage",
        "lms_pages.CatalogueIndexPage",
    ]
    template = "courses/catalogue_index_page.html"

    class Meta:
        verbose_name = _("课程目录")
        verbose_name_plural = _("课程目录")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ...shelves import shelves_of
        from ...trail import catalogue_url

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"shelves": shelves_of(self, request), "catalogue_url": catalogue_url(request), "trail": []}
