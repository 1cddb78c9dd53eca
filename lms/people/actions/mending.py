"""What the lists of missing facts mend at once: a post for several members, a training contact for a unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Member, OrgUnit, Post
from ..queries import posts_on
from .posts import change_posts_of_many


def give_post(*, members: Iterable[Member], post: Post, on: dt.date, by: Any = None) -> list[int]:
    """From ``on`` these members hold ``post`` as their main one. Who holds a post on that day already is left alone.

    Returns the ids of those who got it.
    """
    by_id = {member.pk: member for member in members if member.merged_into_id is None and member.erased_at is None}
    with transaction.atomic():
        free = [pk for pk, held in posts_on(by_id, on).items() if not held]
        changed = change_posts_of_many(wanted={pk: [(post.pk, True)] for pk in free}, on=on, by=by, first_open=False)
        for pk in changed:
            log(by_id[pk], "lms_people.posts", user=by, data={"posts": [post.code], "on": on.isoformat()})
    return changed


def name_contact(*, unit: OrgUnit, member: Member, by: Any = None) -> None:
    """``member`` becomes the training contact of ``unit``. ValidationError for somebody who is not of this unit."""
    if not member.branch.path.startswith(unit.path) or member.merged_into_id is not None or member.erased_at is not None:
        raise ValidationError(_("%(member)s 不在“%(unit)s”。") % {"member": member.name, "unit": unit.name})
    with transaction.atomic():
        unit.training_contact = member
        unit.save(update_fields=["training_contact"])
        log(unit, "lms_people.contact", user=by, data={"member": member.code})
