"""What belongs to a person stays with that person: on a shared computer the back button shows nothing after signing out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

#: Large files that a player fetches in pieces: kept by this browser only, but kept.
PLAYED = ("image/", "video/", "audio/", "font/")


class PersonalPagesMiddleware:
    """Answers made for somebody signed in are kept by no cache, unless a view says otherwise. Stands below the session's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = getattr(request, "session", None)
        # An answer that never asked who is there is the same for everybody. To ask now would cost a query.
        if session is None or not session.accessed or response.has_header("Cache-Control") or SESSION_KEY not in session:
            return response
        if response.headers.get("Content-Type", "").startswith(PLAYED):
            patch_cache_control(response, private=True)
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response
