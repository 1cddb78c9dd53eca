"""What a person has chosen: the size of the text and light or dark for this device, the language for the person.

See docs/decisions/0010-preferences-and-languages.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .prepared import Prepared

TEXT_COOKIE = "quebu_text"
THEME_COOKIE = "quebu_theme"
LANGUAGE_COOKIE = "quebu_language"
YEAR = 365 * 24 * 3600

#: The languages that the package has texts in; a site offers those of them that stand in its LANGUAGES.
LANGUAGES = ("zh-hans", "zh-hant", "en")


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen. ``tag`` is the language of the label where that differs from the page's."""

    value: str
    label: str | Promise
    tag: str = ""


TEXT_SIZES = (Choice("standard", _("标准")), Choice("large", _("大")), Choice("huge", _("特大")))
THEMES = (Choice("auto", _("跟随设备")), Choice("light", _("浅色")), Choice("dark", _("深色")))


def html_tag(language: str) -> str:
    """The language as HTML writes it: ``zh-hans`` is ``zh-Hans``."""
    return translation.to_locale(language).replace("_", "-") if language else ""


def languages() -> tuple[Choice, ...]:
    """The languages that this site offers, each in its own name."""
    offered = dict(settings.LANGUAGES)
    return tuple(
        Choice(code, translation.get_language_info(code)["name_local"], html_tag(code)) for code in LANGUAGES if code in offered
    )


def _allowed(value: str, choices: tuple[Choice, ...]) -> str:
    return value if value in {choice.value for choice in choices} else ""


def text_size(request: HttpRequest) -> str:
    """standard, large or huge: as chosen on this device."""
    return _allowed(request.COOKIES.get(TEXT_COOKIE, ""), TEXT_SIZES) or TEXT_SIZES[0].value


def theme(request: HttpRequest) -> str:
    """auto, light or dark: as chosen on this device."""
    return _allowed(request.COOKIES.get(THEME_COOKIE, ""), THEMES) or THEMES[0].value


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else ""


def _profile(user_id: int) -> QuerySet[Any, Any]:
    from wagtail.users.models import UserProfile

    found: QuerySet[Any, Any] = UserProfile.objects.filter(user_id=user_id).values_list("preferred_language")
    return found


LANGUAGE = Prepared(_profile, int)


def language_of(user: Any) -> str:
    """The language in the person's own settings, the same that the Wagtail admin uses; empty if none. At most one query."""
    if not getattr(user, "is_authenticated", False):
        return ""
    if isinstance(user.pk, int) and "wagtail_userprofile" not in user._state.fields_cache:
        if not hasattr(user, "_lms_language"):
            user._lms_language = next((language for (language,) in LANGUAGE.ask(user.pk)), "")
        return _known(user._lms_language)
    profile = getattr(user, "wagtail_userprofile", None)
    return _known(profile.preferred_language) if profile is not None else ""


def language(request: HttpRequest) -> str:
    """The language of this request: the person's, else the one chosen on this device, else the site's. Never the browser's."""
    chosen = _known(request.COOKIES.get(LANGUAGE_COOKIE, ""))
    return language_of(getattr(request, "user", None)) or chosen or settings.LANGUAGE_CODE


def remember_language(user: Any, language: str) -> None:
    """Write the language into the person's own settings, where the Wagtail admin reads it too."""
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(user)
    if profile.preferred_language != language:
        profile.preferred_language = language
        profile.save(update_fields=["preferred_language"])
    user.wagtail_userprofile = profile


def set_cookie(response: HttpResponseBase, name: str, value: str) -> None:
    """Keep a choice on this device for a year."""
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
