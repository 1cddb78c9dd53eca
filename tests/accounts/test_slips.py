"""Making slips: for many at once, hashed, for nobody stronger than oneself."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time

import pytest
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lms.accounts import one_time
from lms.accounts.actions.slips import make_slips
from lms.accounts.models import SignInSlip
from lms.people.actions.erase import erase_member
from lms.people.actions.grants import give_grant
from lms.people.actions.merge import merge_members
from lms.people.models import Member
from lms.people.roles import Role

pytestmark = pytest.mark.django_db


def many(world, count: int, start: int = 0) -> list[Member]:
    return Member.objects.bulk_create(
        [Member(code=f"Z{n:05}", name=f"学员{n}", branch=world.branch) for n in range(start, start + count)]
    )


def test_one_time_passwords_are_random_digits_in_groups():
    made = [one_time.make() for _ in range(3000)]
    assert all(re.fullmatch(r"\d{12}", each) for each in made)
    assert len(set(made)) == len(made)
    # Each digit stands in each place about as often as any other: 300 ± 6 standard deviations.
    for place in range(12):
        counts = [sum(each[place] == str(digit) for each in made) for digit in range(10)]
        assert min(counts) > 200 and max(counts) < 400, (place, counts)
    assert all(one_time.read(one_time.shown(each)) == each for each in made)
    assert one_time.shown("012345678901") == "0123 4567 8901"


@pytest.mark.parametrize("typed", ["", "12345", "1234567890123", "12345678901a", "一二三四五六七八九十一二"])
def test_what_is_no_one_time_password(typed):
    assert one_time.read(typed) == ""


def test_a_hash_fits_one_account_and_one_key(settings):
    stored = one_time.keyed_hash(1, "012345678901")
    assert one_time.fits(stored, 1, "012345678901")
    assert not one_time.fits(stored, 2, "012345678901")
    assert not one_time.fits(stored, 1, "012345678902")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert not one_time.fits(stored, 1, "012345678901")
    settings.SECRET_KEY_FALLBACKS = [old]
    assert one_time.fits(stored, 1, "012345678901")


def test_an_account_is_made_with_the_code_and_nothing_else(world, slip_of):
    slip = slip_of(world.classmate)
    account = User.objects.get(username="M2")
    world.classmate.refresh_from_db()
    assert world.classmate.user == account
    assert not account.has_usable_password() and account.is_active and not account.is_staff
    assert (account.email, account.first_name, account.last_name) == ("", "", "")
    assert slip.expires_at - timezone.now() > dt.timedelta(days=29, hours=23)


def test_the_password_stands_nowhere(world, slip_of, branch_admin, caplog):
    caplog.set_level(logging.DEBUG)
    slip = slip_of(world.classmate, by=branch_admin)
    kept = serializers.serialize("json", [*SignInSlip.objects.all(), *ModelLogEntry.objects.all(), *User.objects.all()])
    for text in (kept, caplog.text, repr(SignInSlip.objects.get())):
        assert slip.password not in text and one_time.shown(slip.password) not in text


def test_the_log_says_who_made_a_slip_for_whom(world, slip_of, branch_admin):
    slip_of(world.classmate, by=branch_admin)
    entry = ModelLogEntry.objects.for_instance(world.classmate).get(action="lms_accounts.slips_made")
    assert (entry.user, entry.data) == (branch_admin, {})
    assert entry.message == "制作了登录单"


def test_a_new_slip_voids_the_old_one(world, slip_of, enter):
    old, new = slip_of(world.classmate), slip_of(world.classmate)
    assert SignInSlip.objects.count() == 1
    assert "账号或密码不对" in enter("M2", old.password).content.decode()
    assert enter("M2", new.password).redirect_chain


def test_a_slip_ends_after_thirty_days_and_says_so_to_its_holder(world, slip_of, enter):
    slip = slip_of(world.classmate)
    SignInSlip.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert "已过有效期" in enter("M2", slip.password).content.decode()
    assert "已过有效期" not in enter("M2", one_time.make()).content.decode()


def test_how_long_slips_hold_is_a_setting(world, slip_of, settings):
    settings.LMS = {"SLIP_DAYS": 3}
    assert slip_of(world.classmate).expires_at - timezone.now() < dt.timedelta(days=3, seconds=1)


def test_the_slip_of_one_opens_no_other_account(world, slip_of, enter):
    slip_of(world.learner)
    slip = slip_of(world.classmate)
    assert "账号或密码不对" in enter("M1", slip.password).content.decode()


def test_somebody_elses_name_is_never_linked(world):
    stranger = User.objects.create_user("m2", password="x")
    batch = make_slips(members=[world.learner, world.classmate])
    assert [slip.member for slip in batch.slips] == [world.learner]
    assert [(one.member, "登录名" in one.reason) for one in batch.refused] == [(world.classmate, True)]
    world.classmate.refresh_from_db()
    assert world.classmate.user is None
    stranger.refresh_from_db()
    assert stranger.check_password("x")


def test_two_at_once_make_one_account(world, slip_of):
    before = Member.objects.get(pk=world.classmate.pk)
    first = slip_of(world.classmate)
    second = slip_of(before)  # read before the account was made
    assert before.user_id == world.classmate.user_id and User.objects.filter(username="M2").count() == 1
    assert first.password != second.password


def test_codes_that_differ_in_capitals_only_get_one_account(world):
    pair = Member.objects.bulk_create([Member(code=code, name="某", branch=world.branch) for code in ("ab1", "AB1")])
    batch = make_slips(members=pair)
    assert (len(batch.slips), len(batch.refused)) == (1, 1)


def test_rows_that_are_nobody_get_none(world):
    merge_members(keep=world.learner, drop=world.classmate)
    erase_member(member=world.other_learner)
    batch = make_slips(members=[world.classmate, world.other_learner])
    assert batch.slips == [] and len(batch.refused) == 2
    assert not User.objects.filter(username__istartswith="M").exists()


def test_a_stopped_account_gets_none(world, member_user):
    member_user.is_active = False
    member_user.save()
    batch = make_slips(members=[Member.objects.get(pk=world.learner.pk)])
    assert [one.reason for one in batch.refused] == ["此账号已停用"]


# who may open whose account


@pytest.fixture
def holder(world):
    """``holder(role, unit)``: the learner's account gets that task."""
    account = User.objects.create_user("holder")
    world.learner.user = account
    world.learner.save(update_fields=["user"])

    def give(role=None, unit=None, **fields):
        if role:
            give_grant(user=account, role=role, unit=unit)
        for name, value in fields.items():
            setattr(account, name, value)
        account.save()
        return account

    return give


def made_by(member, by) -> bool:
    return bool(make_slips(members=[member], by=by).slips)


@pytest.mark.parametrize(
    ("role", "branch_admin_may", "unit_admin_may"),
    [(Role.TRAINER, False, True), (Role.BRANCH, False, True), (Role.UNIT, False, False), (Role.COMMITTEE, False, False)],
)
def test_whoever_has_a_task_is_served_from_above(
    world, holder, branch_admin, unit_admin, committee_admin, role, branch_admin_may, unit_admin_may
):
    holder(role, world.branch)
    assert made_by(world.learner, branch_admin) is branch_admin_may
    assert made_by(world.learner, unit_admin) is unit_admin_may
    assert made_by(world.learner, committee_admin)


def test_a_task_elsewhere_is_not_opened_from_here(world, holder, unit_admin):
    holder(Role.BRANCH, world.other_branch)
    assert not made_by(world.learner, unit_admin)


def test_a_superuser_is_opened_by_superusers_only(world, holder, committee_admin, superuser):
    holder(is_superuser=True)
    assert not made_by(world.learner, committee_admin)
    assert made_by(world.learner, superuser)


def test_other_permissions_are_opened_by_the_committee(world, holder, unit_admin, committee_admin):
    holder().groups.add(Group.objects.create(name="编辑"))
    assert not made_by(world.learner, unit_admin)
    assert made_by(world.learner, committee_admin)


# merging and erasing


def test_merging_voids_the_slips_of_both(world, slip_of):
    slip_of(world.learner)
    slip_of(world.classmate)
    merge_members(keep=world.learner, drop=world.classmate)
    assert not SignInSlip.objects.exists()


def test_erasing_stops_and_empties_the_account(world, slip_of, enter):
    slip = slip_of(world.classmate)
    account = world.classmate.user
    User.objects.filter(pk=account.pk).update(first_name="王芳", email="wang@example.com")
    erase_member(member=world.classmate)
    account.refresh_from_db()
    assert not SignInSlip.objects.exists()
    assert (account.username, account.first_name, account.email) == (f"erased-account-{account.pk}", "", "")
    assert not account.is_active and not account.has_usable_password()
    assert "账号或密码不对" in enter("M2", slip.password).content.decode()


def test_erasing_leaves_an_account_with_a_task_alone(world, holder):
    account = holder(Role.BRANCH, world.branch)
    erase_member(member=world.learner)
    account.refresh_from_db()
    assert (account.username, account.is_active) == ("holder", True)


# size


def test_fifty_cost_as_many_queries_as_one(world, count_queries, unit_admin):
    make_slips(members=[world.learner], by=unit_admin)
    one, fifty = many(world, 1), many(world, 50, start=10)
    few = count_queries(lambda: make_slips(members=one, by=unit_admin))
    assert len(count_queries(lambda: make_slips(members=fifty, by=unit_admin))) == len(few) < 25


def test_a_thousand_in_a_few_seconds(world, unit_admin):
    members = many(world, 1000)
    start = time.process_time()
    batch = make_slips(members=members, by=unit_admin)
    assert time.process_time() - start < 5
    assert len(batch.slips) == 1000 and len({slip.password for slip in batch.slips}) == 1000
    assert SignInSlip.objects.count() == 1000
