from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from ..blocks import BodyBlock
from .base import SitePage


class HomePage(SitePage):
    """The front page, one in each language. Its name and its one sentence stand in the site's appearance settings."""

    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True, help_text=_("显示在栏目下方，可以不填。"))

    content_panels = [*Page.content_panels, FieldPanel("body")]
    api_fields = [APIField("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms_site.NewsIndexPage", "cms_site.SectionPage", "cms_site.PlainPage", "cms_site.ThemeIndexPage",
        "cms_site.HelpIndexPage", "lms_pages.CatalogueIndexPage",
    ]
    template = "cms_site/home_page.html"
    preview_modes = [("", _("登录后")), ("signed-out", _("未登录"))]

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A page that does not exist in the reader's language is shown in another one, the site's own first."""
        try:
            return super().route(request, path_components)
        except Http404:
            for other in self._other_homes(request):
                try:
                    found = Page.route(other, request, path_components)
                except Http404:
                    continue
                request.quebu_fallback = True  # type: ignore[attr-defined]
                return found
            raise

    def _other_homes(self, request: HttpRequest) -> list[Page]:
        site = Site.find_for_request(request)
        if site is None or site.root_page.translation_key != self.translation_key:
            return []
        homes = [site.root_page, *site.root_page.get_translations().live()]
        return [home for home in homes if home.pk != self.pk]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..front import front

        context = super().get_context(request, *args, **kwargs)
        signed_in = request.user.is_authenticated and getattr(request, "preview_mode", "") != "signed-out"
        context.update(front(self, request, signed_in=signed_in))
        return context
