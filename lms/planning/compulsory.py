"""Make a lesson compulsory for a unit, and take that back. By administrators of the unit only, after they saw what it costs.

What is asked stands as a line in a requirement set of the unit: it can be seen and changed among the requirement sets, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import OrgUnit, Tier
from lms.people.queries import in_force
from lms.people.roles import Role
from lms.people.scopes import has_role
from lms.requirements.actions import Audience, LineData, ask_audience, may_require, replace_lines
from lms.requirements.cost import Cost, Seen, audience_size, digest
from lms.requirements.impact import Impact, Proposal, impact_of
from lms.requirements.models import Line, RequirementSet
from lms.requirements.snapshot import Facets
from lms.requirements.views.lines import current_lines, data_of

#: In the source code of a set: the compulsory lessons of a unit.
MUST = "must"


@dataclass(frozen=True, slots=True)
class Wish:
    """``tiers`` empty: all members of the unit and below. ``due_on`` None: no deadline."""

    activity: Activity
    unit: OrgUnit
    tiers: tuple[Tier, ...] = ()
    due_on: dt.date | None = None

    @property
    def source_code(self) -> str:
        return ":".join([self.unit.code, MUST, *sorted(tier.code for tier in self.tiers)])[:60]

    @property
    def name(self) -> str:
        """Members read it as whoever asks: 甲单位."""
        return "、".join([self.unit.name, *(tier.name for tier in self.tiers)])[:120]

    @property
    def line(self) -> LineData:
        return LineData(Line.Kind.ACTIVITY, activity_id=self.activity.pk, priority=Line.Priority.MUST, due_on=self.due_on)

    def lines(self) -> tuple[LineData, ...]:
        """All that the unit asks afterwards."""
        asked = set_of(self)
        kept = [data_of(each) for each in current_lines(asked)] if asked else []
        return (*(each for each in kept if each.activity_id != self.activity.pk), self.line)


def set_of(wish: Wish) -> RequirementSet | None:
    """The latest set of this unit for these tiers, whatever it asks now."""
    rows = RequirementSet.objects.filter(kind=RequirementSet.Kind.UNIT, source_code=wish.source_code)
    return rows.order_by("-pk").first()


def cost_of(wish: Wish) -> tuple[Impact | None, Seen]:
    """What it would do to plans, and the sentence that is to be seen before it is saved."""
    asked = set_of(wish)
    facets = Facets(units={wish.unit.path}, tiers={tier.code for tier in wish.tiers})
    impact = impact_of([Proposal(asked.pk if asked else 0, wish.lines(), facets, f"unit:{wish.source_code}")])
    members = audience_size(asked, clock.today()) if asked and impact is None else 0
    return impact, Seen.of(impact, Cost(members, wish.activity.minutes))


def token_of(wish: Wish) -> str:
    """A name for exactly this wish: only what was shown can be confirmed."""
    return f"{wish.source_code}|{digest(wish.lines(), clock.today())}"


def refuse(wish: Wish, seen: Seen, *, reason: str, by: Any) -> None:
    """PermissionDenied for whoever is no administrator of the unit; ValidationError above the yearly cap, but for the committee
    with a reason, and for a lesson that is not offered."""
    if not may_require(by, [wish.unit]):
        raise PermissionDenied
    if not wish.activity.published:
        raise ValidationError(_("这一课没有发布，不能设为必学。"))
    if not seen.over:
        return
    if not has_role(by, (Role.COMMITTEE,)):
        raise ValidationError(_("超过每年上限的，只有工委管理员可以保存。"))
    if not reason.strip():
        raise ValidationError({"reason": _("超过每年上限的，请写明理由。")})


def make_compulsory(*, wish: Wish, reason: str = "", by: Any) -> RequirementSet:
    """From today on the unit asks its members (of these tiers) for the lesson. Raises as ``refuse`` does.

    Logged at the lesson, with the reason where one was needed; the set has its new version.
    """
    _impact, seen = cost_of(wish)
    refuse(wish, seen, reason=reason, by=by)
    audience = Audience(units=frozenset([wish.unit.pk]), tiers=frozenset(tier.pk for tier in wish.tiers))
    with transaction.atomic():
        asked = ask_audience(
            kind=RequirementSet.Kind.UNIT, source_code=wish.source_code, name=wish.name, mode=RequirementSet.Mode.ALL,
            audience=audience, lines=wish.lines(), owner_unit=wish.unit, by=by,
        )  # fmt: skip
        data = {
            "set": asked.code,
            "unit": wish.unit.code,
            "cost": seen.words,
            **({"reason": reason.strip()} if seen.over else {}),
        }
        log(wish.activity, "lms_planning.make_compulsory", user=by, data=data)
    return asked


def end_compulsory(*, activity: Activity, asked: RequirementSet, by: Any) -> bool:
    """From today on the set asks for the lesson no more; what was done stays. False where it does not ask for it.

    PermissionDenied for whoever is no administrator of all units that the set names.
    """
    if not may_require(by, asked.units.all()):
        raise PermissionDenied
    kept = [data_of(each) for each in current_lines(asked)]
    left = [each for each in kept if each.activity_id != activity.pk]
    if len(left) == len(kept):
        return False
    with transaction.atomic():
        replace_lines(requirement_set=asked, lines=left, by=by)
        log(activity, "lms_planning.end_compulsory", user=by, data={"set": asked.code})
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """A set that asks for the lesson today. ``may_end``: the user may take it back here."""

    asked: RequirementSet
    due_on: dt.date | None
    may_end: bool


def asking_for(activity: Activity, user: Any) -> list[Standing]:
    """The sets that ask for the lesson itself today, as far as the user may know of them. One query and one for each set."""
    mine: Iterable[int] = RequirementSet.objects.for_user(user).values_list("pk", flat=True)
    rows = Line.objects.filter(in_force(clock.today(), "version__"), activity=activity, version__requirement_set__in=mine)
    found = rows.select_related("version__requirement_set__owner_unit").order_by("version__requirement_set__code")
    return [Standing(row.version.requirement_set, row.due_on, _is_ours(row.version.requirement_set, user)) for row in found]


def _is_ours(asked: RequirementSet, user: Any) -> bool:
    is_must = asked.kind == RequirementSet.Kind.UNIT and f":{MUST}" in asked.source_code
    return is_must and may_require(user, asked.units.all())
