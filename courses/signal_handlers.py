"""What happens to pages in Wagtail reaches the catalogue; who is given a grant that teaches comes among the editors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from lms.people.models import Grant

from .editors import join_groups, leave_groups
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


def granted(sender: Any, instance: Grant, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        join_groups(instance.user)


def grant_deleted(sender: Any, instance: Grant, **kwargs: Any) -> None:
    user = get_user_model()._default_manager.filter(pk=instance.user_id).first()
    if user is not None:
        leave_groups(user)


def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """A grant may have ended by the calendar alone."""
    join_groups(user)


def connect() -> None:
    post_save.connect(granted, sender=Grant, dispatch_uid="courses.granted")
    post_delete.connect(grant_deleted, sender=Grant, dispatch_uid="courses.grant_deleted")
    user_logged_in.connect(signed_in, dispatch_uid="courses.signed_in")
    page_published.connect(published, dispatch_uid="courses.published")
    page_unpublished.connect(unpublished, dispatch_uid="courses.unpublished")
    post_page_move.connect(moved, dispatch_uid="courses.moved")
