"""测一测，会了就免修: which tests are offered to a member. No query beside a case, but once for each change.

A test is of pairs (competency, level). A pair can be tested where the competency accepts a quiz as evidence and the bank holds
enough published questions of exactly that level. A lesson is tested as a whole: all pairs that it teaches and that can be tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from lms.assessment.models import Question
from lms.core import conf
from lms.planning.cases import Case
from lms.planning.world import World

from .snapshot import snapshot_of

#: Fewer published questions than this prove nothing, whatever the setting.
FEWEST = 5
#: How long one question takes at most.
MINUTES_EACH = 2
PURPOSE = "test_out"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Test:
    """What is tested: of a lesson (``lesson``) or of one pair. ``rest``: what the lesson teaches besides.

    ``exempts``: passing all of it makes the lesson needless.
    """

    pairs: tuple[Pair, ...]
    lesson: int = 0
    rest: tuple[Pair, ...] = ()

    @property
    def exempts(self) -> bool:
        return bool(self.lesson) and not self.rest

    @property
    def key(self) -> str:
        """The key of the paper."""
        competency, level = self.pairs[0]
        return f"test_out:a{self.lesson}" if self.lesson else f"test_out:c{competency}:l{level}"

    @property
    def questions(self) -> int:
        return each() * len(self.pairs)

    @property
    def minutes(self) -> int:
        return MINUTES_EACH * self.questions


def each() -> int:
    """Questions for each pair."""
    return max(1, int(conf.get("TEST_OUT_QUESTIONS")))


def ready_pairs(world: World) -> frozenset[Pair]:
    """Pairs with enough published questions. One query for a world of planning; a changed question gives a new one."""
    key = ("test_out", "ready", each())
    found: frozenset[Pair] | None = world.memo.get(key)
    if found is None:
        found = world.memo[key] = _ready_pairs()
    return found


def _ready_pairs() -> frozenset[Pair]:
    rows = Question.objects.published().order_by().values_list("competency_id", "level").annotate(number=Count("pk"))
    enough = max(FEWEST, each())
    return frozenset((competency, level) for competency, level, number in rows if number >= enough)


class Tests:
    """The tests that are offered to one member."""

    def __init__(self, case: Case) -> None:
        self.case = case
        known = snapshot_of(case.world).competencies
        found = ready_pairs(case.world)
        self.ready = frozenset(pair for pair in found if pair[0] in known and "quiz" in known[pair[0]].evidence_types)

    def of_lesson(self, pk: int) -> Test | None:
        """None where the lesson is done, must be finished, or teaches nothing that can be tested and is new to the member."""
        lesson = self.case.world.catalogue.lessons.get(pk)
        if lesson is None or pk not in self.case.offer.on_offer or pk in self.case.learned.done:
            return None
        if lesson.must_finish or lesson.parts or not self.ready.intersection(lesson.teaches):
            return None
        taught = tuple(dict.fromkeys(lesson.teaches))
        test = Test(
            tuple(pair for pair in taught if pair in self.ready), pk, tuple(pair for pair in taught if pair not in self.ready)
        )
        return test if test.exempts or any(self.is_new(pair) for pair in test.pairs) else None

    def of_pair(self, competency: int, level: int) -> Test | None:
        """None where the competency is not asked of the member at this level, or the level is reached."""
        pair = (competency, level)
        required = dict(self.case.demand.required).get(competency, 0)
        if pair not in self.ready or level > required or not self.is_new(pair):
            return None
        return Test((pair,))

    def is_new(self, pair: Pair) -> bool:
        return self.case.level(pair[0]).level < pair[1]

    def lessons(self, pks: Iterable[int]) -> frozenset[int]:
        """Those of ``pks`` with a test."""
        return frozenset(pk for pk in pks if self.of_lesson(pk) is not None)

    def levels(self, competency: int) -> tuple[int, ...]:
        """The levels of one competency with a test, the lowest first."""
        return tuple(level for level in range(1, 5) if self.of_pair(competency, level) is not None)


def lesson_test_url(pk: int) -> str:
    return reverse("lms_desk:test_lesson", args=[pk])


def ability_test_url(competency: int, level: int) -> str:
    return reverse("lms_desk:test_ability", args=[competency, level])
