"""What all pages of the site share: who may see them, their twins in other languages, the words they are found by."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from ..words import plain_words


class SitePage(Page):
    """A page of the site. Lists and the home page are open to everybody; what they list is chosen for the reader."""

    class Meta:
        abstract = True

    def is_open(self, request: HttpRequest) -> bool:
        """Whether this reader may see the page at all."""
        return True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_open(request):
            return redirect_to_login(request.get_full_path())
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if not request.user.is_authenticated:
            # What is listed depends on who reads; pages for signed-in readers are marked by PersonalPagesMiddleware.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..trail import trail_of
        from ..twins import twins_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["twins"] = twins_of(self, request)
        context["trail"] = trail_of(self, request)
        context["is_fallback"] = getattr(request, "quebu_fallback", False)
        return context


class ReadablePage(SitePage):
    """A page with a text of its own, seen by signed-in readers unless it is marked public."""

    is_public = models.BooleanField(
        _("未登录也可以看"), default=False, help_text=_("不勾选时，只有登录后才能看到，也只在登录后出现在列表和搜索里。")
    )
    #: All texts of the page as plain words, kept by ``save``: what a search looks at and shows a line of.
    words = models.TextField(editable=False, blank=True, default="")

    search_fields = [*Page.search_fields, index.SearchField("words"), index.FilterField("is_public")]
    api_fields = [APIField("is_public")]
    promote_panels = [*Page.promote_panels]
    visibility_panel = MultiFieldPanel([FieldPanel("is_public")], heading=_("谁可以看"))

    #: Fields whose texts the page is found by.
    told_by: tuple[str, ...] = ("intro", "body")

    class Meta:
        abstract = True

    def is_open(self, request: HttpRequest) -> bool:
        return self.is_public or request.user.is_authenticated

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.words = self.collect_words()
        super().full_clean(*args, **kwargs)

    def collect_words(self) -> str:
        return " ".join(filter(None, [self.title, *(plain_words(self, name) for name in self.told_by)]))
