"""A page and its activity in the catalogue.

In however many languages a page is written, it is one activity, told by the page in the site's own language, else by the first
published one. No field on the page says so: the activity's origin is ``page``, its key the pages' translation key. An alias is
the same lesson at a second address. Signals of Wagtail call this (``courses.signal_handlers``); code that writes a live page
without publishing a revision calls ``keep`` itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import override
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.fields import StreamField
from wagtail.models import Page

from lms.assessment.models import Paper
from lms.catalogue.actions import keep as catalogue
from lms.catalogue.actions.keep import Kept
from lms.catalogue.models import Activity

from .papers import keep_papers, paper_keys

ORIGIN = "page"
SPACES = re.compile(r"\s+")


def key_of(page: Any) -> str:
    """What all translations and aliases of a page share. At most one query (for an alias)."""
    original = page.alias_of.specific if page.alias_of_id else page
    return str(original.translation_key)


def activity_of(page: Any) -> Activity | None:
    """The activity of a page; None where it was never published. One query."""
    return catalogue.activity_of(ORIGIN, key_of(page))


def papers_of(page: Any) -> list[Paper]:
    """The papers of the questions in the body of a published lesson, in the order of the page. One query."""
    keys = paper_keys(page, key_of(page))
    found = {paper.key: paper for paper in Paper.objects.filter(key__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def keep(page: Any, *, without: Iterable[int] = (), on: dt.date | None = None, by: Any = None) -> Activity | None:
    """Write the activity as the published pages of ``page`` say; retire it where none is published any more.

    ``without``: ids of pages that are about to go. None for a page that never was an activity.
    """
    key = key_of(page)
    live = published_twins(page, key, without)
    if not live:
        retired = catalogue.retire_activity(origin=ORIGIN, origin_key=key, on=on, by=by)
        if retired is not None:
            page.after_retiring(retired, on=on, by=by)
        return retired
    for each in live:
        keep_papers(each, key, by=by)
    teller = live[0]
    said = kept_of(teller, live)
    activity = catalogue.keep_activity(origin=ORIGIN, origin_key=key, kept=said, on=on, by=by)
    teller.after_keeping(activity, on=on, by=by)
    return activity


def adopt(activity: Activity, page: Any, *, on: dt.date | None = None, by: Any = None) -> Activity:
    """From now on ``page`` maintains ``activity``, which came from a sheet or a form. Its code and all records stay.

    ValidationError where the page is another activity already, or the activity another page's. The page may be a draft.
    """
    catalogue.adopt_activity(activity=activity, origin=ORIGIN, origin_key=key_of(page), by=by)
    if page.live:
        keep(page, on=on, by=by)
    return Activity.objects.get(pk=activity.pk)


def published_twins(page: Any, key: str, without: Iterable[int] = ()) -> list[Any]:
    """The published pages that are this activity and can be reached, the one that tells it first. One query."""
    model = type(page)
    found = model.objects.live().filter(translation_key=key, alias_of=None).exclude(pk__in=list(without))
    own = own_language()
    pages = [each for each in found.select_related("locale") if is_reachable(each)]
    return sorted(pages, key=lambda each: (each.locale.language_code != own, each.pk))


def own_language() -> str:
    """The site's own language, as its locale is called. No query."""
    return str(get_supported_content_language_variant(settings.LANGUAGE_CODE))


def is_reachable(page: Page) -> bool:
    """Whether the page stands below the front page of some site."""
    return page.get_url_parts() is not None


def kept_of(page: Any, told: Iterable[Any] = ()) -> Kept:
    """What ``page`` says of its activity. ``told``: all pages by whose words it is found."""
    with override(None):  # the record is written in the source language
        says = page.as_activity()
    words = " ".join(words_of(each) for each in told or (page,))
    return Kept(
        title=page.title[:200],
        kind=says.pop("kind", page.activity_kind),
        subject_id=page.subject_id,
        share_scope=page.share_scope,
        owner_unit_id=page.owner_unit_id,
        valid_until=page.valid_until,
        words=words,
        **says,
    )


def words_of(page: Any) -> str:
    """Title and texts of a page without markup."""
    return SPACES.sub(" ", " ".join([page.title, *(_text(page, name) for name in page.told_by)])).strip()


def _text(page: Any, name: str) -> str:
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        return " ".join(str(part) for part in field.get_searchable_content(value))
    return str(value or "")
