from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from ..blocks import BodyBlock, CollectionBlock
from ..visibility import visible
from .base import ReadablePage


class SectionPage(ReadablePage):
    """专栏: a collection of pages and links, with a few words on what it is for. Pages below it are listed by themselves."""

    intro = models.CharField(_("说明"), max_length=200, blank=True)
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("配图"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("装饰用，显示在标题下方。"),
    )
    items = StreamField(CollectionBlock(), verbose_name=_("收录"), blank=True)

    told_by = ("intro", "items")
    content_panels = [
        *Page.content_panels, FieldPanel("intro"), FieldPanel("picture"), FieldPanel("items"), ReadablePage.visibility_panel,
    ]
    api_fields = [*ReadablePage.api_fields, APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms_site.PlainPage"]
    template = "cms_site/section_page.html"

    class Meta:
        verbose_name = _("专栏")
        verbose_name_plural = _("专栏")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["children"] = visible(PlainPage.objects.child_of(self), request).order_by("path") if self.pk else ()
        return context


class PlainPage(ReadablePage):
    """A page of text."""

    intro = models.CharField(_("摘要"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body"), ReadablePage.visibility_panel]
    api_fields = [*ReadablePage.api_fields, APIField("intro"), APIField("body")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage", "cms_site.SectionPage", "cms_site.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["cms_site.PlainPage"]
    template = "cms_site/plain_page.html"

    class Meta:
        verbose_name = _("普通页面")
        verbose_name_plural = _("普通页面")
