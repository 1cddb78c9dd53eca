"""课后反馈: whether somebody is asked, and what becomes of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.people.models import Member
from lms.records.models import Progress

from .models import LessonRating, RatingAsked

#: From so many answers on they are shown, and only with every so many they move on.
ENOUGH = 5


@dataclass(frozen=True)
class Question:
    """``choices``: code and words, what is best or right first."""

    code: str
    text: str | Promise
    choices: tuple[tuple[str, str | Promise], ...]


QUESTIONS = (
    Question("clear", _("讲得清楚吗？"), (("yes", _("清楚")), ("partly", _("有些地方不清楚")), ("no", _("不清楚")))),
    Question("useful", _("对您的岗位有用吗？"), (("yes", _("有用")), ("partly", _("有一些用")), ("no", _("用不上")))),
    Question("pace", _("讲得快慢怎么样？"), (("right", _("正好")), ("fast", _("偏快")), ("slow", _("偏慢")))),
)
#: Who has come so far is asked.
FAR_ENOUGH = (Progress.State.SEEN, Progress.State.COMPLETED, Progress.State.PASSED)


def is_asked(member: Member, activity_id: int) -> bool:
    """Whether the member may say something about the lesson: it was learned to its end, and nothing was said yet. Two queries."""
    learned = Progress.objects.filter(member=member, activity=activity_id, state__in=FAR_ENOUGH)
    return learned.exists() and not RatingAsked.objects.filter(member=member, activity=activity_id).exists()


def answer(*, member: Member, activity_id: int, said: Mapping[str, str]) -> bool:
    """Add what was ``said`` (choice by question; any may be missing) to the sums. False: the member was asked before.

    Without any known answer nothing is counted, and the member is not asked again: that is how one waves it aside.
    """
    known = {q.code: said[q.code] for q in QUESTIONS if said.get(q.code) in {code for code, _text in q.choices}}
    try:
        with transaction.atomic():
            RatingAsked.objects.create(member=member, activity_id=activity_id)
            if known:
                _count(activity_id, known)
    except IntegrityError:
        return False
    return True


def _count(activity_id: int, known: Mapping[str, str]) -> None:
    LessonRating.objects.get_or_create(activity_id=activity_id)
    row = LessonRating.objects.select_for_update().get(activity_id=activity_id)
    for question, choice in known.items():
        sums = row.sums.setdefault(question, {})
        sums[choice] = sums.get(choice, 0) + 1
    row.answers += 1
    if row.answers % ENOUGH == 0:
        row.shown, row.shown_answers = row.sums, row.answers
    row.save()


def unite(keep_id: int, drop_id: int) -> None:
    """One person is asked once."""
    done = RatingAsked.objects.filter(member_id=keep_id).values("activity_id")
    RatingAsked.objects.filter(member_id=drop_id, activity_id__in=list(done.values_list("activity_id", flat=True))).delete()
    RatingAsked.objects.filter(member_id=drop_id).update(member_id=keep_id)


def forget(member_ids: Iterable[int]) -> None:
    RatingAsked.objects.filter(member_id__in=list(member_ids)).delete()


@dataclass(frozen=True, slots=True)
class Rating:
    """What is shown of a lesson: ``answers`` 0 where there are not enough. ``sums`` as in ``LessonRating``."""

    answers: int
    sums: Mapping[str, Mapping[str, int]]

    def of(self, question: str) -> int:
        """How many answered this one question."""
        return sum(self.sums.get(question, {}).values())

    def share(self, question: str, *choices: str) -> float | None:
        """The share of ``choices``; None with fewer than five answers to this question."""
        whole = self.of(question)
        return sum(self.sums[question].get(one, 0) for one in choices) / whole if whole >= ENOUGH else None


NOTHING = Rating(0, {})


def together(ratings: Iterable[Rating]) -> Rating:
    """Of several lessons as one."""
    sums: dict[str, dict[str, int]] = {}
    answers = 0
    for one in ratings:
        answers += one.answers
        for question, choices in one.sums.items():
            mine = sums.setdefault(question, {})
            for choice, count in choices.items():
                mine[choice] = mine.get(choice, 0) + count
    return Rating(answers, sums)


def told_of(activity_ids: Iterable[int]) -> str:
    """For ``lecturers.feedback``: the shares in one sentence; empty without enough answers. One query."""
    found = together(ratings_of(activity_ids).values())
    clear, useful, pace = (found.share(code, best) for code, best in (("clear", "yes"), ("useful", "yes"), ("pace", "right")))
    if clear is None or useful is None or pace is None:
        return ""
    said = {"count": found.answers, "clear": round(100 * clear), "useful": round(100 * useful), "pace": round(100 * pace)}
    return _t("%(count)s 人匿名反馈：讲得清楚 %(clear)s%%，对岗位有用 %(useful)s%%，快慢正好 %(pace)s%%。") % said


def ratings_of(activity_ids: Iterable[int]) -> dict[int, Rating]:
    """By lesson; those without enough answers are left out. One query."""
    rows = LessonRating.objects.filter(Q(shown_answers__gte=ENOUGH), activity_id__in=list(activity_ids))
    return {pk: Rating(answers, shown) for pk, answers, shown in rows.values_list("activity_id", "shown_answers", "shown")}
