"""Where the desk finds the page of a lesson."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import get_language
from wagtail.models import Page, Site

from lms.catalogue.models import Activity

from .publishing import ORIGIN, own_language


def pages_of(activities: Collection[int]) -> dict[int, Page]:
    """The published page of each activity that has one: in the reader's language, else in the site's own. Two queries."""
    keys = dict(Activity.objects.filter(pk__in=activities, origin=ORIGIN).values_list("origin_key", "pk"))
    if not keys:
        return {}
    order = {get_language(): 0, own_language(): 1}
    pages = Page.objects.live().filter(translation_key__in=list(keys), alias_of=None).select_related("locale")
    roots = Site.get_site_root_paths()  # asked once for the addresses of all pages
    best: dict[int, Page] = {}
    # The last one wins: what nobody reads first, the reader's own language last.
    for page in sorted(pages, key=lambda each: (-order.get(each.locale.language_code, 2), -each.pk)):
        page._wagtail_cached_site_root_paths = roots
        best[keys[str(page.translation_key)]] = page
    return best


def addresses(activities: Collection[int]) -> dict[int, str]:
    """Address by activity, for ``lms.desk.doors``. Two queries."""
    return {pk: url for pk, page in pages_of(activities).items() if (url := page.get_url())}
