"""Attempts belong to a person: they are given out whole, go with the person, and become one list."""

from __future__ import annotations

import json

from lms.assessment.actions import start, submit
from lms.assessment.models import Attempt, AttemptItem
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members

from .conftest import SECRETS, right


def test_everything_of_a_person_has_the_answers_and_no_key(client, attempt, member_user):
    submit(attempt, answers=right(attempt, 1))
    client.force_login(member_user)
    told = client.get("/learn/file/everything/", {"format": "json"}).content.decode()
    tables = json.loads(told)
    assert [row["试卷"] for row in tables["答题"]] == ["发展党员小测"]
    assert [row["答对"] for row in tables["答题明细"]] == ["是", "否", "否", "否", "否"]
    assert tables["答题明细"][0]["作答"] and "预备期多长？" in told
    item = attempt.items.get(place=1)
    assert [word for word in SECRETS if word in told and word not in str(item.answer)] == []


def test_who_is_erased_leaves_no_answers(attempt, world):
    submit(attempt)
    erase_member(member=world.learner)
    assert not Attempt.objects.exists() and not AttemptItem.objects.exists()


def test_two_rows_of_one_person_are_one_list(attempt, paper, world):
    theirs = start(member=world.classmate, paper=paper, purpose="lesson")
    other = start(member=world.other_learner, paper=paper, purpose="lesson")
    submit(other)
    merge_members(keep=world.learner, drop=world.classmate)
    merge_members(keep=world.learner, drop=world.other_learner)
    assert set(Attempt.objects.values_list("pk", "member")) == {(attempt.pk, world.learner.pk), (other.pk, world.learner.pk)}
    assert not Attempt.objects.filter(pk=theirs.pk).exists()
