"""主题月: what the whole organisation learns together in a month."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from lms.core import clock

from ..blocks import ThemeItemsBlock
from ..visibility import visible
from .base import ReadablePage, SitePage


def this_month() -> dt.date:
    return clock.today().replace(day=1)


class ThemeIndexPage(SitePage):
    """All themes, newest first."""

    intro = models.CharField(_("说明"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    api_fields = [APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms_site.ThemePage"]
    max_count_per_parent = 1
    template = "cms_site/theme_index_page.html"

    class Meta:
        verbose_name = _("主题月列表")
        verbose_name_plural = _("主题月列表")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["themes"] = visible(ThemePage.objects.child_of(self), request).order_by("-month", "path")
        context["this_month"] = this_month()
        return context


class ThemeQuerySet(PageQuerySet):
    def of_month(self, day: dt.date) -> Self:
        """Themes of the month in which ``day`` lies."""
        found: Self = self.filter(month=day.replace(day=1))
        return found


class ThemePage(ReadablePage):
    """The theme of one month: what for, and what it is made of."""

    month = models.DateField(_("月份"), default=this_month, db_index=True, help_text=_("填当月任意一天，保存为当月1日。"))
    purpose = models.CharField(_("为了什么"), max_length=200, help_text=_("一句话：学了这些，工作上能多做好什么。"))
    items = StreamField(ThemeItemsBlock(), verbose_name=_("内容"), blank=True)

    objects = PageManager.from_queryset(ThemeQuerySet)()

    told_by = ("purpose", "items")
    content_panels = [
        *Page.content_panels, FieldPanel("month"), FieldPanel("purpose"), FieldPanel("items"), ReadablePage.visibility_panel,
    ]
    search_fields = [*ReadablePage.search_fields, index.FilterField("month")]
    api_fields = [*ReadablePage.api_fields, APIField("month"), APIField("purpose")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.ThemeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms_site/theme_page.html"

    class Meta:
        verbose_name = _("主题月")
        verbose_name_plural = _("主题月")

    def clean(self) -> None:
        super().clean()
        if self.month:
            self.month = self.month.replace(day=1)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..lessons import open_lessons

        context = super().get_context(request, *args, **kwargs)
        wanted = [item.value["lesson"].pk for item in self.items if item.block_type == "lesson" and item.value["lesson"]]
        context["open_lessons"] = open_lessons(wanted, request)
        return context
