"""Write the lines of requirement sets. The only place that makes versions.

An edit never rewrites the past: it closes the version in force the day before and opens the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock
from lms.core.models import Revision
from lms.people.dated import ONE_DAY
from lms.people.models import OrgUnit, Post

from .. import signals
from ..models import Line, RequirementSet, SetVersion

BATCH = 1000


@dataclass(frozen=True)
class LineData:
    """One line as plain data; see ``models.Line``. ``kind`` says which of the other fields must be there."""

    kind: str
    competency_id: int | None = None
    level: int | None = None
    priority: int = 2
    due_within_months: int | None = None
    due_on: dt.date | None = None
    activity_id: int | None = None
    recurs_months: int | None = None
    target_id: int | None = None
    hours: Decimal | None = None
    window_years: int = 1

    @property
    def subject(self) -> tuple[Any, ...]:
        """What the line is about; a set has one line a subject."""
        if self.kind == Line.Kind.COMPETENCY:
            return self.kind, self.competency_id
        if self.kind == Line.Kind.ACTIVITY:
            return self.kind, self.activity_id
        return self.kind, self.target_id, self.window_years


#: A line and the day since which it stands (None: since always).
Standing = dict[LineData, dt.date | None]


def post_set_code(post: Post, owner: OrgUnit | None = None) -> str:
    """Code of the set that asks of a post: ``post:P05``, or a unit's own beyond it: ``post:P05@ORG-10``."""
    return f"post:{post.code}@{owner.code}" if owner else f"post:{post.code}"


def set_for_post(post: Post, owner: OrgUnit | None = None) -> RequirementSet:
    """The set of a post (code ``post:P05``), or what ``owner`` asks of it beyond that, made if it is not there."""
    kind, source, name = RequirementSet.Kind.POST, post.code, post.name
    if owner is not None:
        kind, source, name = RequirementSet.Kind.UNIT, f"{post.code}@{owner.code}"[:60], f"{post.name} · {owner.name}"[:120]
    found, created = RequirementSet.objects.get_or_create(
        code=post_set_code(post, owner), defaults={"name": name, "kind": kind, "source_code": source, "owner_unit": owner}
    )
    if created:
        found.posts.add(post)
        if owner is not None:
            found.units.add(owner)
        Revision.bump("requirements")
    return found


def replace_lines(
    *,
    requirement_set: RequirementSet,
    lines: Iterable[LineData],
    on: dt.date | None = None,
    by: Any = None,
    first_start: dt.date | None = None,
    logged: bool = True,
) -> bool:
    """From ``on`` (today) on the set asks exactly ``lines``. Returns whether anything changed.

    The first version of a set, and its lines, hold since ``first_start`` (None: always), whatever ``on`` is. Later, the version
    in force ends the day before ``on``; unchanged lines keep their day, new and changed ones stand since ``on``. A second change
    on one day rewrites that day's version in place. ``logged`` False: an import writes one log entry of its own.
    ValidationError for two lines on one subject, a line that lacks something, or a day before the latest version.
    """
    wanted = _checked(lines)
    on = on or clock.today()
    with transaction.atomic():
        RequirementSet.objects.select_for_update().get(pk=requirement_set.pk)
        versions = list(SetVersion.objects.filter(requirement_set=requirement_set).order_by("-number")[:2])
        if not versions:
            changed = bool(wanted)
            if wanted:
                _open(requirement_set, 1, first_start, dict.fromkeys(wanted, first_start), by)
        else:
            changed = _replace(requirement_set, versions, wanted, on, by)
        if changed:
            Revision.bump("requirements")
            signals.changed.send(sender=RequirementSet, set_ids=[requirement_set.pk])
            if logged:
                log(requirement_set, "lms_requirements.replace_lines", user=by, data={"on": on.isoformat(), "lines": len(wanted)})
    return changed


def _replace(owner: RequirementSet, versions: list[SetVersion], wanted: list[LineData], on: dt.date, by: Any) -> bool:
    latest, before = versions[0], versions[1] if len(versions) > 1 else None
    if latest.start is not None and on < latest.start:
        raise ValidationError(_("该要求集自 %(day)s 起已有新版本，修改不能早于这一天。") % {"day": latest.start})
    standing = _standing(latest)
    if set(standing) == set(wanted) and (latest.end is None or latest.end >= on):
        return False
    number = latest.number + 1
    if latest.end is not None and latest.end < on - ONE_DAY:
        standing = {}  # nothing was asked in between, so nothing stood on
    if latest.start == on and before is not None:
        number, standing = latest.number, _standing(before)
        latest.delete()
        if set(standing) == set(wanted) and before.end == on - ONE_DAY:
            SetVersion.objects.filter(pk=before.pk).update(end=None)
            return True
    elif latest.start == on:
        number, standing = latest.number, {}
        latest.delete()
    elif latest.end is None or latest.end >= on:
        SetVersion.objects.filter(pk=latest.pk).update(end=on - ONE_DAY)
    _open(owner, number, on, {line: standing.get(line, on) for line in wanted}, by)
    return True


def _open(owner: RequirementSet, number: int, start: dt.date | None, lines: Standing, by: Any) -> None:
    version = SetVersion.objects.create(requirement_set=owner, number=number, start=start, by_id=getattr(by, "pk", None))
    new = [Line(version=version, since=since, **asdict(line)) for line, since in lines.items()]
    Line.objects.bulk_create(new, batch_size=BATCH)


def _standing(version: SetVersion) -> Standing:
    names = list(LineData.__dataclass_fields__)
    return {LineData(*values): since for since, *values in Line.objects.filter(version=version).values_list("since", *names)}


def _checked(lines: Iterable[LineData]) -> list[LineData]:
    """The lines as they are stored, each subject once."""
    found: dict[tuple[Any, ...], LineData] = {}
    for line in lines:
        if line.hours is not None:
            line = replace(line, hours=line.hours.quantize(Decimal("0.01")))
        if line.subject in found:
            raise ValidationError(_("同一要求集中，同一能力、学习活动或学时指标只能有一条要求。"))
        whole = {
            Line.Kind.COMPETENCY: line.competency_id is not None and line.level in (1, 2, 3, 4),
            Line.Kind.ACTIVITY: line.activity_id is not None,
            Line.Kind.HOURS: line.target_id is not None and line.hours is not None and line.hours >= 0,
        }
        if not whole.get(Line.Kind(line.kind)) if line.kind in Line.Kind.values else True:
            raise ValidationError(_("要求不完整：能力须有等级（1—4），学习活动须指明活动，学时须有指标和数值。"))
        found[line.subject] = line
    return list(found.values())
