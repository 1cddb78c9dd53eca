"""有变化: what came into the plan since the member last took note of it, what went, and why.

The plan that was taken note of is kept as plain ids (``photograph``); the reasons are found by holding it against that of now.
What the member has done since is told as done and never as a loss.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from lms.people.models import Member
from lms.planning.picture import MANDATORY, Picture, Row
from lms.planning.queries import NoPlan, picture_of
from lms.records.models import Progress

from . import state
from . import wording_change as words
from .reading import Names
from .viewmodels import Change, Changes, lesson_url

Rung = tuple[int, int]


def photograph(picture: Picture) -> dict[str, Any]:
    """What has to be known of a plan to tell later what changed: its lessons and their rungs, what was asked, the posts."""
    case = picture.case
    return {
        "lessons": [
            [row.lesson, int(row.section == MANDATORY), [[each.competency, each.level] for each in row.supplies]]
            for row in picture.rows
        ],
        "asked": [list(each) for each in case.demand.required],
        "posts": [post for post, _ in case.person.posts],
    }


class Comparison:
    """The plan as it was taken note of, beside the plan of now."""

    def __init__(self, picture: Picture, names: Names, seen: dict[str, Any]) -> None:
        self.picture, self.names, case = picture, names, picture.case
        self.rows = {row.lesson: row for row in picture.rows}
        known = case.world.catalogue.lessons
        self.before: dict[int, tuple[bool, list[Rung]]] = {
            pk: (bool(mandatory), [(competency, level) for competency, level in rungs])
            for pk, mandatory, rungs in seen.get("lessons", ())
            if pk in known
        }
        self.asked: dict[int, int] = dict(seen.get("asked", ()))
        self.now = dict(case.demand.required)
        self.other_posts = {post for post, _ in case.person.posts} != set(seen.get("posts", ()))

    def changes(self) -> Changes | None:
        """None where nothing came and nothing went."""
        came = [pk for pk in self.rows if pk not in self.before]
        gone = [pk for pk in self.before if pk not in self.rows]
        if not came and not gone:
            return None
        learned = self.picture.case.learned.done
        done = [pk for pk in gone if pk in learned]
        went = [pk for pk in gone if pk not in learned]
        return Changes(
            mark=_mark(came, gone), summary=words.summed(len(came), len(went), len(done)),
            done=tuple(self._change(pk, self._done(pk)) for pk in done),
            came=tuple(self._change(pk, self._came(self.rows[pk])) for pk in came),
            went=tuple(self._change(pk, self._went(pk)) for pk in went),
        )  # fmt: skip

    def _change(self, pk: int, why: str) -> Change:
        url = lesson_url(pk) if pk in self.picture.case.offer.on_offer else ""
        return Change(self.names.title(pk), why, url)

    def _name(self, competency: int) -> str:
        return self.names.competency(competency).name

    def _done(self, pk: int) -> str:
        return words.exempted() if self.names.progress.get(pk) == Progress.State.EXEMPTED else words.done()

    # ---- why it came

    def _came(self, row: Row) -> str:
        asks = [ask for ask in row.asks if ask.competency is None]
        if row.section == MANDATORY and asks and row.lesson in self.picture.case.compulsory():
            return words.came_asked(self.names.source(asks[0].source))
        for each in row.supplies:
            if each.relapse and self.asked.get(each.competency, 0) >= each.level:
                return words.came_again(self._name(each.competency))
        for each in row.supplies:
            if each.level > self.asked.get(each.competency, 0):
                return (words.came_new_post if self.other_posts else words.came_new_line)(self._name(each.competency))
        rungs = {(each.competency, each.level) for each in row.supplies}
        for pk, (_, supplied) in self.before.items():
            if pk not in self.rows and pk not in self.picture.case.learned.done and rungs.intersection(supplied):
                return words.came_instead(self.names.title(pk), row.minutes < self.names.lesson(pk).minutes)
        return self._came_beside(row)

    def _came_beside(self, row: Row) -> str:
        if row.supplies:
            return words.came_for(self._name(row.supplies[0].competency))
        for pk, before in self.picture.case.before.items():
            if row.lesson in before and pk in self.rows:
                return words.came_before(self.names.title(pk))
        return words.came_anyhow()

    # ---- why it went

    def _went(self, pk: int) -> str:
        case, (mandatory, rungs) = self.picture.case, self.before[pk]
        if pk not in case.offer.on_offer:
            return words.went_withdrawn()
        if mandatory:
            return words.went_not_asked()
        for competency, level in rungs:
            if self.now.get(competency, 0) < level:
                return (words.went_post if self.other_posts else words.went_line)(self._name(competency))
        open_ = [rung for rung in rungs if case.level(rung[0]).level < rung[1]]
        if rungs and not open_:
            first = rungs[0][0]
            return words.went_reached(self._name(first), max(level for competency, level in rungs if competency == first))
        return self._taken_over(pk, open_)

    def _taken_over(self, pk: int, rungs: list[Rung]) -> str:
        """Something else brings what is still missing."""
        for row in self.picture.rows:
            if any((each.competency, each.level) in rungs for each in row.supplies):
                return words.went_covered(self.names.title(row.lesson), row.minutes < self.names.lesson(pk).minutes)
        for rung in self.picture.awaiting:
            if (rung.element.competency, rung.element.level) in rungs:
                return words.went_awaiting(self._name(rung.element.competency))
        return words.went_follower() if not rungs else words.came_anyhow()


def _mark(came: list[int], gone: list[int]) -> str:
    """Names exactly these changes, so that nobody takes note of one that came after the page was drawn."""
    return sha256(f"{sorted(came)}{sorted(gone)}".encode()).hexdigest()[:16]


def changes_of(picture: Picture, names: Names, seen: dict[str, Any]) -> Changes | None:
    """None too where there is nothing to hold the plan against."""
    return Comparison(picture, names, seen).changes() if seen else None


def remember_first(member: Member) -> None:
    """Keep the plan of the very first visit; later ones are held against it. Looking writes no more than that."""
    try:
        state.remember_first(member, photograph(picture_of(member)))
    except NoPlan:
        return


def take_note(member: Member, picture: Picture, mark: str) -> bool:
    """The member has read the changes that ``mark`` names. False, and nothing is kept, where they are others by now."""
    seen = state.memory_of(member).seen
    found = Comparison(picture, Names(picture.case), seen).changes()
    if seen and found is not None and found.mark != mark:
        return False
    state.acknowledge(member, photograph(picture))
    return True
