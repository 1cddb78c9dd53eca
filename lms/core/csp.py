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
    # Chrome holds redirects after a form against this too: sign-on through another system begins with a link.
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}

#: For the Wagtail admin. Wagtail 8 writes a script beside each chooser and each date, and its editor makes style elements, all
#: without a nonce: that is let in. Handlers in attributes, eval and other hosts stay out.
ADMIN: Directives = {
    **FRONT,
    "script-src": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
    "style-src": [SELF, UNSAFE_INLINE],
}


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
        return parts
