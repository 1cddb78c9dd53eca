"""Put org units into the tree and move them. Nothing else writes ``parent``, ``path`` and ``depth``.

The step of a unit in ``path`` is its own primary key: unique for ever, so a path of the past never means another unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core.models import Revision

from ..models import OrgUnit
from .checks import day_of_change
from .past import keeping_unit_past

BATCH = 500
MAX_DEPTH = OrgUnit._meta.get_field("path").max_length // OrgUnit.STEP  # type: ignore[operator]


@dataclass(frozen=True)
class NewUnit:
    """A unit to plant. ``parent_code`` may name another row of the same call, in any order, or a unit already there."""

    code: str
    name: str
    kind: str
    parent_code: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def _step(pk: int) -> str:
    return f"{pk:0{OrgUnit.STEP}d}"


def _unplaced(code: str) -> str:
    """A path that no placed unit can have, until the primary key is known."""
    return f"~{code}"


def create_unit(*, code: str, name: str, kind: str, parent: OrgUnit | None = None, by: Any = None, **fields: Any) -> OrgUnit:
    """Create one unit under ``parent`` (None: a root). It holds since always. ValidationError for a code already taken."""
    unit = OrgUnit(code=code, name=name, kind=kind, parent=parent, path=_unplaced(code), **fields)
    unit.depth = parent.depth + 1 if parent else 0
    if unit.depth >= MAX_DEPTH:
        raise ValidationError(_("组织层级过深，最多 %(depth)s 级。") % {"depth": MAX_DEPTH})
    unit.full_clean()
    with transaction.atomic():
        unit.save(force_insert=True)
        unit.path = (parent.path if parent else "") + _step(unit.pk)
        unit.save(update_fields=["path"])
        Revision.bump("people")
        log(unit, "lms_people.unit_create", user=by)
    return unit


def move_unit(*, unit: OrgUnit, parent: OrgUnit | None, on: dt.date | None = None, by: Any = None) -> OrgUnit:
    """Put ``unit`` with everything below it under ``parent`` from ``on`` (today) on.

    ValidationError if ``parent`` is the unit itself or lies below it, or if ``on`` is in the future. Set-based.
    """
    on = day_of_change(on)
    with transaction.atomic():
        list(OrgUnit.objects.select_for_update().filter(pk__in=[unit.pk, parent.pk if parent else None]))
        unit.refresh_from_db()
        if parent is not None:
            parent.refresh_from_db()
            if parent.path.startswith(unit.path):
                raise ValidationError(
                    _("不能把“%(unit)s”移到它自己或它的下级“%(parent)s”之下。") % {"unit": unit.name, "parent": parent.name}
                )
        if unit.parent_id == (parent.pk if parent else None):
            return unit
        _rewrite(unit, parent, on)
        unit.refresh_from_db()
        log(unit, "lms_people.unit_move", user=by, data={"parent": parent.pk if parent else None, "on": on.isoformat()})
    return unit


def _rewrite(unit: OrgUnit, parent: OrgUnit | None, on: dt.date) -> None:
    old, new = unit.path, (parent.path if parent else "") + _step(unit.pk)
    deeper = (parent.depth + 1 if parent else 0) - unit.depth
    subtree = OrgUnit.objects.filter(path__startswith=old)
    deepest = subtree.order_by("-depth").values_list("depth", flat=True)[0]
    if deepest + deeper >= MAX_DEPTH:
        raise ValidationError(_("组织层级过深，最多 %(depth)s 级。") % {"depth": MAX_DEPTH})
    with keeping_unit_past(subtree.values_list("pk", flat=True), on):
        OrgUnit.objects.filter(pk=unit.pk).update(parent=parent)
        subtree.update(path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + deeper)


def plant_units(rows: Sequence[NewUnit]) -> dict[str, OrgUnit]:
    """Create many units at once; codes that exist already are left alone. Returns the new ones by code.

    A few queries for each 500 units. Writes no log entry: an import writes one of its own. ValidationError for an unknown
    parent or a circle.
    """
    with transaction.atomic():
        known = {unit.code: unit for unit in OrgUnit.objects.only("code", "path", "depth")}
        fresh = {row.code: row for row in rows if row.code not in known}
        if not fresh:
            return {}
        _check_parents(fresh, known)
        new = [
            OrgUnit(code=row.code, name=row.name, kind=row.kind, path=_unplaced(row.code), **row.fields) for row in fresh.values()
        ]
        units = OrgUnit.objects.bulk_create(new, batch_size=BATCH)
        created = {unit.code: unit for unit in units}
        for code in created:
            _place(code, created, known, fresh)
        OrgUnit.objects.bulk_update(units, ["parent", "path", "depth"], batch_size=BATCH)
        Revision.bump("people")
    return created


def _check_parents(fresh: dict[str, NewUnit], known: dict[str, OrgUnit]) -> None:
    safe: set[str] = set()
    for code in fresh:
        way: list[str] = []
        while code in fresh and code not in safe:
            if code in way:
                raise ValidationError(_("上级组织成环：%(codes)s。") % {"codes": " → ".join([*way, code])})
            way.append(code)
            parent = fresh[code].parent_code
            if parent and parent not in fresh and parent not in known:
                raise ValidationError(_("组织 %(code)s 的上级组织 %(parent)s 不存在。") % {"code": code, "parent": parent})
            code = parent
        safe.update(way)


def _place(code: str, created: dict[str, OrgUnit], known: dict[str, OrgUnit], fresh: dict[str, NewUnit]) -> None:
    """Give ``code`` and its unplaced ancestors their paths, from the top down."""
    way = []
    while code in created and created[code].path.startswith("~"):
        way.append(code)
        code = fresh[code].parent_code
    for each in reversed(way):
        unit, parent_code = created[each], fresh[each].parent_code
        parent = created.get(parent_code) or known.get(parent_code)
        unit.parent, unit.depth = parent, parent.depth + 1 if parent else 0
        if unit.depth >= MAX_DEPTH:
            raise ValidationError(_("组织层级过深，最多 %(depth)s 级。") % {"depth": MAX_DEPTH})
        unit.path = (parent.path if parent else "") + _step(unit.pk)
