"""待确认: what levels await is stored with the plan, shown within scope, confirmed set-based, and never for oneself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.core import clock
from lms.people.actions.erase import erase_member
from lms.people.actions.members import create_member
from lms.people.actions.merge import merge_members
from lms.people.models import Member
from lms.planning import awaiting_queries as ask
from lms.planning.actions import replan
from lms.planning.models import Awaiting, MemberPlan
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.records.models import LevelStep, Record
from lms.records.observing import SOURCE

from .conftest import tell

pytestmark = pytest.mark.django_db
INDEX = "lms_awaiting:index"


def today() -> str:
    return clock.today().isoformat()


def solve() -> None:
    replan(Member.objects.all())


@pytest.fixture
def awaited(school):
    """李明 has done the lesson on 应急处置, which only an observation can confirm."""
    tell(school.learner, "completed", "k3", activity_id=school.lessons.safe.pk, success=True)
    solve()
    return school


@pytest.fixture
def address(awaited) -> str:
    return reverse("lms_awaiting:level", args=[awaited.safety.pk, 2])


def more(school, number: int) -> list[Member]:
    """Further members with the same post who await the same level."""
    made = []
    for _each in range(number):
        at = Member.objects.count()
        made.append(
            create_member(
                code=f"N{at}", name=f"新学员{at}", branch=school.world.branch, birth_month=dt.date(1990, 1, 1),
                category=school.world.category, posts=[(school.world.posts["P02"], True)],
            )
        )  # fmt: skip
        tell(made[-1], "completed", f"k3:{at}", activity_id=school.lessons.safe.pk, success=True)
    solve()
    return made


def test_stored_when_a_plan_is_solved_and_gone_when_the_level_has_come(awaited):
    row = Awaiting.objects.get(member=awaited.learner)
    assert (row.competency, row.level, row.since, row.looked_on) == (awaited.safety, 2, clock.today(), None)
    tell(awaited.learner, "assessed", "seen", competency_id=awaited.safety.pk, kind="observation", level=2)
    solve()
    assert not Awaiting.objects.filter(member=awaited.learner).exists()


def test_one_row_with_the_highest_rung(school):
    tell(school.learner, "completed", "k3", activity_id=school.lessons.safe.pk, success=True)
    solve()
    assert list(Awaiting.objects.values_list("level", flat=True)) == [2]


def test_not_yet_stays_and_says_that_somebody_looked(awaited):
    tell(awaited.learner, "assessed", "seen", competency_id=awaited.safety.pk, kind="observation", level=1, success=False)
    solve()
    assert Awaiting.objects.get(member=awaited.learner).looked_on == clock.today()


def test_merged_and_erased_members_await_nothing(awaited):
    merge_members(keep=awaited.world.classmate, drop=awaited.learner)
    assert not Awaiting.objects.filter(member=awaited.learner).exists()
    (other,) = more(awaited, 1)
    assert Awaiting.objects.filter(member=other).exists()
    erase_member(member=other)
    assert not Awaiting.objects.filter(member=other).exists()


def test_only_within_the_scope(client, awaited, branch_admin, other_unit_admin, trainer, address):
    client.force_login(branch_admin)
    assert "应急处置" in client.get(reverse(INDEX)).content.decode()
    shown = client.get(address).content.decode()
    assert "李明" in shown and "课程K3" in shown
    client.force_login(other_unit_admin)
    assert "应急处置" not in client.get(reverse(INDEX)).content.decode()
    assert "李明" not in client.get(address).content.decode()
    client.force_login(trainer)
    assert client.get(reverse(INDEX)).status_code == 302


def test_confirm_writes_one_observation_each(client, awaited, branch_admin, address, django_capture_on_commit_callbacks):
    others = more(awaited, 2)
    client.force_login(branch_admin)
    ids = [awaited.learner.pk, *(each.pk for each in others)]
    data = {"members": ids, "outcome": "reached", "day": today()}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, data)
    assert answer.status_code == 302 and answer.headers["location"] == reverse(INDEX)
    rows = Record.objects.filter(source=SOURCE)
    assert {row.member_id for row in rows} == set(ids)
    one = rows[0]
    assert (one.verb, one.kind, one.level, one.success, one.recorded_by_id) == (
        "assessed",
        "observation",
        2,
        True,
        branch_admin.pk,
    )
    assert LevelStep.objects.filter(competency=awaited.safety, level=2, basis="formal").count() == 3
    assert not Awaiting.objects.exists()
    assert not MemberPlan.objects.filter(pk__in=ids, stale=True).exists()
    again = client.post(address, data, follow=True)
    assert rows.count() == 3 and "此前已作同样的登记" in again.content.decode()


def test_not_yet_in_fixed_choices(client, awaited, branch_admin, address):
    client.force_login(branch_admin)
    base = {"members": [awaited.learner.pk], "outcome": "not_yet", "day": today()}
    assert client.post(address, {**base, "seen": "2"}).status_code == 200  # only lower levels
    assert not Record.objects.filter(source=SOURCE).exists()
    assert client.post(address, {**base, "seen": "1"}).status_code == 302
    row = Record.objects.get(source=SOURCE)
    assert (row.level, row.success) == (1, False)
    assert "没有待确认" in client.get(address).content.decode()
    solve()
    assert "看过，暂未达到" in client.get(address + "?looked=on").content.decode()
    against = client.post(address, {**base, "outcome": "reached"}, follow=True).content.decode()
    assert "已有不同的登记" in against and Record.objects.filter(source=SOURCE).count() == 1


def test_not_yet_keeps_the_present_level(client, awaited, branch_admin, address):
    tell(awaited.learner, "assessed", "own", competency_id=awaited.safety.pk, kind="self", level=1)
    solve()
    client.force_login(branch_admin)
    client.post(address, {"members": [awaited.learner.pk], "outcome": "not_yet", "day": today()})
    assert Record.objects.get(source=SOURCE).level == 1


def test_what_was_cancelled_may_be_entered_again(client, awaited, branch_admin, address):
    client.force_login(branch_admin)
    data = {"members": [awaited.learner.pk], "outcome": "reached", "day": today()}
    client.post(address, data)
    wrong = Record.objects.get(source=SOURCE)
    record(
        NewRecord(
            member_id=wrong.member_id, verb="assessed", source="t", key="void", day=wrong.day, competency_id=wrong.competency_id,
            kind="observation", level=2, corrects_source=wrong.source, corrects_key=wrong.key, is_void=True,
        )
    )  # fmt: skip
    client.post(address, data)
    client.post(address, data)
    assert Record.objects.filter(source=SOURCE).count() == 2
    assert Record.objects.filter(source=SOURCE).in_force().count() == 1


@pytest.mark.parametrize("foreign", ["other", "none"])
def test_refused_as_a_whole_outside_the_scope(client, awaited, branch_admin, address, foreign):
    client.force_login(branch_admin)
    pk = awaited.world.other_learner.pk if foreign == "other" else 10**6
    data = {"members": [awaited.learner.pk, pk], "outcome": "reached", "day": today()}
    assert client.post(address, data).status_code == 404
    assert not Record.objects.filter(source=SOURCE).exists()


def test_never_for_oneself(client, awaited, branch_admin, address):
    Member.objects.filter(pk=awaited.learner.pk).update(user=branch_admin)
    (other,) = more(awaited, 1)
    client.force_login(branch_admin)
    shown = client.get(address).content.decode()
    assert "李明" not in shown and other.name in shown
    refused = client.post(address, {"members": [awaited.learner.pk, other.pk], "outcome": "reached", "day": today()})
    assert "不能为自己确认" in refused.content.decode() and not Record.objects.filter(source=SOURCE).exists()
    assert client.get(reverse("lms_assess:level", args=[awaited.learner.pk, awaited.safety.pk])).status_code == 404


def test_nothing_ticked_and_days_to_come_are_refused(client, awaited, branch_admin, address):
    client.force_login(branch_admin)
    assert "请至少勾选一人" in client.post(address, {"outcome": "reached", "day": today()}).content.decode()
    late = (clock.today() + dt.timedelta(days=1)).isoformat()
    data = {"members": [awaited.learner.pk], "outcome": "reached", "day": late}
    assert "不能晚于今天" in client.post(address, data).content.decode()
    assert not Record.objects.filter(source=SOURCE).exists()


def test_everybody_of_the_list_with_the_number_said(client, awaited, branch_admin, address, monkeypatch):
    monkeypatch.setattr("lms.planning.views.awaiting.A_PAGE", 2)
    more(awaited, 3)
    client.force_login(branch_admin)
    assert "连同其他页，共 4 人" in client.get(address).content.decode()
    data = {"all": "1", "expected": "3", "outcome": "reached", "day": today()}
    assert "名单已有变化，现在是 4 人" in client.post(address, data).content.decode()
    assert not Record.objects.filter(source=SOURCE).exists()
    client.post(address, {**data, "expected": "4"})
    assert Record.objects.filter(source=SOURCE).count() == 4


def test_few_stale_plans_are_solved_and_many_are_said(client, awaited, branch_admin, monkeypatch):
    client.force_login(branch_admin)
    Awaiting.objects.all().delete()
    MemberPlan.objects.update(stale=True)
    monkeypatch.setattr(ask, "FEW", 0)
    shown = client.get(reverse(INDEX)).content.decode()
    assert "2 人的学习计划正在重新计算" in shown and "没有待确认" in shown
    monkeypatch.setattr(ask, "FEW", 60)
    shown = client.get(reverse(INDEX)).content.decode()
    assert "正在重新计算" not in shown and "应急处置" in shown


def test_same_queries_for_one_and_for_fifty(client, awaited, committee_admin, assert_same_queries, address):
    client.force_login(committee_admin)
    for url in (reverse(INDEX), address):
        assert_same_queries(lambda url=url: client.get(url), lambda rows: more(awaited, rows), rows=8)


def test_one_member_is_assessed_directly(client, awaited, branch_admin):
    client.force_login(branch_admin)
    found = client.get(reverse("lms_assess:index") + "?q=王").content.decode()
    assert "王芳" in found and "赵强" not in found
    pk = awaited.world.classmate.pk
    assert "公文写作" in client.get(reverse("lms_assess:member", args=[pk])).content.decode()
    url = reverse("lms_assess:level", args=[pk, awaited.writing.pk])
    assert client.post(url, {"level": "", "day": today()}).status_code == 200
    assert client.post(url, {"level": "3", "day": today()}).status_code == 302
    row = Record.objects.get(source=SOURCE)
    assert (row.member_id, row.level, row.kind, row.recorded_by_id) == (pk, 3, "observation", branch_admin.pk)
    foreign = awaited.world.other_learner.pk
    assert client.get(reverse("lms_assess:member", args=[foreign])).status_code == 404
    assert client.post(reverse("lms_assess:level", args=[foreign, awaited.writing.pk]), {"level": "3"}).status_code == 404
