from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from lms.core import clock

from ..blocks import BodyBlock
from ..visibility import visible
from .base import ReadablePage, SitePage

PAGE_SIZE = 10


class NewsIndexPage(SitePage):
    """新闻: newest first, ten on a page, by tag where one is chosen."""

    intro = models.CharField(_("说明"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    api_fields = [APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms_site.NewsPage"]
    max_count_per_parent = 1
    template = "cms_site/news_index_page.html"

    class Meta:
        verbose_name = _("新闻列表")
        verbose_name_plural = _("新闻列表")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = visible(NewsPage.objects.child_of(self), request).order_by("-day", "-pk")
        tag = request.GET.get("tag", "").strip()[:100]
        if tag:
            pages = pages.filter(tags__name=tag)
        context.update(tag=tag, news=Paginator(pages.select_related("picture"), PAGE_SIZE).get_page(request.GET.get("page")))
        return context


class NewsTag(TaggedItemBase):
    content_object = ParentalKey("cms_site.NewsPage", related_name="tagged_items", on_delete=models.CASCADE)


class NewsPage(ReadablePage):
    """One piece of news."""

    day = models.DateField(_("日期"), default=clock.today)
    intro = models.CharField(_("摘要"), max_length=200, blank=True, help_text=_("一两句话，显示在列表里。"))
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("配图"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("装饰用，显示在标题下方；要说明内容的图片请放在正文里并写替代文字。"),
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))
    tags = ClusterTaggableManager(verbose_name=_("标签"), through=NewsTag, blank=True)

    content_panels = [
        *Page.content_panels, FieldPanel("day"), FieldPanel("intro"), FieldPanel("picture"), FieldPanel("body"),
        ReadablePage.visibility_panel,
    ]
    promote_panels = [*Page.promote_panels, MultiFieldPanel([FieldPanel("tags")], heading=_("标签"))]
    search_fields = [*ReadablePage.search_fields, index.FilterField("day")]
    api_fields = [*ReadablePage.api_fields, APIField("day"), APIField("intro"), APIField("body"), APIField("tags")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms_site/news_page.html"

    class Meta:
        verbose_name = _("新闻")
        verbose_name_plural = _("新闻")
