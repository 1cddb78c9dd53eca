"""What was put into words once is kept with the world it speaks of, while all that it speaks of is the same.

The facts are read for every page; only writing the sentences is spared. A key must name everything a text depends on.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.utils.translation import get_language

from lms.core import conf
from lms.planning.cases import Case
from lms.planning.world import World

T = TypeVar("T")

#: Of the latest members; some megabytes at most.
KEPT = 200
#: Settings that change what is said.
SETTINGS = ("CREDIT_RULES", "SELF_CLAIM_LIMIT", "GRACE_DAYS")


def facts_of(case: Case) -> Hashable:
    """Everything about one member on which the words of a plan depend, beside the world."""
    learned = (tuple(case.learned.done.items()), case.learned.begun)
    said = (tuple(case.evidence.items()), tuple(case.progress.items()))
    return case.person, tuple(case.steps.values()), learned, case.assigned, *said


def kept(world: World, key: tuple[Hashable, ...], build: Callable[[], T]) -> T:
    """What ``build`` made for this key in this language, made now if it is not there."""
    texts: OrderedDict[Hashable, Any] = world.memo.setdefault(("desk", "texts"), OrderedDict())
    whole = (get_language(), *(conf.get(name) for name in SETTINGS), *key)
    found = texts.get(whole)
    if found is None:
        found = texts[whole] = build()
        if len(texts) > KEPT:
            texts.popitem(last=False)
    return found
