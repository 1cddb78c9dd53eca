"""Ask an audience: a set whose facets name tiers, categories, posts and units, such as that of a learning track."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lms.core import clock
from lms.core.models import Revision
from lms.people.models import OrgUnit
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import grant_paths, sees_all

from .. import signals
from ..models import RequirementSet, SetVersion
from .lines import LineData, replace_lines


@dataclass(frozen=True)
class Audience:
    """Ids by facet. A member belongs to it who has something of every facet that names something; empty: nobody."""

    tiers: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    FACETS = ("tiers", "categories", "posts", "units")

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in self.FACETS)


def may_require(user: Any, units: Iterable[OrgUnit], roles: Iterable[str] = ADMIN_ROLES) -> bool:
    """Whether ``user`` may make something compulsory for members of ``units`` (none: of all): an administrator over them.

    ``roles``: others than administrators, for what is asked on demand only. One query beside that for the user's grants, only
    where no unit is named.
    """
    if sees_all(user):
        return True
    paths = grant_paths(user, roles)
    named = [unit.path for unit in units]
    if paths and not named:
        named = list(OrgUnit.objects.filter(parent=None).values_list("path", flat=True))
    return bool(paths) and all(any(path.startswith(mine) for mine in paths) for path in named)


def ask_audience(
    *,
    kind: str,
    source_code: str,
    name: str,
    mode: str,
    audience: Audience,
    lines: Iterable[LineData],
    on: dt.date | None = None,
    owner_unit: OrgUnit | None = None,
    by: Any = None,
) -> RequirementSet:
    """From ``on`` (today) this source asks ``audience`` for ``lines``.

    Other lines are a new version. Facets and mode have no versions: another audience or mode ends the set that stood before and
    begins the next one of the same source, so that what was asked until then stays as it was.
    """
    on = on or clock.today()
    with transaction.atomic():
        sets = list(RequirementSet.objects.select_for_update().filter(kind=kind, source_code=source_code).order_by("pk"))
        current = sets[-1] if sets else None
        if current is not None and (current.mode, _audience_of(current)) != (mode, audience):
            if _asked_before(current, on):
                replace_lines(requirement_set=current, lines=[], on=on, by=by)
                current = None
            else:
                _point(current, mode, audience)
        if current is None:
            code = f"{kind}:{source_code}" if not sets else f"{kind}:{source_code}.{len(sets) + 1}"
            current = RequirementSet.objects.create(
                code=code, name=name[:120], kind=kind, source_code=source_code, mode=mode, owner_unit=owner_unit
            )
            _point(current, mode, audience)
        _rename(current, name[:120], owner_unit)
        replace_lines(requirement_set=current, lines=lines, on=on, by=by, first_start=on)
    return current


def stop_asking(*, kind: str, source_code: str, on: dt.date | None = None, by: Any = None) -> None:
    """From ``on`` (today) this source asks nobody any more. What was asked until then stays."""
    with transaction.atomic():
        for each in RequirementSet.objects.select_for_update().filter(kind=kind, source_code=source_code):
            if SetVersion.objects.filter(requirement_set=each).exists():
                replace_lines(requirement_set=each, lines=[], on=on, by=by)


def _audience_of(asked: RequirementSet) -> Audience:
    return Audience(**{name: frozenset(getattr(asked, name).values_list("pk", flat=True)) for name in Audience.FACETS})


def _asked_before(asked: RequirementSet, on: dt.date) -> bool:
    """Whether it asked for anything on a day before ``on``."""
    rows = SetVersion.objects.filter(requirement_set=asked, lines__isnull=False).values_list("start", flat=True)
    return any(start is None or start < on for start in rows)


def _point(asked: RequirementSet, mode: str, audience: Audience) -> None:
    for name in Audience.FACETS:
        getattr(asked, name).set(getattr(audience, name))
    asked.mode = mode
    asked.save(update_fields=["mode"])
    Revision.bump("requirements")
    signals.changed.send(sender=RequirementSet, set_ids=[asked.pk])


def _rename(asked: RequirementSet, name: str, owner_unit: OrgUnit | None) -> None:
    if (asked.name, asked.owner_unit_id) != (name, getattr(owner_unit, "pk", None)):
        asked.name, asked.owner_unit = name, owner_unit
        asked.save(update_fields=["name", "owner_unit"])
        Revision.bump("requirements")
