"""What a page may load and run: a strict policy for people, and one of its own for the Wagtail admin, which needs more.

The directives are those of django-csp 4. A site hands them to it in its settings and names our middleware instead of its own::

    from lms.core import csp
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": csp.FRONT}
    CONTENT_SECURITY_POLICY_ADMIN = {"DIRECTIVES": csp.ADMIN}
    MIDDLEWARE = [..., "lms.core.csp.PolicyMiddleware", ...]

See docs/decisions/0014-what-a-page-may-do.md.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse

Directives = dict[str, list[str]]

#: For every page that members see. Nothing from another host, nothing written into the page itself.
FRONT: Directives = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "frame-src": [SELF],
    # The preview of the Wagtail editor shows pages in a frame.
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}

#: For the Wagtail admin.
ADMIN: Directives = {
    **FRONT,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}


def sign_on_origins() -> list[str]:
    """Origins of the OpenID Connect providers in the settings of allauth.

    A browser that sends the sign-in form is redirected there, and Chrome holds redirects against ``form-action`` too.
    """
    apps = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {}).get("openid_connect", {}).get("APPS", [])
    urls = [urlsplit(str(app.get("settings", {}).get("server_url", ""))) for app in apps]
    return sorted({f"{url.scheme}://{url.netloc}" for url in urls if url.scheme and url.netloc})


def admin_path() -> str:
    """Where the Wagtail admin begins; empty where a site has none."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return ""


class PolicyMiddleware(CSPMiddleware):
    """django-csp's middleware with a second policy below the admin's address."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        home = admin_path()
        admin: dict[str, Any] | None = getattr(settings, "CONTENT_SECURITY_POLICY_ADMIN", None)
        if admin and home and request.path.startswith(home):
            parts.config = admin["DIRECTIVES"]
        elif origins := sign_on_origins():
            parts.update = {**(parts.update or {}), "form-action": [*(parts.update or {}).get("form-action", []), *origins]}
        return parts
