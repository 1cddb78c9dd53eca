"""A catalogue below the front page of a site, in each of its languages, with its editors. Safe to call again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page

from ..editors import ensure_editors
from .models import CatalogueIndexPage

SLUG = "courses"
#: Title and introduction by language; other languages take those of English.
TEXTS = {
    "zh-hans": ("课程目录", "微课、课程、学习路径和先进典型。"),
    "zh-hant": ("課程目錄", "微課、課程、學習路徑和先進典型。"),
    "en": ("Catalogue", "Lessons, courses, tracks and good examples."),
}


@transaction.atomic
def ensure_catalogue(home: Page) -> dict[str, Any]:
    """The catalogue below ``home`` and below its translations, made where it is missing, by language; groups and workflow too.

    A page that has been renamed, moved or unpublished by somebody is found by its translation key and left as it is.
    """
    homes = [home, *home.get_translations().select_related("locale")]
    first = _index_below(homes[0], None)
    found = {homes[0].locale.language_code: first}
    for each in homes[1:]:
        found[each.locale.language_code] = _index_below(each, first)
    ensure_editors(*found.values())
    return found


def _index_below(home: Page, twin: Any) -> Any:
    known = CatalogueIndexPage.objects.filter(locale_id=home.locale_id)
    there = known.filter(translation_key=twin.translation_key).first() if twin else known.child_of(home).first()
    if there is not None:
        return there
    title, intro = TEXTS.get(home.locale.language_code, TEXTS["en"])
    page = CatalogueIndexPage(title=title, slug=_free_slug(home), intro=intro, locale_id=home.locale_id)
    if twin is not None:
        page.translation_key = twin.translation_key
    Page.objects.get(pk=home.pk).add_child(instance=page)
    return page


def _free_slug(home: Page) -> str:
    taken = set(Page.objects.child_of(home).values_list("slug", flat=True))
    return next(slug for slug in (SLUG, *(f"{SLUG}-{n}" for n in range(2, 99))) if slug not in taken)
