"""What the committee recommends, as the desk lists it: 优秀党课, 榜样, 微视频."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import get_language
from wagtail.models import Site

from lms.catalogue.models import Activity
from lms.desk.collections import Collection, Story

from .forms_of_learning import Recommended
from .mixins import ActivityPage, DescribedPage
from .publishing import ORIGIN, own_language


def recommended() -> list[Collection]:
    """Collections of published lessons, courses, tracks and stories, in their order.

    One query, one more for the activities where there are any, one for stories and what their addresses need.
    """
    asked = [_published(model).order_by().values_list("translation_key", "recommended_as") for model in _page_types(ActivityPage)]
    rows = asked[0].union(*asked[1:]) if len(asked) > 1 else asked[0] if asked else ()
    by_key = {str(key): found for key, found in rows}
    activities: dict[str, set[int]] = defaultdict(set)
    if by_key:
        kept = Activity.objects.filter(origin=ORIGIN, origin_key__in=list(by_key), published=True)
        for key, pk in kept.values_list("origin_key", "pk"):
            activities[by_key[key]].add(pk)
    stories: dict[str, list[Story]] = defaultdict(list)
    for page, url in _stories():
        stories[page.recommended_as].append(Story(page.title, url, page.intro))
    return [
        Collection(each.value, str(each.label), frozenset(activities[each.value]), tuple(stories[each.value]))
        for each in Recommended
    ]


def _stories() -> Iterator[tuple[Any, str]]:
    """Recommended pages that are no activity, each in the reader's language, else in the site's own."""
    order = {get_language(): 0, own_language(): 1}
    for model in _page_types(DescribedPage):
        if issubclass(model, ActivityPage):
            continue
        best: dict[Any, Any] = {}
        pages = _published(model).select_related("locale")
        for page in sorted(pages, key=lambda each: (-order.get(each.locale.language_code, 2), -each.pk)):
            best[page.translation_key] = page
        roots = Site.get_site_root_paths() if best else None
        for page in sorted(best.values(), key=lambda each: each.path):
            page._wagtail_cached_site_root_paths = roots  # asked once for all pages
            if url := page.get_url():
                yield page, url


def _published(model: Any) -> Any:
    return model.objects.live().filter(alias_of=None).exclude(recommended_as="")


def _page_types(base: Any) -> list[Any]:
    """Our own page types and those that a site made of our parts."""
    return [model for model in apps.get_models() if issubclass(model, base)]
