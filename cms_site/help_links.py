"""From a screen to the help page that explains it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Locale, Page

from .models import HelpIndexPage, HelpPage
from .visibility import can_see

#: Help pages (by slug) for the screens of members; every other screen leads to all of help.
TOPICS = {
    "lms_desk:my_learning": "my-learning",
    "lms_desk:lessons": "find-lessons",
    "lms_desk:lesson": "why-this-lesson",
    "lms_desk:my_abilities": "abilities",
    "lms_desk:my_file": "my-file",
    "lms_desk:my_hours": "hours",
    "lms_desk:check": "self-check",
    "lms_desk:check_done": "self-check",
    "lms_desk:correction": "corrections",
    "lms_desk:requests": "corrections",
    "lms_desk:reading": "reading-plan",
    "lms_desk:notes": "reading-plan",
    "lms_desk:test_lesson": "test-out",
    "lms_desk:test_ability": "test-out",
    "lms_desk:outcome": "learn-a-lesson",
    "lms_assessment:attempt": "learn-a-lesson",
    "lms_assessment:submit": "learn-a-lesson",
    "lms_assessment:review": "learn-a-lesson",
    "lms_courses:submit": "my-own-lesson",
    "lms_courses:submission": "my-own-lesson",
    "lms_core:display": "large-text",
    "account_login": "first-sign-in",
    "login": "first-sign-in",
}


def help_link(request: HttpRequest) -> str:
    """The address of the help for the screen of this request. Asks the database nothing: it is on every page."""
    match = getattr(request, "resolver_match", None)
    topic = TOPICS.get(match.view_name, "") if match else ""
    return reverse("site_help_topic", args=[topic]) if topic else reverse("site_help")


def help_page_for(topic: str, request: HttpRequest) -> Page | None:
    """The help page of this slug that the reader may see, in the reader's language or the site's; else the list of help."""
    order = [Locale.get_active().pk, Locale.get_default().pk]
    candidates: list[Any] = list(HelpPage.objects.live().filter(slug=topic, locale__in=order)) if topic else []
    candidates += list(HelpIndexPage.objects.live().filter(locale__in=order))
    seen = [page for page in candidates if can_see(page, request)]
    return min(seen, key=lambda page: (isinstance(page, HelpIndexPage), order.index(page.locale_id)), default=None)
