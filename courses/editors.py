"""Who writes lessons and who publishes them: two groups of Wagtail and a workflow below a catalogue.

``ensure_editors`` may be called again at any time; what somebody has changed since is left. Whoever holds a grant that teaches
comes into the group by the grant (``signal_handlers``) and leaves it with the grant.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from lms.core import clock
from lms.people.defaults import admin_group
from lms.people.models import Grant
from lms.people.roles import TEACHING_ROLES, Role

TRAINERS, REVIEWERS, WORKFLOW, TASK = "教员", "审核", "微课审核", "审核微课"
#: Trainers write and hand in; reviewers also publish.
PAGE_PERMISSIONS = {
    TRAINERS: ("add_page", "change_page"),
    REVIEWERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
FILES = (
    ("wagtailimages", "image", ("add", "choose")), ("wagtaildocs", "document", ("add", "choose")),
    ("wagtailmedia", "media", ("add", "change")),
)  # fmt: skip
ROLES = {TRAINERS: TEACHING_ROLES, REVIEWERS: (Role.COMMITTEE, Role.UNIT)}


@transaction.atomic
def ensure_editors(*indexes: Any) -> tuple[Group, Group]:
    """Make groups and workflow for the pages below ``indexes`` (a catalogue and its translations), where they are missing.

    Returns trainers and reviewers. Accounts with a grant are put into the groups they belong to.
    """
    groups = {}
    for name, codenames in PAGE_PERMISSIONS.items():
        group, created = Group.objects.get_or_create(name=name)
        groups[name] = group
        if created:
            _allow_files(group)
        for index in indexes:
            if created or not GroupPagePermission.objects.filter(group=group, page=index).exists():
                _allow_pages(group, index, codenames)
    _ensure_workflow(groups[REVIEWERS], indexes)
    for user in get_user_model()._default_manager.filter(pk__in=Grant.objects.values("user_id")):
        join_groups(user)
    return groups[TRAINERS], groups[REVIEWERS]


def join_groups(user: Any) -> None:
    """Put ``user`` into the groups of his or her grants of today, and out of those for which none is left. Does nothing where
    ``ensure_editors`` was never called."""
    groups = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    if not groups:
        return
    held = set(Grant.objects.on(clock.today()).filter(user=user).values_list("role", flat=True))
    ever = set(Grant.objects.filter(user=user).values_list("role", flat=True))
    for name, group in groups.items():
        roles = {str(role) for role in ROLES[name]}
        if held & roles:
            user.groups.add(group)
        elif ever & roles:  # somebody put in by hand stays
            user.groups.remove(group)


def leave_groups(user: Any) -> None:
    """The last grant was deleted."""
    if not Grant.objects.on(clock.today()).filter(user=user).exists():
        user.groups.remove(*Group.objects.filter(name__in=ROLES))


def _allow_pages(group: Group, index: Any, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=permission)


def _allow_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for app, model, actions in FILES:
        codenames = [f"{action}_{model}" for action in actions]
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    group.permissions.add(*admin_group().permissions.all())


def _ensure_workflow(reviewers: Group, indexes: tuple[Any, ...]) -> None:
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    if created:
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(reviewers)
        # A row of its own: through the workflow it would only be in memory.
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for index in indexes:
        WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})
