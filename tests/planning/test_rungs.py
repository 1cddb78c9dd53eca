"""Elements, supply and order by the definitions, without a database."""

from __future__ import annotations

import datetime as dt

from lms.catalogue.snapshot import Lesson
from lms.planning.gaps import Element, elements, level_from
from lms.planning.offer import Offer
from lms.planning.ordering import Rank, arrange

DAY = dt.date(2026, 11, 21)


def lesson(
    pk: int, teaches: list[tuple[int, int]], *, tiers: str = "G", minutes: int = 10, before: tuple[int, ...] = (), **more
) -> Lesson:
    return Lesson(
        pk,
        f"K{pk}",
        minutes,
        more.get("required", False),
        False,
        frozenset(tiers),
        tuple(teaches),
        before,
        (),
        more.get("owner"),
        more.get("available", True),
    )


def offer(*lessons: Lesson, units: tuple[str, ...] = (), done: tuple[int, ...] = ()) -> Offer:
    return Offer({each.id: each for each in lessons}, units, done)


def rungs(offered: Offer, tier: str, current: int, required: int, held: int = 0) -> list[tuple[int, set[int], bool]]:
    return [(each.element.level, set(each.lessons), each.other_tier) for each in offered.rungs(tier, 7, current, required, held)]


def test_the_ladder_is_climbed_rung_by_rung() -> None:
    assert [each.level for each in elements(7, 1, 4)] == [2, 3, 4]
    assert elements(7, 3, 3) == ()


def test_what_has_lapsed_is_one_rung_to_be_trained_again() -> None:
    assert elements(7, 0, 4, held=2) == (Element(7, 2, True), Element(7, 3), Element(7, 4))
    assert elements(7, 0, 2, held=4) == (Element(7, 2, True),)
    assert elements(7, 0, 2, held=0) == (Element(7, 1), Element(7, 2))


def test_one_lesson_may_supply_several_rungs() -> None:
    assert rungs(offer(lesson(1, [(7, 3)])), "G", 1, 3) == [(2, {1}, False), (3, {1}, False)]


def test_own_tier_within_the_gap_comes_before_another_tier_at_a_lower_level() -> None:
    assert rungs(offer(lesson(1, [(7, 1)], tiers="L"), lesson(2, [(7, 2)])), "G", 0, 2) == [(1, {2}, False), (2, {2}, False)]


def test_another_tier_within_the_gap_comes_before_own_tier_above_it() -> None:
    assert rungs(offer(lesson(1, [(7, 2)], tiers="L"), lesson(2, [(7, 3)])), "G", 0, 2) == [(1, {1}, True), (2, {1}, True)]


def test_above_the_gap_own_tier_first() -> None:
    assert rungs(offer(lesson(1, [(7, 3)], tiers="L"), lesson(2, [(7, 4)])), "G", 0, 2) == [(1, {2}, False), (2, {2}, False)]


def test_nothing_above_or_within_is_unsupplied() -> None:
    assert rungs(offer(lesson(1, [(7, 3)])), "G", 2, 4) == [(3, {1}, False), (4, set(), False)]


def test_off_offer_prerequisites_close_a_lesson_unless_done() -> None:
    first, second = lesson(1, [(7, 1)], available=False), lesson(2, [(7, 2)], before=(1,))
    assert offer(first, second).on_offer == frozenset()
    assert offer(first, second, done=(1,)).on_offer == {2}


def test_a_share_scope_limits_to_the_owner_unit_and_below() -> None:
    mine = lesson(1, [(7, 1)], owner="0001")
    assert offer(mine, units=("00010002",)).on_offer == {1}
    assert offer(mine, units=("0002",)).on_offer == frozenset()


def test_a_step_tells_the_level_and_what_was_held_last() -> None:
    step = (1, 7, 3, "learned", dt.date(2026, 3, 1), DAY, 2)
    assert (level_from(step, DAY).held, level_from(step, DAY).level, level_from(step, DAY).basis) == (3, 0, "lapsed")
    assert level_from(step, DAY - dt.timedelta(days=1)).level == 3
    assert level_from(None, DAY).basis == "none"


def test_order_takes_the_smallest_free_lesson() -> None:
    ranks = {1: Rank(2, 5, 1, "K1"), 2: Rank(1, 9, 1, "K2"), 3: Rank(1, 5, 2, "K3"), 4: Rank(1, 5, 1, "K4")}
    assert arrange([1, 2, 3, 4], {}, ranks, ()) == [4, 3, 2, 1]
    assert arrange([1, 2, 3, 4], {4: [1]}, ranks, ()) == [3, 2, 1, 4]
    assert arrange([4, 2], {4: [1]}, ranks, [1]) == [4, 2]
