"""课后反馈: anonymous, never required, from five answers on, and nothing leads from an answer to a person."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse

from courses import rating
from courses.models import LessonRating, RatingAsked
from lms.catalogue.models import Activity
from lms.desk.invitations import invitations_after
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members
from lms.people.models import Member
from lms.records.models import Progress

BEST = {"clear": "yes", "useful": "yes", "pace": "right"}


@pytest.fixture
def lesson(db):
    return Activity.objects.create(code="K1", title="公文格式", minutes=15)


@pytest.fixture
def learned(world, lesson):
    return Progress.objects.create(member=world.learner, activity=lesson, state="passed")


def address(lesson):
    return reverse("lms_courses:rating", args=[lesson.pk])


def test_only_who_learned_it_is_asked_and_once(client, world, lesson, member_user):
    client.force_login(member_user)
    assert client.get(address(lesson)).url == reverse("lms_desk:my_learning")
    assert not invitations_after(world.learner, lesson.pk)
    client.post(address(lesson), BEST)
    assert not LessonRating.objects.exists()
    Progress.objects.create(member=world.learner, activity=lesson, state="seen")
    assert client.get(address(lesson)).status_code == 200
    assert invitations_after(world.learner, lesson.pk)[0].url == address(lesson)
    for _twice in range(2):
        assert client.post(address(lesson), BEST).status_code == 302
    assert LessonRating.objects.get().answers == 1
    assert client.get(address(lesson)).url == reverse("lms_desk:my_learning")
    assert not invitations_after(world.learner, lesson.pk)


@pytest.mark.parametrize(
    ("said", "counted"), [({"aside": "1", **BEST}, 0), ({}, 0), ({"clear": "forged"}, 0), ({"clear": "no"}, 1)]
)
def test_it_may_be_waved_aside_and_answered_in_part(client, lesson, learned, member_user, said, counted):
    client.force_login(member_user)
    client.post(address(lesson), said)
    assert RatingAsked.objects.count() == 1
    assert sum(LessonRating.objects.values_list("answers", flat=True)) == counted


def answers(lesson, number: int, start: int = 0) -> None:
    branch = Member.objects.first().branch
    for at in range(start, start + number):
        one = Member.objects.create(code=f"X{at}", name=f"人{at}", branch=branch)
        assert rating.answer(member=one, activity_id=lesson.pk, said=BEST if at % 2 else {"useful": "no"})


def test_nothing_is_told_below_five_and_no_single_answer_moves_what_is_shown(world, lesson):
    answers(lesson, 4)
    assert rating.ratings_of([lesson.pk]) == {}
    answers(lesson, 1, 4)
    shown = rating.ratings_of([lesson.pk])[lesson.pk]
    assert (shown.answers, shown.share("useful", "yes")) == (5, 0.4)
    assert shown.share("clear", "yes") is None, "only two answered this one"
    answers(lesson, 4, 5)
    assert rating.ratings_of([lesson.pk])[lesson.pk] == shown
    answers(lesson, 1, 9)
    assert rating.ratings_of([lesson.pk])[lesson.pk].answers == 10


def test_no_way_leads_from_an_answer_to_a_person(world, lesson):
    rated, asked = LessonRating._meta.fields, RatingAsked._meta.fields
    people = {Member, User}
    assert not {field.related_model for field in rated} & people
    assert not [field for field in (*rated, *asked) if isinstance(field, (models.DateField, models.TimeField))]
    assert {field.name for field in asked} == {"id", "member", "activity"}, "whether something was answered stands nowhere"
    assert isinstance(RatingAsked._meta.pk, models.UUIDField), "no order"
    assert not LessonRating._meta.related_objects
    rating.answer(member=world.learner, activity_id=lesson.pk, said=BEST)
    assert set(LessonRating.objects.get().sums) == {"clear", "useful", "pace"}


def test_persons_are_forgotten_and_united(world, lesson):
    rating.answer(member=world.learner, activity_id=lesson.pk, said=BEST)
    rating.answer(member=world.classmate, activity_id=lesson.pk, said=BEST)
    merge_members(keep=world.learner, drop=world.classmate)
    assert list(RatingAsked.objects.values_list("member_id", flat=True)) == [world.learner.pk]
    erase_member(member=world.learner)
    assert not RatingAsked.objects.exists()
    assert LessonRating.objects.get().answers == 2


def test_the_page_is_accessible(page, live_server, sign_in, accessible, lesson, learned, member_user):
    sign_in(member_user)
    page.goto(live_server.url + address(lesson))
    accessible()
