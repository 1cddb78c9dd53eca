"""怎样算学完: what a lesson asks, what of it one reader has done, and the one next step."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import cached_property

from lms.people.models import Member

from ..models import Watching
from . import checks, finishing, rules, wording
from .intervals import SECOND, missing
from .lessons import Lesson, Recording

#: How far before the place where somebody stopped it goes on: one finds the thread again.
BACK = 3 * SECOND

DONE, NOW, LATER = "done", "current", ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of 怎样算学完. ``standing``: done, current or nothing yet."""

    text: str
    note: str = ""
    standing: str = LATER


@dataclass(frozen=True, slots=True)
class Action:
    """The one next step. ``kind``: play, read, check, finish, done or nothing; ``block``: where it goes on."""

    kind: str = ""
    label: str = ""
    note: str = ""
    block: str = ""


NOTHING = Action()


class Reader:
    """One reader in one lesson. Without a row nothing was begun. No query."""

    def __init__(self, lesson: Lesson, member: Member | None = None, row: Watching | None = None) -> None:
        self.lesson, self.member, self.row = lesson, member, row
        self.rule = lesson.rule
        self.known: dict[str, Any] = row.media if row else {}

    @cached_property
    def seen(self) -> bool:
        return self.row is not None and finishing.seen_to_the_end(self.row)

    @cached_property
    def done(self) -> bool:
        return self.row is not None and self.row.done_on is not None

    @cached_property
    def passed(self) -> set[int]:
        return set(checks.scores(self.row, self.lesson.checks)) if self.row else set()

    def _of(self, each: Recording) -> dict[str, Any]:
        found: dict[str, Any] = self.known.get(each.block, {})
        return found

    def steps(self) -> tuple[Step, ...]:
        found = []
        if rules.is_watched(self.rule):
            found += [self._watch(number) for number in range(len(self.lesson.recordings))]
        elif rules.is_read(self.rule):
            found.append(Step(wording.read_it(), standing=DONE if self.seen else NOW))
        elif rules.is_registered(self.rule):
            found.append(Step(wording.registered()))
        if rules.has_check(self.rule):
            found += self._checks()
        first = next((at for at, step in enumerate(found) if step.standing != DONE), None)
        return tuple(
            replace(step, standing=DONE if step.standing == DONE else NOW if at == first else LATER)
            for at, step in enumerate(found)
        )

    def _watch(self, number: int) -> Step:
        each, titles = self.lesson.recordings[number], self.lesson.titles
        words, known = wording.words_for(each.kind), self._of(each)
        rest = 0 if self.seen else missing(known.get("seen", ()), each.length)
        text = words["do"](titles.get(each.block, ""), len(self.lesson.recordings) > 1)
        return Step(text, words["left"](rest) if rest else "", DONE if not rest else LATER)

    def _checks(self) -> list[Step]:
        locked = not (self.seen or rules.is_check(self.rule))
        found = []
        for check in self.lesson.checks:
            done = self.done or check.paper.pk in self.passed
            note = wording.locked(rules.is_watched(self.rule)) if locked and not done else ""
            found.append(Step(wording.check(check.asked, check.needed), note, DONE if done else LATER))
        return found

    def action(self) -> Action:
        if self.done:
            return Action("done", wording.see_result() if self.row is not None and self.row.lap else "")
        if rules.is_watched(self.rule) and not self.seen:
            return self._play()
        if rules.is_read(self.rule) and not self.seen:
            return Action("read", wording.read_on(), block=self.row.place if self.row else "")
        if rules.has_check(self.rule):
            return self._answer()
        return Action("finish", wording.finish())

    def _play(self) -> Action:
        open_ones = [each for each in self.lesson.recordings if missing(self._of(each).get("seen", ()), each.length)]
        if not open_ones:
            return Action("finish", wording.finish())
        place = self.row.place if self.row else ""
        each = next((each for each in open_ones if each.block == place), open_ones[0])
        known = self._of(each)
        stopped = known.get("at", 0)
        words = wording.words_for(each.kind)
        goes_on = BACK < stopped < each.length - BACK
        return Action("play", words["resume"](stopped - BACK) if goes_on else words["begin"], block=each.block)

    def _answer(self) -> Action:
        check = checks.next_check(self.lesson.checks, self.passed)
        if check is None:
            return Action("finish", wording.finish())
        if check.is_open:
            return Action("check", wording.go_on_answering(), block=check.block)
        left = check.left
        if not left.any:
            return Action("none", note=wording.no_attempts(left.reopens))
        return Action("check", wording.answer(), wording.attempts(left.attempts), check.block)

    def note(self) -> str:
        """Said where somebody looks at a lesson again that was learned before."""
        return wording.again() if self.row is not None and not self.row.lap else ""

    def media(self) -> str:
        """For the script: what was seen, how long each recording is, and where it goes on."""
        return json.dumps(
            {
                each.block: {
                    "len": each.length, "seen": self._of(each).get("seen", []),
                    "at": self._of(each).get("at", 0),
                }
                for each in self.lesson.recordings
            }
        )  # fmt: skip
