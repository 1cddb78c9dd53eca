"""A change of post does not rewrite the past: a period that is over keeps the figures of the post that was held in it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.forms.models import model_to_dict

from lms.core import clock
from lms.people.actions.posts import change_posts
from lms.people.models import Member, PostHolding
from lms.reporting.facts import Reckoner
from lms.requirements.actions import LineData, replace_lines, set_for_post
from tests.desk.conftest import desk  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db

FIGURES = ("gap_open", "gap_added", "gap_withdrawn", "gap_closed", "unassessed")


def figures(member: Member, year: int) -> dict[str, int]:
    [(summary, _hours)] = Reckoner(year, clock.today()).rows(Member.objects.filter(pk=member.pk))
    told = model_to_dict(summary)
    return {name: told[name] for name in FIGURES}


def test_last_year_keeps_what_the_former_post_asked(desk):  # noqa: F811
    today, last = clock.today(), clock.today().year - 1
    writing, safety = desk.competency("DIG04", "公文写作"), desk.competency("SVC05", "应急处置")
    desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.ask(writing, 3)
    asked = set_for_post(desk.world.posts["P03"])
    replace_lines(requirement_set=asked, lines=[LineData(kind="competency", competency_id=safety.pk, level=1)], on=today)
    PostHolding.objects.filter(member=desk.learner).update(start=None)
    desk.tell("assessed", "a", day=dt.date(last - 1, 3, 1), competency_id=writing.pk, kind="test", level=1)
    before = figures(desk.learner, last)
    assert before["gap_open"] == 2
    assert figures(desk.learner, last + 1)["gap_withdrawn"] == 0
    change_posts(member=desk.learner, posts=[(desk.world.posts["P03"], True)], on=today)
    assert figures(desk.learner, last) == before
    now = figures(desk.learner, last + 1)
    assert (now["gap_withdrawn"], now["unassessed"]) == (2, 1)
