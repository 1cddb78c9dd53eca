"""Which language a request is answered in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from . import preferences

#: Files that are the same for everybody: who asks is not looked up, so that they can be kept by any cache.
PUBLIC_FILES = ("/theme.css", "/manifest.webmanifest", "/sw.js")


class LanguageMiddleware:
    """The person's language, else the one chosen on this device, else the site's; never the browser's header.

    Stands below ``AuthenticationMiddleware``, instead of Django's ``LocaleMiddleware``. Serves the Wagtail admin as well:
    Wagtail lets the person's own setting win there, and that is the one read here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for_everybody = request.path_info.endswith(PUBLIC_FILES)
        before = translation.get_language()
        translation.activate(settings.LANGUAGE_CODE if for_everybody else preferences.language(request))
        language = request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if not for_everybody:
            response.headers.setdefault("Content-Language", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        if not response.streaming:  # what is streamed is written later, in this thread, and still in this language
            translation.activate(before or settings.LANGUAGE_CODE)
        return response
