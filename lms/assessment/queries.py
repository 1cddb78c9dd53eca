"""What papers and screens ask of the bank. Each says how many queries it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count, Q

from .drawing import Draw, Pair
from .models import AttemptItem, Paper, Question


def enough_for(pairs: Iterable[Pair]) -> dict[Pair, int]:
    """How many published questions there are for each (competency id, level); 0 where there are none. One query."""
    found = dict.fromkeys(pairs, 0)
    if not found:
        return {}
    rows = Question.objects.published().filter(_any_of(found)).order_by()
    counted = rows.values_list("competency_id", "level").annotate(number=Count("pk"))
    for competency, level, number in counted:
        if (competency, level) in found:
            found[competency, level] = number
    return found


def pool_of(paper: Paper) -> tuple[list[int], list[Draw], dict[Pair, list[int]], dict[int, int]]:
    """Fixed questions, lines, published questions by pair, and the version in use by question. Three queries."""
    fixed = Question.objects.published().filter(on_papers__paper=paper).order_by("on_papers__sort_order")
    live: dict[int, int] = dict(fixed.values_list("pk", "live_id"))
    asked = list(live)
    lines = [Draw(*row) for row in paper.lines.order_by("pk").values_list("competency_id", "level", "count")]
    pools: dict[Pair, list[int]] = defaultdict(list)
    if lines:
        rows = Question.objects.published().filter(_any_of({(line.competency, line.level) for line in lines}))
        for pk, version, competency, level in rows.order_by().values_list("pk", "live_id", "competency_id", "level"):
            pools[competency, level].append(pk)
            live[pk] = version
    return asked, lines, pools, live


def seen_by(member_id: int, paper: Paper) -> set[int]:
    """Questions that this paper put to the member before. One query."""
    put = AttemptItem.objects.filter(attempt__member_id=member_id, attempt__paper=paper)
    return set(put.order_by().values_list("version__question_id", flat=True))


def still_asked(member_id: int, questions: Collection[int]) -> set[int]:
    """Those of ``questions`` that stand in an attempt which the member has not handed in yet. One query."""
    put = AttemptItem.objects.filter(
        attempt__member_id=member_id, attempt__state="open", version__question_id__in=list(questions)
    )
    return set(put.order_by().values_list("version__question_id", flat=True))


def _any_of(pairs: Iterable[Pair]) -> Q:
    condition = Q(pk__in=())
    for competency, level in pairs:
        condition |= Q(competency_id=competency, level=level)
    return condition
