"""How lessons fare among the members of a scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lms.assessment.models import AttemptItem, Question, QuestionVersion
from lms.assessment.statistics import Usage
from lms.catalogue.models import Activity
from lms.people.models import Member
from lms.people.roles import ALL_ROLES
from lms.planning.reach import Assigned, assigned
from lms.records.models import Progress

from ..models import Watching
from ..rating import NOTHING, Rating, ratings_of
from .curve import Curve, curves

State = Progress.State
#: Kinds of activities that are learned by themselves.
LEARNED = (Activity.Kind.LESSON, Activity.Kind.SESSION)


@dataclass(frozen=True, slots=True)
class LessonFigures:
    """``planned``: in so many plans it stands now. ``begun``: whoever opened it, those who finished among them.

    ``completed``: the completion rule is met; ``passed``: with a check. ``rating``: of everybody, not of the scope.
    """

    activity: Activity
    planned: int
    begun: int
    completed: int
    passed: int
    rating: Rating


@dataclass(frozen=True)
class Overview:
    lessons: list[LessonFigures]
    assigned: Assigned


def overview(user: Any, members: QuerySet[Member], lessons: QuerySet[Activity]) -> Overview:
    """The figures of ``lessons``, most planned first. A fixed number of queries, beside those of the plans."""
    rows = list(lessons.filter(kind__in=LEARNED).select_related("subject__parent", "owner_unit"))
    plans = assigned(members)
    reached = _reached(members, [row.pk for row in rows])
    ratings = ratings_of(row.pk for row in rows)
    found = [_figures(row, plans, reached[row.pk], ratings.get(row.pk, NOTHING)) for row in rows]
    return Overview(sorted(found, key=lambda one: (-one.planned, -one.begun, one.activity.code)), plans)


def _figures(activity: Activity, plans: Assigned, reached: dict[str, int], rating: Rating) -> LessonFigures:
    passed = reached.get(State.PASSED, 0)
    completed = passed + reached.get(State.COMPLETED, 0)
    begun = completed + reached.get(State.SEEN, 0) + reached.get(State.STARTED, 0)
    return LessonFigures(activity, plans.count(activity.pk), begun, completed, passed, rating)


def _reached(members: QuerySet[Member], activities: Iterable[int]) -> dict[int, dict[str, int]]:
    """Members by state, of each lesson. One query."""
    rows = Progress.objects.filter(member__in=members.order_by().values("pk"), activity__in=list(activities)).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for activity, state, count in rows.values_list("activity_id", "state").annotate(count=Count("pk")):
        found[activity][state] = count
    return found


def lessons_for(user: Any) -> QuerySet[Activity]:
    """The lessons whose figures ``user`` may see: those that he sees in the catalogue, in use or not."""
    return Activity.objects.for_user(user, ALL_ROLES)


def stopping(members: QuerySet[Member], activity: Activity) -> list[Curve]:
    """Where watching stops, for each recording that enough members began. One query."""
    rows = Watching.objects.filter(activity=activity, member__in=members.order_by().values("pk"))
    return curves(rows.values_list("media", flat=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the lesson and how it fared in it."""

    version: QuestionVersion
    usage: Usage


def questions_of(user: Any, members: QuerySet[Member], activity: Activity) -> list[Asked]:
    """The questions answered in the lesson, those that fail most first; only of the user's own scope. Two queries."""
    items = AttemptItem.objects.filter(
        attempt__activity=activity, attempt__state="submitted", attempt__member__in=members.order_by().values("pk")
    ).order_by()
    counted = items.values_list("version_id").annotate(used=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
    usage = {pk: Usage(used, right) for pk, used, right in counted}
    mine = Question.objects.for_user(user, ALL_ROLES)
    versions = QuestionVersion.objects.filter(pk__in=usage, question__in=mine).select_related("question__competency")
    found = [Asked(version, usage[version.pk]) for version in versions]
    return sorted(found, key=lambda one: (one.usage.share is None, one.usage.share or 0.0, one.version.question.code))
