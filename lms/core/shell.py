"""What every page knows without being told: ``quebu`` in templates. Nothing is asked before a template asks for it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.functional import Promise, cached_property

from . import appearance, conf, places, preferences
from .admin_access import may_enter_admin
from .preferences import Choice


class Shell:
    """The shell around the pages of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    # ---- what the site is called and looks like: from memory

    @cached_property
    def look(self) -> appearance.Look:
        return appearance.look(self.request)

    @property
    def name(self) -> str | Promise:
        return self.look.name

    @property
    def tagline(self) -> str | Promise:
        return self.look.tagline

    @property
    def footer(self) -> str:
        return self.look.footer

    @property
    def logo(self) -> appearance.Logo | None:
        """The site's own logo (``url``, ``width``, ``height``), or None where the product's mark is shown."""
        return self.look.logo

    @property
    def theme_css_url(self) -> str:
        """The style sheet of the site's own colour; empty where the colour is the product's."""
        url = places.address("lms_core:theme_css")
        return f"{url}?v={self.look.version}" if url and self.look.is_coloured else ""

    @property
    def theme_colour(self) -> str:
        """The colour for the bars of a phone's browser."""
        return self.look.band

    @property
    def icon_url(self) -> str:
        """The picture for a home screen."""
        return self.look.icons[0].url if self.look.icons else static("lms_core/icon-192.png")

    @property
    def admin_branding(self) -> bool:
        """Whether the Wagtail admin shows the site's name and logo."""
        return bool(conf.get("ADMIN_BRANDING"))

    # ---- what this visitor has chosen

    @cached_property
    def text_size(self) -> str:
        return preferences.text_size(self.request)

    @cached_property
    def theme(self) -> str:
        return preferences.theme(self.request)

    @property
    def html_classes(self) -> str:
        """Classes of ``<html>``: ``text-large``, ``text-huge``, ``theme-light``, ``theme-dark``; none for what is usual."""
        text = "" if self.text_size == "standard" else f"text-{self.text_size}"
        theme = "" if self.theme == "auto" else f"theme-{self.theme}"
        return " ".join(filter(None, (text, theme)))

    @property
    def color_scheme(self) -> str:
        """For ``<meta name="color-scheme">``."""
        return "light dark" if self.theme == "auto" else self.theme

    @property
    def html_lang(self) -> str:
        return preferences.html_tag(translation.get_language() or settings.LANGUAGE_CODE)

    @property
    def language(self) -> str:
        return translation.get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> tuple[Choice, ...]:
        return preferences.languages()

    # ---- where one can go

    @cached_property
    def places(self) -> list[places.Shown]:
        return places.shown(self.request)

    @cached_property
    def person_name(self) -> str:
        return places.person_name(getattr(self.request, "user", None))

    @property
    def here(self) -> str:
        """The address to come back to: this page, or the front page after a form was sent."""
        return self.request.get_full_path() if self.request.method in {"GET", "HEAD"} else "/"

    @property
    def display_url(self) -> str:
        """The display settings, with the way back."""
        url = places.address("lms_core:display")
        return f"{url}?{urlencode({'next': self.here})}" if url else ""

    @property
    def display_action(self) -> str:
        """Where the one-tap switches of the shell post to."""
        return places.address("lms_core:display")

    @property
    def login_url(self) -> str:
        if found := places.link("login", self.request):
            return found
        try:
            return resolve_url(settings.LOGIN_URL)
        except NoReverseMatch:
            return ""

    @property
    def logout_url(self) -> str:
        """Signing out is a POST."""
        return places.link("logout", self.request, "account_logout", "logout", "wagtailadmin_logout")

    @property
    def account_url(self) -> str:
        return places.link("account", self.request)

    @property
    def help_url(self) -> str:
        return places.link("help", self.request)

    @cached_property
    def contribute_url(self) -> str:
        """Where a member hands in a lesson of his or her own; empty where no app takes them."""
        return places.link("contribute", self.request)

    @property
    def admin_url(self) -> str:
        """The administration, for those who may enter it."""
        return places.address("wagtailadmin_home") if may_enter_admin(getattr(self.request, "user", None)) else ""

    # ---- to be installed on a phone

    @property
    def manifest_url(self) -> str:
        return places.address("lms_core:manifest") if conf.get("INSTALLABLE") else ""

    @property
    def service_worker_url(self) -> str:
        """Registered by quebu.js, and only where the browser calls the connection safe."""
        return places.address("lms_core:service_worker") if conf.get("INSTALLABLE") else ""
