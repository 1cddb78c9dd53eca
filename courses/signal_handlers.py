"""What happens to pages in Wagtail reaches the catalogue."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from .mixins import ActivityPage
from .publishing import keep


def published(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ActivityPage):
        revision = kwargs.get("revision")
        keep(instance, by=getattr(revision, "user", None))


def unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Unpublished, expired or about to be deleted: then its row still says that it is live."""
    if isinstance(instance, ActivityPage):
        keep(instance, without=[instance.pk])


def moved(sender: Any, instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """Moved out of every site, a lesson cannot be opened any more; moved back, it can."""
    if _in_a_site(url_path_before) == _in_a_site(url_path_after):
        return
    with transaction.atomic():
        for model in activity_page_types():
            for page in model.objects.live().descendant_of(instance, inclusive=True):
                keep(page)


def activity_page_types() -> list[Any]:
    """Concrete page types that are kept as activities, of this package and of the site."""
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if issubclass(model, ActivityPage)]


def _in_a_site(url_path: str) -> bool:
    return any(url_path.startswith(each.root_path) for each in Site.get_site_root_paths())


def connect() -> None:
    page_published.connect(published, dispatch_uid="courses.published")
    page_unpublished.connect(unpublished, dispatch_uid="courses.unpublished")
    post_page_move.connect(moved, dispatch_uid="courses.moved")
