"""谁会学到, before and after publishing, and making a lesson compulsory."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils.html import strip_tags
from wagtail.models import ModelLogEntry

from lms.catalogue.actions.keep import Kept
from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import Member
from lms.planning import reach, wording_reach
from lms.planning.compulsory import Wish, asking_for, end_compulsory, make_compulsory
from lms.planning.models import Plan
from lms.planning.queries import picture_of
from lms.planning.reach import draft_of, reach_of

from .conftest import Desk

pytestmark = pytest.mark.django_db


def kept(desk: Desk, minutes: int, *teaches: tuple[object, int], tiers: str = "YOUTH", **fields: object) -> Kept:
    return Kept(
        title="新课", minutes=minutes, tiers=frozenset(desk.world.tiers[tier].pk for tier in tiers.split()),
        teaches=frozenset((each.pk, level) for each, level in teaches), **fields,
    )  # fmt: skip


def would(desk: Desk, draft: Kept) -> reach.Reach:
    return reach_of(Member.objects.all(), draft=draft_of(draft, None))


def said(desk: Desk, draft: Kept) -> list[str]:
    return wording_reach.reasons(would(desk, draft), dict(Activity.objects.values_list("pk", "title")))


def test_a_published_lesson_counts_compulsory_gap_and_free(writing):
    found = reach_of(Member.objects.all(), lesson=writing.short.pk)
    assert (found.members, found.reckoned) == (3, 3)
    assert found.ids == {"must": [], "gap": [writing.learner.pk], "free": []}
    writing.short.is_required = True
    writing.short.save()
    assert reach_of(Member.objects.all(), lesson=writing.short.pk).ids["must"] == [writing.learner.pk]


def test_a_draft_is_tried_without_a_trace(writing):
    before, plans = picture_of(writing.learner).minutes, Plan.objects.count()
    found = would(writing, kept(writing, 5, (writing.writing, 2)))
    assert found.ids["gap"] == [writing.learner.pk], "it is shorter than the one that is there"
    assert picture_of(writing.learner).minutes == before
    assert (Activity.objects.count(), Plan.objects.count()) == (2, plans)


def test_it_says_why_nobody_needs_it(writing):
    other = writing.competency("Z", "没人要的能力")
    closed = writing.lesson("K009", "停用的课", 5, published=False)
    cases = {
        "3 人不缺这一课教的能力。": kept(writing, 5, (other, 1)),
        "1 人缺，但《写通知》已能补上，总时间不更长。": kept(writing, 20, (writing.writing, 2)),
        "1 人缺，但有为他们层次开的课，这一课不是。": kept(writing, 5, (writing.writing, 2), tiers="LEAD"),
        "1 人缺，但要先学的《停用的课》没有开放。": kept(writing, 5, (writing.writing, 2), prerequisites=frozenset([closed.pk])),
        "1 人缺，但不在共享范围内（仅限本单位）。": kept(
            writing, 5, (writing.writing, 2), share_scope="unit", owner_unit_id=writing.world.other_unit.pk
        ),
    }
    for sentence, draft in cases.items():
        assert sentence in said(writing, draft)


@override_settings(LMS={"INLINE_LIMIT": 1})
def test_where_too_many_are_asked_it_says_how_many_were_reckoned(writing):
    found = reach_of(Member.objects.all(), lesson=writing.short.pk)
    assert (found.members, found.reckoned, found.sampled) == (3, 1, True)


def test_a_trainer_sees_figures_and_names_of_the_own_scope_only(client, writing, trainer, other_unit_admin, member_user):
    address = f"/admin/lms/reach/{writing.short.pk}/"
    client.force_login(trainer)
    page = client.get(address + "?show=gap")
    assert "李明" in page.content.decode()
    assert "您的范围内共 2 人" in strip_tags(page.content.decode())
    assert "设为必学" not in client.get(address + "?part=1").content.decode()
    assert client.get(address + "compulsory/").status_code == 302, "trainers make nothing compulsory"
    client.force_login(other_unit_admin)
    text = client.get(address + "?show=gap").content.decode()
    assert "李明" not in text
    assert "您的范围内共 1 人" in strip_tags(text)
    client.force_login(member_user)
    assert client.get(address).status_code == 302


def test_an_administrator_sees_the_cost_then_saves_it_and_takes_it_back(client, writing, unit_admin):
    address = f"/admin/lms/reach/{writing.long.pk}/compulsory/"
    client.force_login(unit_admin)
    assert "token" not in client.post(address, {"unit": writing.world.other_unit.pk}).context
    asked = {"unit": writing.world.unit.pk, "due_on": (clock.today() + dt.timedelta(days=30)).isoformat()}
    page = client.post(address, asked)
    assert "2 人，每人必学 +30 分钟，其中 0 人本年必学超过上限（600 分钟）。" in page.content.decode()
    assert asking_for(writing.long, unit_admin) == []
    client.post(address, {**asked, "confirmed": "forged"})
    assert asking_for(writing.long, unit_admin) == []
    assert client.post(address, {**asked, "confirmed": page.context["token"]}).url == address
    assert [row.code for row in picture_of(writing.learner).mandatory] == ["K002"]
    assert [row.code for row in picture_of(writing.world.classmate).mandatory] == ["K002"]
    assert picture_of(writing.world.other_learner).mandatory == []
    (standing,) = asking_for(writing.long, unit_admin)
    client.post(f"{address}{standing.asked.pk}/end/")
    assert picture_of(writing.world.classmate).mandatory == []
    actions = ModelLogEntry.objects.filter(action__startswith="lms_planning").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["lms_planning.make_compulsory", "lms_planning.end_compulsory"]


def test_a_second_lesson_does_not_drop_the_first(writing, unit_admin):
    for lesson in (writing.long, writing.short):
        asked = make_compulsory(wish=Wish(lesson, writing.world.unit), by=unit_admin)
    assert len(picture_of(writing.world.classmate).mandatory) == 2
    end_compulsory(activity=writing.short, asked=asked, by=unit_admin)
    assert [row.code for row in picture_of(writing.world.classmate).mandatory] == ["K002"]


@override_settings(LMS={"COMPULSORY_CAP_MINUTES": 10})
def test_above_the_cap_only_the_committee_with_a_reason(client, writing, unit_admin, committee_admin, trainer, other_unit_admin):
    wish = Wish(writing.long, writing.world.unit)
    for outsider in (trainer, other_unit_admin):
        with pytest.raises(PermissionDenied):
            make_compulsory(wish=wish, reason="要", by=outsider)
    with pytest.raises(ValidationError, match="只有工委管理员"):
        make_compulsory(wish=wish, reason="要", by=unit_admin)
    with pytest.raises(ValidationError, match="写明理由"):
        make_compulsory(wish=wish, by=committee_admin)
    make_compulsory(wish=wish, reason="上级专项部署", by=committee_admin)
    assert ModelLogEntry.objects.get(action="lms_planning.make_compulsory").data["reason"] == "上级专项部署"
    client.force_login(other_unit_admin)
    (standing,) = asking_for(writing.long, committee_admin)
    assert client.post(f"/admin/lms/reach/{writing.long.pk}/compulsory/{standing.asked.pk}/end/").status_code == 404
