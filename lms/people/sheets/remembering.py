"""Writes what was answered during an import: units that were asked for, and the answers for the next import."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from wagtail.log_actions import log

from lms.core.sheets.run import Run

from ..actions.units import NewUnit, plant_units
from ..models import KnownTitle, KnownUnitName, OrgUnit, Post
from ..unit_words import unit_key
from .reach import Reach
from .roster_titles import Titles
from .unit_names import unit_rows
from .unit_questions import OWN, Decision, Unknown


def plant_planned(run: Run, used: Collection[str | None]) -> None:
    """Make the units that were answered with "new" and that a row uses."""
    planned = {code for code in run.shared.get("planned_units", {}).values() if code in set(used)}
    if not planned:
        return
    tree = unit_rows(run)
    rows = [NewUnit(c, u.name, u.kind, u.parent, {"holds_membership": u.holds}) for c in sorted(planned) if (u := tree[c])]
    for unit in plant_units(rows).values():
        log(unit, "lms_people.unit_create", user=run.by)


def remember_units(run: Run) -> None:
    """Keep the answers about names of units. A fixed number of queries."""
    answers: list[tuple[Unknown, Decision]] = run.shared.get("unit_answers", [])
    if not answers:
        return
    planned = run.shared.get("planned_units", {})
    wanted: dict[tuple[Any, ...], tuple[str, str | None]] = {}
    for unknown, decision in answers:
        if decision.new_below is not None and (decision.new_below == OWN or not unknown.context):
            continue  # from now on there is a unit of this very name
        place = decision.new_below, unit_key(unknown.name)
        code = planned.get(place) if decision.new_below is not None else decision.unit
        if decision.new_below is None or code is not None:
            wanted[unknown.kind, unit_key(unknown.name), unknown.context] = unknown.name, code
    ids = dict(OrgUnit.objects.filter(code__in=[code for _n, code in wanted.values() if code]).values_list("code", "pk"))
    for scope in Reach.of(run).scopes():
        old = KnownUnitName.objects.filter(_of(scope), key__in={key for _kind, key, _context in wanted})
        old.filter(pk__in=[one.pk for one in old if (one.kind, one.key, one.context) in wanted]).delete()
        KnownUnitName.objects.bulk_create(
            KnownUnitName(scope_id=scope, kind=kind, key=key, context=context, name=name[:120], unit_id=ids.get(code or ""))
            for (kind, key, context), (name, code) in wanted.items()
            if code is None or code in ids
        )


def remember_titles(run: Run, titles: Titles) -> None:
    """Keep the answers about titles. A fixed number of queries."""
    if not titles.answered:
        return
    posts = dict(Post.objects.values_list("code", "pk"))
    through = KnownTitle.posts.through
    for scope in Reach.of(run).scopes():
        KnownTitle.objects.filter(_of(scope), key__in=titles.answered).delete()
        rows = KnownTitle.objects.bulk_create(
            KnownTitle(scope_id=scope, key=key, title=title) for key, (title, _codes) in titles.answered.items()
        )
        through.objects.bulk_create(
            through(knowntitle_id=row.pk, post_id=posts[code]) for row in rows for code in titles.answered[row.key][1]
        )
        for row in rows:
            log(row, "lms_people.title", user=run.by, data={"posts": list(titles.answered[row.key][1])})


def _of(scope: int | None) -> Q:
    return Q(scope__isnull=True) if scope is None else Q(scope_id=scope)
