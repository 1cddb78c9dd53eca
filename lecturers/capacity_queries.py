"""What ``capacity`` counts, read from the tables. Seven queries, however many lecturers and lessons."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from lms.catalogue.models import Activity, Subject, Teaches
from lms.competencies.models import Domain
from lms.core.dates import add_months

from .capacity import CATEGORY, DOMAIN, TOPIC, Field, Lesson, Teacher, by_domain, by_subject
from .models import Lecturer
from .states import State, is_over

ENDING_MONTHS = 12


def capacity(user: Any, day: dt.date) -> list[Field]:
    """Categories, topics and domains with whom ``user`` sees as covering them on ``day``; without those that nobody needs."""
    rows = list(Lecturer.objects.for_user(user).exclude(state=State.LEFT).prefetch_related("subjects").order_by("code"))
    teachers = {row.pk: _teacher(row, day) for row in rows}
    lessons = _lessons(user, day, {row.code: row.pk for row in rows})
    subjects = [Field(TOPIC if one.parent_id else CATEGORY, one.pk, str(one)) for one in Subject.objects.all()]
    domains = [Field(DOMAIN, one.pk, str(one)) for one in Domain.objects.order_by("sort_order", "code")]
    by_subject(subjects, teachers, lessons)
    by_domain(domains, teachers, lessons)
    return [one for one in [*subjects, *domains] if one.lessons or one.listed or one.coming]


def _teacher(row: Lecturer, day: dt.date) -> Teacher:
    """Who covers a topic covers its category."""
    listed = row.state == State.LISTED and not is_over(row.state, row.term_end, day)
    named = list(row.subjects.all())
    return Teacher(
        pk=row.pk, name=str(row), listed=listed, coming=row.state in (State.CANDIDATE, State.TRIAL),
        ending=listed and row.term_end is not None and row.term_end <= add_months(day, ENDING_MONTHS),
        sessions=row.sessions_taught,
        subjects=frozenset(pk for one in named for pk in (one.pk, one.parent_id) if pk is not None),
    )  # fmt: skip


def _lessons(user: Any, day: dt.date, lecturers: dict[str, int]) -> list[Lesson]:
    """What can be learned on ``day``: an expired lesson needs nobody to teach it."""
    activities = Activity.objects.for_user(user).filter(published=True).exclude(valid_until__lt=day)
    domains: dict[int, set[int]] = defaultdict(set)
    for pk, domain in Teaches.objects.filter(activity__in=activities).values_list("activity_id", "competency__domain_id"):
        domains[pk].add(domain)
    rows = activities.values_list("pk", "lecturer_code", "subject_id", "subject__parent_id")
    return [
        Lesson(lecturers.get(code), frozenset(each for each in (subject, parent) if each), frozenset(domains[pk]))
        for pk, code, subject, parent in rows
    ]
