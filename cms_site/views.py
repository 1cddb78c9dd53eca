"""The site's own views beside its pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from .help_links import help_page_for
from .search import search


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:100]
    response = render(request, "cms_site/search.html", {"asked": asked, "found": search(asked, request)})
    if not request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Renditions of pictures, and nothing else of the media folder: documents go through Wagtail's own view and its rules."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))


@require_safe
def go_to_help(request: HttpRequest, topic: str = "") -> HttpResponse:
    """To the help on ``topic`` in the reader's language, else to all of help, else to the front page."""
    page = help_page_for(topic, request)
    return redirect(page.get_url(request) if page else "/")
