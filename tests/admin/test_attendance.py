"""登记参加学习: a whole unit on one screen, a pasted list, the hours that follow, and who entered it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.catalogue.defaults import ensure_defaults
from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.actions.members import create_member
from lms.people.models import Member
from lms.records.attendance import read_pasted
from lms.records.models import Record

from .walking import body

pytestmark = pytest.mark.django_db
URL = "lms_completion:index"


@pytest.fixture
def lesson(world) -> Activity:
    ensure_defaults()
    return Activity.objects.create(code="K7", title="红色教学点现场课", kind="session", form="现场教学", minutes=90)


@pytest.fixture
def chosen(world, lesson) -> str:
    return f"{reverse(URL)}?activity={lesson.pk}&day={clock.today().isoformat()}&unit={world.branch.pk}"


def data(lesson: Activity, *members: Member, **more) -> dict:
    day = clock.today().isoformat()
    return {
        "activity": lesson.pk,
        "day": day,
        "reason": "register",
        "members": [one.pk for one in members],
        "do": "enter",
        **more,
    }


def test_on_site_lessons_come_first_and_foreign_ones_not_at_all(client, world, lesson, branch_admin):
    Activity.objects.create(code="K1", title="一般微课", minutes=5)
    Activity.objects.create(code="K2", title="乙单位的课", minutes=5, share_scope="unit", owner_unit=world.other_unit)
    client.force_login(branch_admin)
    shown = body(client.get(reverse(URL)))
    assert 0 < shown.index("红色教学点现场课") < shown.index("一般微课") and "乙单位的课" not in shown


def test_everybody_of_the_unit_is_ticked(client, chosen, branch_admin):
    client.force_login(branch_admin)
    shown = body(client.get(chosen))
    assert shown.count(" checked>") == 2 and "李明" in shown and "王芳" in shown and "赵强" not in shown
    assert "登记后每人计入" in shown
    assert body(client.get(chosen + "&start=none")).count(" checked>") == 0


def test_entered_once_with_the_hours_before_and_after(client, world, lesson, chosen, branch_admin):
    client.force_login(branch_admin)
    first = body(client.post(chosen, data(lesson, world.learner), follow=True))
    assert "已登记 1 人" in first and "0 → " in first and "没有勾选、没有登记的 1 人" in first
    rows = Record.objects.filter(activity=lesson)
    assert [(row.member_id, row.verb, row.recorded_by_id) for row in rows] == [(world.learner.pk, "attended", branch_admin.pk)]
    second = body(client.post(chosen, data(lesson, world.learner, world.classmate), follow=True))
    assert "已登记 1 人" in second and "此前已登记 1 人" in second
    assert Record.objects.filter(activity=lesson).count() == 2
    assert body(client.get(chosen)).count(" disabled>") >= 2


def test_who_was_entered_before_is_not_called_absent(client, world, lesson, chosen, branch_admin):
    client.force_login(branch_admin)
    client.post(chosen, data(lesson, world.learner))
    told = body(client.post(chosen, data(lesson, world.classmate), follow=True))  # 李明 cannot be ticked any more
    assert "已登记 1 人" in told and "此前已登记 1 人" in told and "没有勾选" not in told


def test_refused_as_a_whole(client, world, lesson, chosen, branch_admin):
    client.force_login(branch_admin)
    assert client.post(chosen, data(lesson, world.learner, world.other_learner)).status_code == 404
    assert "请至少勾选一人" in body(client.post(chosen, data(lesson)))
    assert "不能晚于今天" in body(client.post(chosen, {**data(lesson, world.learner), "day": "2999-01-01"}))
    hidden = Activity.objects.create(code="K2", title="乙单位的课", minutes=5, share_scope="unit", owner_unit=world.other_unit)
    assert "乙单位的课" not in body(client.post(chosen, data(hidden, world.learner)))
    assert client.get(f"{reverse(URL)}?member={world.other_learner.pk}").status_code == 404
    assert "请至少勾选一人" in body(client.post(chosen, {**data(lesson), "members": ["9" * 40, "²"]})), "no key at all"
    assert not Record.objects.exists()


def test_a_pasted_list_ticks(client, world, lesson, chosen, branch_admin):
    client.force_login(branch_admin)
    text = "序号\t姓名\n1\t王 芳\n2\t查无此人"
    shown = body(client.post(chosen, {**data(lesson, world.learner), "do": "paste", "list": text}))
    assert "勾选了 1 人" in shown and "查无此人" in shown and shown.count(" checked>") == 1
    assert f'value="{world.classmate.pk}" checked' in shown
    assert not Record.objects.exists()


def test_pasted_lists_of_many_shapes(world):
    def create(code: str, name: str, branch) -> Member:
        return create_member(code=code, name=name, branch=branch, category=world.category, posts=[])

    twin, other = create("M8", "李明", world.other_branch), create("M9", "欧阳娜", world.branch)
    everybody = Member.objects.all()
    assert read_pasted("m1\n王芳", everybody).found == {world.learner.pk, world.classmate.pk}
    assert read_pasted("王芳、欧阳娜", everybody).found == {world.classmate.pk, other.pk}
    assert read_pasted("王芳 欧 阳 娜", everybody).found >= {world.classmate.pk}
    assert read_pasted("李明", everybody).several == ["李明"]
    assert read_pasted("李明\tM8", everybody).found == {twin.pk}
    assert read_pasted("李明", everybody, [world.learner.pk]).found == {world.learner.pk}
    assert read_pasted("", everybody).found == set()


def test_for_one_person(client, world, lesson, branch_admin):
    client.force_login(branch_admin)
    mine = f"{reverse(URL)}?member={world.learner.pk}"
    assert mine in body(client.get(reverse("lms_members:inspect", args=[world.learner.pk])))
    assert "李明" in body(client.get(mine))
    listed = f"{mine}&activity={lesson.pk}&day={clock.today().isoformat()}"
    assert body(client.get(listed)).count(" checked>") == 1
    client.post(listed, {**data(lesson, world.learner), "reason": "helper"})
    assert Record.objects.get().reason == "helper"


def test_same_queries_for_one_and_for_fifty(client, world, lesson, chosen, branch_admin, assert_same_queries):
    client.force_login(branch_admin)
    made = iter(range(1000))

    def add(number: int) -> None:
        for _each in range(number):
            at = next(made)
            create_member(code=f"N{at}", name=f"新{at}", branch=world.branch, category=world.category, posts=[])

    assert_same_queries(lambda: client.get(chosen), add, rows=12)
    client.post(chosen, data(lesson, *Member.objects.filter(branch=world.branch)[:1]))
    few = client.get(reverse("lms_completion:done"))
    assert few.status_code == 200


def test_nothing_to_tell_leads_back(client, branch_admin):
    client.force_login(branch_admin)
    text = body(client.get(reverse("lms_completion:done")))
    assert "还没有登记" in text and f'href="{reverse(URL)}"' in text
