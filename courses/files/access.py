"""Who may fetch a file of a lesson.

Readers: what a published page shows, if they may read the page. Those who write or review a page, and its author: what its
newest draft shows. Whoever administers media or documents: those of their collections. Nobody else, and no stranger.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from lms.people.queries import member_of

from ..submitting import place


def may_read(request: HttpRequest, page: Any) -> bool:
    """Whether the reader may see the page as it is published."""
    if not page.live or page.expired:
        return False
    is_open = getattr(page, "is_open", None)
    if is_open is not None and not is_open(request):
        return False
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def may_see_draft(user: Any, page: Any) -> bool:
    """Whether ``user`` writes or reviews the page, or is its author."""
    if not user.is_authenticated:
        return False
    member = member_of(user)
    if member is not None and getattr(page, "author_id", None) == member.pk:
        return True
    permissions = page.permissions_for_user(user)
    # What a member handed in is for those who decide on it, not for all who write lessons.
    handed_in = getattr(page, "author_id", None) is not None
    if permissions.can_publish() or (permissions.can_edit() and not handed_in):
        return True
    task = page.current_workflow_task
    return bool(task and task.user_can_access_editor(page, user))


def may_manage(user: Any, item: Any) -> bool:
    """Whether ``user`` administers this medium or document: may change or choose it. Files that members handed in are fetched by
    those who may publish them, whatever other files they administer."""
    if not user.is_authenticated:
        return False
    if place.is_private(item) and item.uploaded_by_user_id != user.pk:
        return place.may_review(user)
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, ["change", "delete", "choose"], item))
