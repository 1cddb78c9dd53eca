"""Give a user a role over a unit, and take it away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from ..dated import ONE_DAY
from ..defaults import admin_group
from ..models import Grant, OrgUnit
from ..roles import Role
from ..scopes import forget_grants


def give_grant(
    *, user: Any, role: str, unit: OrgUnit, start: dt.date | None = None, end: dt.date | None = None, by: Any = None
) -> Grant:
    """Give ``user`` ``role`` over ``unit`` and all below it from ``start`` until ``end`` (included; None: open).

    Puts the user into the group that opens the admin. The same grant twice is one. ValidationError if ``end`` lies before
    ``start`` or the role does not exist.
    """
    if role not in Role.values:
        raise ValidationError(_("没有“%(role)s”这种角色。") % {"role": role})
    if start is not None and end is not None and end < start:
        raise ValidationError(_("授权的结束日期不能早于开始日期。"))
    with transaction.atomic():
        grant, created = Grant.objects.get_or_create(user=user, role=role, unit=unit, start=start, defaults={"end": end})
        changed = created or grant.end != end
        if not created and changed:
            grant.end = end
            grant.save(update_fields=["end"])
        user.groups.add(admin_group())
        if changed:
            log(grant, "lms_people.grant_give", user=by)
    forget_grants(user)
    return grant


def end_grant(*, grant: Grant, on: dt.date | None = None, by: Any = None) -> None:
    """The grant does not hold any more from ``on`` (today) on; one that never held until then is deleted.

    A user without any other grant, now or later, leaves the group that opens the admin.
    """
    on = on or clock.today()
    user = grant.user
    with transaction.atomic():
        log(grant, "lms_people.grant_end", user=by, data={"on": on.isoformat()})
        if grant.start is not None and grant.start >= on:
            grant.delete()
        elif grant.end is None or grant.end >= on:
            grant.end = on - ONE_DAY
            grant.save(update_fields=["end"])
        if not Grant.objects.filter(Q(end__isnull=True) | Q(end__gte=on), user=user).exists():
            user.groups.remove(admin_group())
    forget_grants(user)
