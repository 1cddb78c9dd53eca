"""A published track asks its audience, on demand or of everybody, and never changes what was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courses.pages.models import CatalogueIndexPage, CoursePage, CoursePart, LessonPage, TrackPage, TrackPart
from courses.publishing import activity_of
from lms.catalogue.models import Subject
from lms.competencies.models import Competency
from lms.core import clock
from lms.planning.queries import case_of
from lms.records.actions import record, record_completion
from lms.records.facts import NewRecord
from lms.records.models import Record
from lms.requirements.actions import may_require
from lms.requirements.models import RequirementSet
from tests.support.people import World

Write = Callable[..., LessonPage]


@pytest.fixture
def lay(shelf: CatalogueIndexPage, world: World) -> Callable[..., TrackPage]:
    def make(*lessons: LessonPage, mode: str = "all", due_on: dt.date | None = None) -> TrackPage:
        page = TrackPage(title="新任组织委员", subject=Subject.objects.first(), mode=mode, due_on=due_on, live=False)
        page.parts = [TrackPart(activity=activity_of(each), sort_order=at) for at, each in enumerate(lessons)]
        page.audience_posts = [world.posts["P02"]]
        page.audience_units = [world.unit]
        shelf.add_child(instance=page)
        page.save_revision().publish()
        return TrackPage.objects.get(pk=page.pk)

    return make


def asked(world: World, day: dt.date | None = None) -> dict[str, set[int]]:
    people = {"learner": world.learner, "classmate": world.classmate, "other": world.other_learner}
    return {name: set(case_of(member, day).compulsory()) for name, member in people.items()}


def test_a_track_asks_its_audience_from_the_day_on_which_it_is_published(write: Write, lay: Any, world: World):
    first, second = write("第一课"), write("第二课")
    page = lay(first, second, due_on=clock.today() + dt.timedelta(days=30))
    activity = activity_of(page)
    assert (activity.code, activity.kind, activity.minutes) == ("L-0001", "track", 24)
    both = {activity_of(first).pk, activity_of(second).pk}
    assert list(activity.parts.values_list("activity", flat=True)) == [activity_of(first).pk, activity_of(second).pk]
    assert asked(world) == {"learner": both, "classmate": set(), "other": set()}
    assert asked(world, clock.today() - dt.timedelta(days=1))["learner"] == set()
    page.unpublish()
    assert asked(world)["learner"] == set()


def test_another_audience_begins_a_set_of_its_own(write: Write, lay: Any, world: World, monkeypatch: pytest.MonkeyPatch):
    lesson = write()
    page = lay(lesson)
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + dt.timedelta(days=10))
    page.audience_posts = [world.posts["P03"]]
    page.save_revision().publish()
    pk = activity_of(lesson).pk
    assert asked(world) == {"learner": set(), "classmate": {pk}, "other": set()}
    assert asked(world, today + dt.timedelta(days=9)) == {"learner": {pk}, "classmate": set(), "other": set()}
    assert set(RequirementSet.objects.values_list("code", flat=True)) == {"track:L-0001", "track:L-0001.2"}


def test_on_demand_asks_only_what_is_lacking_and_shows_the_rest_as_mastered(
    write: Write, lay: Any, world: World, competency: Competency, member_user: Any, client: Client
):
    held, lacking = write("已会的课", level=1), write("还缺的课", level=3)
    record(
        NewRecord(
            member_id=world.learner.pk, verb="assessed", source="test", key="x", day=clock.today(),
            competency_id=competency.pk, level=2, kind="test",
        )
    )  # fmt: skip
    page = lay(held, lacking, mode="on_demand")
    assert asked(world)["learner"] == {activity_of(lacking).pk}
    client.force_login(member_user)
    shown = client.get(page.get_url())
    made_of = shown.context["made_of"]
    assert [[state.key for state in row.states] for row in made_of.rows] == [["mastered"], ["start"]]
    assert (made_of.done, made_of.total, made_of.left, made_of.next.title) == (1, 2, 12, "还缺的课")
    assert "已掌握" in shown.text


def test_the_page_asks_no_more_for_more_parts(
    write: Write, shelf: CatalogueIndexPage, world: World, member_user: Any, client: Client, count_queries: Any, superuser: Any
):
    lessons = [write(f"第{at}课") for at in range(5)]
    client.force_login(member_user)

    def course(parts: list[LessonPage]) -> CoursePage:
        page = CoursePage(title=f"{len(parts)}课", subject=Subject.objects.first())
        page.parts = [CoursePart(activity=activity_of(each), sort_order=at) for at, each in enumerate(parts)]
        shelf.add_child(instance=page)
        page.save_revision().publish()
        return page

    few, many = course(lessons[:1]), course(lessons)
    record_completion(
        member_ids=[world.learner.pk],
        activity=activity_of(lessons[0]),
        day=clock.today(),
        by=superuser,
        reason=Record.Reason.values[0],
    )
    for page in (few, many):
        assert client.get(page.get_url()).status_code == 200
    assert len(count_queries(lambda: client.get(few.get_url()))) == len(count_queries(lambda: client.get(many.get_url())))
    shown = client.get(many.get_url()).context["made_of"]
    assert (shown.done, shown.total) == (1, 5)


def test_only_an_administrator_over_the_audience_may_ask_everybody(
    world: World, unit_admin: Any, committee_admin: Any, trainer: Any, superuser: Any
):
    assert may_require(unit_admin, [world.unit, world.branch])
    assert not may_require(unit_admin, [world.unit, world.other_unit])
    assert not may_require(unit_admin, [])
    assert may_require(committee_admin, [])
    assert may_require(superuser, [])
    assert not may_require(trainer, [world.unit])
