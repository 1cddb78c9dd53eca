"""The parts of a course, a track or a story, for the person who reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lms.catalogue.models import Activity
from lms.catalogue.onsite import is_on_site
from lms.core import clock
from lms.core.states import State
from lms.desk.learning import DONE
from lms.desk.lessons import Shelf
from lms.people.queries import member_of
from lms.planning.cases import Case
from lms.planning.queries import NoPlan, case_of, picture_of_case
from lms.requirements.models import RequirementSet

from .doors import pages_of
from .readers import belongs_to

#: What needs nothing more of the reader.
SETTLED = DONE | {State.MASTERED, State.EXEMPT}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part. ``lessons``: how many lessons a course is made of, 0 for a lesson; ``done``: how many of them are settled."""

    pk: int
    title: str
    minutes: int
    form: str
    note: str
    url: str
    states: tuple[State, ...]
    settled: bool
    lessons: int = 0
    done: int = 0

    @property
    def is_course(self) -> bool:
        return bool(self.lessons)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """``left``: parts not settled yet and their minutes; both 0 where everything is done. ``next``: where to go on."""

    rows: tuple[PartRow, ...]
    minutes: int
    done: int
    total: int
    left: int
    next: PartRow | None
    is_member: bool


def parts_for(page: Any, request: HttpRequest) -> MadeOf:
    """What the page is made of, as far as the reader may know of it, with where the reader stands in each part.

    The number of queries does not depend on the number of parts.
    """
    listed = [row for row in page.parts.select_related("activity__owner_unit").order_by("sort_order") if _is_open(row, request)]
    reader = _Reader(page, request, [row.activity for row in listed])
    rows = tuple(reader.row(row) for row in listed)
    leaves = [leaf for row in listed for leaf in reader.leaves(row.activity_id)]
    left = [leaf for leaf in dict.fromkeys(leaves) if not reader.is_settled(leaf)]
    return MadeOf(
        rows=rows,
        minutes=sum(reader.minutes.get(leaf, 0) for leaf in dict.fromkeys(leaves)),
        done=len(set(leaves)) - len(left),
        total=len(set(leaves)),
        left=sum(reader.minutes.get(leaf, 0) for leaf in left),
        next=next((row for row in rows if row.url and not row.settled), None),
        is_member=reader.case is not None,
    )


def _is_open(row: Any, request: HttpRequest) -> bool:
    """Offered today, to the unit of the reader."""
    part: Activity = row.activity
    if not part.published or (part.valid_until and part.valid_until < clock.today()):
        return False
    return part.share_scope != Activity.Share.UNIT or part.owner_unit is None or belongs_to(request.user, part.owner_unit)


class _Reader:
    """Where one person stands in these parts. Nothing is known of somebody who is no member, or on leave."""

    def __init__(self, page: Any, request: HttpRequest, parts: list[Activity]) -> None:
        self.on_demand = getattr(page, "mode", "") != RequirementSet.Mode.ALL
        self.case = _case(request)
        self.shelf = Shelf(self.case, _picture(self.case)) if self.case else None
        self.made_of = self._made_of(parts)
        inner = {leaf for leaves in self.made_of.values() for leaf in leaves}
        self.minutes = {part.pk: part.minutes for part in parts}
        self.minutes |= dict(Activity.objects.filter(pk__in=inner - self.minutes.keys()).values_list("pk", "minutes"))
        self.pages = pages_of([part.pk for part in parts])

    def _made_of(self, parts: list[Activity]) -> dict[int, list[int]]:
        """Lessons of each part, in order: of a lesson itself."""
        from lms.planning.world import world_on

        catalogue = self.case.world.catalogue if self.case else world_on(clock.today()).catalogue
        return {part.pk: catalogue.leaves(part.pk) if part.pk in catalogue.lessons else [part.pk] for part in parts}

    def leaves(self, pk: int) -> list[int]:
        return self.made_of[pk]

    def states(self, pk: int, door: bool = False) -> tuple[State, ...]:
        if self.shelf is None or self.case is None or pk not in self.case.world.catalogue.lessons:
            return ()
        states = self.shelf.states(pk, door)
        if self.on_demand and not DONE & set(states) and pk not in self.shelf.rows and self.case.teaches_nothing_new(pk):
            return (State.MASTERED,)
        return states

    def is_settled(self, pk: int) -> bool:
        return bool(SETTLED & set(self.states(pk)))

    def row(self, row: Any) -> PartRow:
        part: Activity = row.activity
        page = self.pages.get(part.pk)
        leaves = self.leaves(part.pk)
        url = page.get_url() if page is not None else ""
        whole = leaves != [part.pk]
        done = sum(self.is_settled(leaf) for leaf in leaves)
        return PartRow(
            pk=part.pk,
            title=page.title if page is not None else part.title,
            minutes=sum(self.minutes.get(leaf, 0) for leaf in leaves) if whole else part.minutes,
            form=part.form,
            note=row.note,
            url=url or _desk(part.pk),
            states=() if whole else self.states(part.pk, bool(url) and not is_on_site(part.form, part.kind)),
            settled=done == len(leaves),
            lessons=len(leaves) if whole else 0,
            done=done if whole else 0,
        )


def _case(request: HttpRequest) -> Case | None:
    member = member_of(request.user) if request.user.is_authenticated else None
    try:
        return case_of(member) if member else None
    except NoPlan:
        return None


def _picture(case: Case | None) -> Any:
    try:
        return picture_of_case(case) if case else None
    except NoPlan:
        return None


def _desk(pk: int) -> str:
    """The desk's page of what has no page of its own."""
    try:
        return reverse("lms_desk:lesson", args=[pk])
    except NoReverseMatch:
        return ""
