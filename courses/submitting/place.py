"""Where submissions lie: a page 学员投稿 below the catalogue, and a collection of that name for their files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _n
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Collection, Locale, get_page_models

from ..mixins import LessonMixin

SLUG = "submissions"
NAME = _n("学员投稿")


def lesson_model() -> Any:
    """The type of page that a submission becomes: the first of the site that is a lesson. None where there is none."""
    return next((model for model in get_page_models() if issubclass(model, LessonMixin)), None)


def find_place() -> Any:
    """The page that submissions lie below, made below the catalogue if need be; None on a site without a catalogue."""
    lesson = lesson_model()
    if lesson is None:
        return None
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale = Locale.objects.filter(language_code=language).first() or Locale.get_default()
    for model in lesson.allowed_parent_page_models():
        pages = model.objects.filter(locale=locale).order_by("depth", "path")
        found = pages.filter(slug=SLUG).first()
        if found is not None:
            return found
        catalogue = pages.first()
        if catalogue is not None and model in catalogue.allowed_subpage_models():
            return _make(model, catalogue, locale)
    return None


def _make(model: Any, catalogue: Any, locale: Any) -> Any:
    with override(locale.language_code):
        place = model(title=gettext(NAME), slug=SLUG, locale=locale, show_in_menus=False)
    catalogue.add_child(instance=place)
    return place


def collection() -> Collection:
    """The collection of files of submissions. Those who administer other files do not fetch these: see ``files.access``."""
    names = _names()
    found = Collection.objects.filter(name__in=names, depth=2).first()
    if found is None:
        with override(settings.LANGUAGE_CODE):
            found = Collection.get_first_root_node().add_child(name=gettext(NAME))
    return found


def _names() -> list[str]:
    names = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.append(gettext(NAME))
    return [NAME, *names]


def is_private(item: Any) -> bool:
    """Whether a medium or document lies in the collection of submissions. One query."""
    return bool(Collection.objects.filter(pk=item.collection_id, name__in=_names(), depth=2).exists())


def may_review(user: Any) -> bool:
    """Whether ``user`` publishes what was handed in."""
    where = find_place()
    return bool(where and where.permissions_for_user(user).can_publish_subpage())
