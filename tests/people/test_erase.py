"""Nothing of an erased member names the person any more."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend

from lms.people import signals
from lms.people.actions.erase import erase_member
from lms.people.actions.members import update_member
from lms.people.actions.merge import merge_members
from lms.people.models import Grant, Member, MemberEvent, MemberPast

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world, today) -> Member:
    """A member of whom a good deal is known."""
    member = world.learner
    member.user = User.objects.create_user("liming")
    member.save(update_fields=["user"])
    update_member(
        member=member, rank="处长", education="大学", sex="m", special_case="借调县外", is_mobile=True, on=dt.date(2026, 11, 1)
    )
    update_member(member=member, rank="科员", on=dt.date(2026, 11, 5))
    log(member, "wagtail.edit", data={"name": "李明"})
    return member


def everything() -> str:
    rows = [row for model in (Member, MemberPast, MemberEvent, ModelLogEntry) for row in model.objects.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_nothing_personal_is_left(known, told, logged):
    personal = ("李明", "M1\"", "处长", "科员", "借调县外", "1998-05")
    before = everything()
    assert all(each in before for each in personal)
    heard = []

    def hear(member_ids, **kwargs):
        heard.extend(member_ids)

    signals.members_erased.connect(hear)
    erase_member(member=known)
    signals.members_erased.disconnect(hear)
    after = everything()
    assert not [each for each in personal if each in after]
    assert (str(known), known.user, known.is_mobile) == (f"erased-{known.pk}", None, False)
    assert heard == [known.pk]
    assert told[-1] == [known.pk]
    assert logged(known)[-1] == "lms_people.erase"
    assert known.events.filter(kind="erase").exists()


def test_the_place_stays(known, world):
    erase_member(member=known)
    assert known.branch == world.branch
    assert known.holdings.exists()


def test_labels_of_other_log_entries_lose_the_name(known, world):
    entry = log(world.branch, "wagtail.edit")
    ModelLogEntry.objects.filter(pk=entry.pk).update(label=f"某要求 · {known}")
    erase_member(member=known)
    entry.refresh_from_db()
    assert entry.label == f"某要求 · erased-{known.pk}"


def test_searching_does_not_find_the_row(known, django_capture_on_commit_callbacks):
    backend = get_search_backend()
    backend.add(known)
    assert known in list(backend.search("李明", Member))
    with django_capture_on_commit_callbacks(execute=True):
        erase_member(member=known)
    assert list(backend.search("李明", Member)) == []
    assert list(backend.search(known.code, Member)) == []


def test_offices_are_left(known, world):
    world.branch.secretary = world.branch.training_contact = known
    world.branch.save(update_fields=["secretary", "training_contact"])
    erase_member(member=known)
    world.branch.refresh_from_db()
    assert (world.branch.secretary, world.branch.training_contact) == (None, None)


def test_rows_merged_into_the_member_are_erased_too(known, world):
    merge_members(keep=known, drop=world.classmate)
    with pytest.raises(ValidationError, match="已并入"):
        erase_member(member=world.classmate)
    erase_member(member=known)
    world.classmate.refresh_from_db()
    assert (world.classmate.name, world.classmate.code) == ("", f"erased-{world.classmate.pk}")


def test_an_erased_row_is_closed(known):
    erase_member(member=known)
    with pytest.raises(ValidationError, match="已清除"):
        erase_member(member=known)
    with pytest.raises(ValidationError, match="已清除"):
        update_member(member=known, name="李明")
    assert not Grant.objects.exists()
