"""Lecturers are forgotten and united with the members they are; external ones by themselves."""

from __future__ import annotations

import json

import pytest
from django.core import serializers
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lecturers.actions import moving
from lecturers.models import Lecturer, LecturerStep
from lms.catalogue.models import Activity
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members

from .conftest import TODAY


def said_of(lecturer: Lecturer) -> str:
    lecturer.refresh_from_db()
    rows = [lecturer, *LecturerStep.objects.filter(lecturer=lecturer), *ModelLogEntry.objects.all(), *Activity.objects.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_an_erased_member_is_no_lecturer_any_more(world, shared, committee_admin):
    shared.member = world.learner
    shared.save()
    moving.leave(lecturer=shared, reason="moved", on=TODAY, note="去了周老师的新单位", by=committee_admin)
    erase_member(member=world.learner, by=committee_admin)
    told = said_of(shared)
    for trace in ("周老师", "t01@example.org", "县委党校", "T01"):
        assert trace not in told, trace
    fields = json.loads(told)[0]["fields"]
    assert (fields["code"], fields["rating"], fields["photo"]) == (f"erased-{shared.pk}", None, None)
    assert Activity.objects.get(code="K1").lecturer_code == ""
    assert not Lecturer.objects.for_user(committee_admin).filter(pk=shared.pk).exists()


def test_an_external_lecturer_is_erased_in_the_admin(client, shared, committee_admin, branch_admin):
    address = reverse("lms_lecturers:erase", args=[shared.pk])
    client.force_login(branch_admin)
    assert client.post(address, {"code": "T01"}).status_code in (302, 403)
    shared.refresh_from_db()
    assert shared.name == "周老师"
    client.force_login(committee_admin)
    assert client.post(address, {"code": "T02"}).status_code == 200
    assert client.post(address, {"code": "T01"}).status_code == 302
    shared.refresh_from_db()
    assert (shared.name, shared.contact, shared.erased_at is not None) == ("", "", True)


@pytest.mark.parametrize("both", [False, True])
def test_two_rows_of_one_person_have_one_lecturer(world, shared, own, both):
    shared.member = world.classmate
    shared.save()
    if both:
        own.member = world.learner
        own.save()
    merge_members(keep=world.learner, drop=world.classmate)
    shared.refresh_from_db()
    assert shared.member == (None if both else world.learner)
