"""The package's settings: one dictionary ``LMS``, read when asked for and never at import."""

from __future__ import annotations

from typing import Any

from django.conf import settings

#: Every setting with its default. Documented in docs/reference/settings.md; checked by lms.core.checks.
DEFAULTS: dict[str, Any] = {
    # The Wagtail admin shows the site's name and logo instead of Wagtail's.
    "ADMIN_BRANDING": True,
    # The site can be put on the home screen of a phone and has a page for when there is no network.
    "INSTALLABLE": True,
    # Jobs over more members than this need a worker (or the command named in the message).
    "INLINE_LIMIT": 2000,
    # Uploaded sheets are forgotten after so many days, imported or not.
    "UPLOAD_DAYS": 7,
    # When the attempts of a quiz are used up, further ones are allowed after so many hours; 0: never.
    "QUIZ_REOPENS_HOURS": 24,
    # Nothing is overdue for so many days after a change of post or the first import.
    "GRACE_DAYS": 90,
    # Upper limit of rows read from one sheet.
    "MAX_SHEET_ROWS": 200_000,
    # Share of an hours target below which a member counts as under-trained.
    "UNDER_TRAINED_SHARE": 1.0,
    # The highest level (0 to 4) that counts on a member's own word alone, until it is tested or confirmed.
    "SELF_CLAIM_LIMIT": 2,
    # Code of the credit rule set in force: "minutes45" or "tiered", or one of your own.
    "CREDIT_RULES": "tiered",
    # 测一测: questions drawn for each competency and level, the share of points that passes, days until one may try again.
    "TEST_OUT_QUESTIONS": 5,
    "TEST_OUT_PASS_PERCENT": 80,
    "TEST_OUT_EVERY_DAYS": 1,
    # Minutes of compulsory lessons a year above which only a committee administrator may add more.
    "COMPULSORY_CAP_MINUTES": 600,
    # Whether the admin is open only to accounts with a second factor.
    "REQUIRE_SECOND_FACTOR": False,
    # For how many days a sign-in slip may be used.
    "SLIP_DAYS": 30,
    # The claim of an OpenID Connect provider that names the member (code or account name).
    "OIDC_CLAIM": "preferred_username",
    # The largest video or audio, in megabytes; larger uploads are dropped while they arrive.
    "MAX_MEDIA_MB": 500,
    # The largest document, in megabytes.
    "MAX_DOCUMENT_MB": 50,
    # The address below which the web server sends files of the media folder by X-Accel-Redirect; empty: this process sends them.
    "ACCEL_PREFIX": "",
}


def get(name: str) -> Any:
    """Return setting ``name``; KeyError for a name that does not exist."""
    return getattr(settings, "LMS", {}).get(name, DEFAULTS[name])
