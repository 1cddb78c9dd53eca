"""Papers are written by who puts them: a lesson page, a test-out, an organiser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lms.competencies.models import Competency

from ..models import Paper, PaperLine, PaperQuestion, Question

#: (competency or its id, level, number of questions)
Line = tuple[Competency | int, int, int]


def keep_paper(
    *,
    key: str,
    title: str,
    questions: Sequence[Question | int] = (),
    lines: Sequence[Line] = (),
    needed: int | None = None,
    pass_percent: int | None = None,
    minutes: int | None = None,
    attempts: int | None = None,
    by: Any = None,
) -> Paper:
    """Make the paper of this ``key`` say exactly this; attempts that have begun keep what they began with.

    ``questions`` in order, as rows or ids; ``lines``: (competency, level, count) drawn anew for each attempt. Passed with
    ``needed`` right answers and ``pass_percent`` of the points; with neither, all must be right. ``minutes`` None: no limit.
    ``attempts`` None: as often as one likes. Raises ValidationError for a paper without questions and for numbers that cannot be.
    """
    fixed = list(dict.fromkeys(_id(one) for one in questions))
    drawn = {(_id(competency), level): count for competency, level, count in lines}
    _check(len(fixed) + sum(drawn.values()), drawn, needed, pass_percent, minutes, attempts)
    says = {"title": title[:200], "needed": needed, "pass_percent": pass_percent, "minutes": minutes, "attempts": attempts}
    with transaction.atomic():
        paper, _new = Paper.objects.update_or_create(key=key, defaults=says)
        _keep_fixed(paper, fixed)
        _keep_lines(paper, drawn)
    return paper


def _id(row: Any) -> int:
    return int(getattr(row, "pk", row))


def _check(count: int, drawn: dict[tuple[int, int], int], *numbers: int | None) -> None:
    if not count:
        raise ValidationError(_("试卷里还没有题目。"))
    if any(n is not None and n < 1 for n in (*numbers, *drawn.values())) or any(not 1 <= level <= 4 for _c, level in drawn):
        raise ValidationError(_("题数、次数和时间须大于 0。"))
    needed, percent = numbers[0], numbers[1]
    if needed is not None and needed > count:
        raise ValidationError(_("须答对 %(needed)s 题，但只有 %(count)s 题。") % {"needed": needed, "count": count})
    if percent is not None and percent > 100:
        raise ValidationError(_("及格线不能超过 100%。"))


def _keep_fixed(paper: Paper, wanted: list[int]) -> None:
    there = dict(PaperQuestion.objects.filter(paper=paper).values_list("question_id", "sort_order"))
    if list(there.items()) == [(pk, at) for at, pk in enumerate(wanted)]:
        return
    PaperQuestion.objects.filter(paper=paper).delete()
    PaperQuestion.objects.bulk_create(PaperQuestion(paper=paper, question_id=pk, sort_order=at) for at, pk in enumerate(wanted))


def _keep_lines(paper: Paper, wanted: dict[tuple[int, int], int]) -> None:
    there = {(c, level): n for c, level, n in paper.lines.values_list("competency_id", "level", "count")}
    if there == wanted:
        return
    PaperLine.objects.filter(paper=paper).delete()
    PaperLine.objects.bulk_create(
        PaperLine(paper=paper, competency_id=competency, level=level, count=count)
        for (competency, level), count in wanted.items()
    )
