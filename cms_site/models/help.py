from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import BodyBlock, HelpStepsBlock
from ..visibility import visible
from .base import ReadablePage, SitePage


class HelpIndexPage(SitePage):
    """帮助: by audience."""

    intro = models.CharField(_("说明"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    api_fields = [APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms_site.HelpPage"]
    max_count_per_parent = 1
    template = "cms_site/help_index_page.html"

    class Meta:
        verbose_name = _("帮助列表")
        verbose_name_plural = _("帮助列表")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = list(visible(HelpPage.objects.child_of(self), request).order_by("path"))
        context["groups"] = [
            (audience, found)
            for audience in HelpPage.Audience
            if (found := [page for page in pages if page.audience == audience])
        ]
        return context


class HelpPage(ReadablePage):
    """How one thing is done: ordered steps, each ending in something seen."""

    class Audience(models.TextChoices):
        MEMBER = "member", _("学员")
        TRAINER = "trainer", _("教员")
        ADMINISTRATOR = "administrator", _("管理员")

    audience = models.CharField(_("写给谁"), max_length=14, choices=Audience.choices, default=Audience.MEMBER)
    minutes = models.PositiveSmallIntegerField(_("需要几分钟"), default=2, validators=[MinValueValidator(1)])
    intro = models.CharField(_("摘要"), max_length=200, blank=True)
    steps = StreamField(HelpStepsBlock(), verbose_name=_("步骤"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("还要知道的"), blank=True)

    told_by = ("intro", "steps", "body")
    content_panels = [
        *Page.content_panels, FieldRowPanel([FieldPanel("audience"), FieldPanel("minutes")]), FieldPanel("intro"),
        FieldPanel("steps"), FieldPanel("body"), ReadablePage.visibility_panel,
    ]
    search_fields = [*ReadablePage.search_fields, index.FilterField("audience")]
    api_fields = [
        *ReadablePage.api_fields, APIField("audience"), APIField("minutes"), APIField("intro"), APIField("steps"),
        APIField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms_site.HelpIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms_site/help_page.html"

    class Meta:
        verbose_name = _("帮助")
        verbose_name_plural = _("帮助")
