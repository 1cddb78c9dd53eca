from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lms.planning.shortest import densest, shortest

HOURS = st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal(1), Decimal("1.5")])
CHOICES = st.lists(st.tuples(st.integers(1, 60), HOURS), max_size=7).map(
    lambda found: tuple((pk, minutes, hours) for pk, (minutes, hours) in enumerate(found, 1))
)


@given(choices=CHOICES, missing=st.decimals(min_value=0, max_value=4, places=2))
def test_nothing_shorter_gives_as_many_hours(choices, missing):
    enough = [
        (sum(each[1] for each in some), len(some))
        for count in range(len(choices) + 1)
        for some in combinations(choices, count)
        if sum((each[2] for each in some), Decimal(0)) >= missing
    ]
    found = shortest(choices, missing)
    if not enough:
        assert found is None
        return
    chosen = [each for each in choices if each[0] in found]
    assert sum((each[2] for each in chosen), Decimal(0)) >= missing
    assert (sum(each[1] for each in chosen), len(chosen)) == min(enough)


def test_the_densest_come_first():
    choices = ((1, 20, Decimal("0.5")), (2, 10, Decimal("0.5")), (3, 10, Decimal(0)), (4, 60, Decimal(1)))
    assert densest(choices, 2) == (2, 1)
