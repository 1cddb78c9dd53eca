"""The matrix post × competency."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.competencies.models import Competency
from lms.core import clock
from lms.requirements.actions import LineData, replace_lines, set_for_post
from lms.requirements.grid import apply_cells
from lms.requirements.models import Line, SetVersion

from .walking import body


def line(competency: int, level: int, **fields) -> LineData:
    return LineData("competency", competency_id=competency, level=level, **fields)


def test_cells_add_change_remove_and_leave_alone():
    hours = LineData("hours", target_id=1, hours=32)
    before = [line(1, 2, priority=1, due_within_months=6), line(2, 3), line(3, 1), hours]
    change = apply_cells(before, {1: 4, 2: None, 3: 1, 4: 3})
    assert (change.added, change.changed, change.removed) == (1, 1, 1)
    assert change.lines == [
        line(1, 4, priority=1, due_within_months=6), line(3, 1), hours, line(4, 3, priority=1, due_within_months=12),
    ]


def test_same_cells_change_nothing():
    before = [line(1, 2), line(2, 3)]
    assert apply_cells(before, {1: 2, 2: 3, 3: None}).any is False


@pytest.fixture
def matrix(estate):
    posts, competency = estate.world.posts, estate.shared["lms_competencies"]
    other = Competency.objects.create(code="C2", name="能力二", domain=competency.domain)
    for code in ("P01", "P02"):
        lines = [line(competency.pk, 2, priority=1, due_within_months=6)]
        replace_lines(requirement_set=set_for_post(posts[code]), lines=lines)
    return posts, competency, other


def seen(client, url: str) -> str:
    return client.get(url).context["form"]["seen"].value()


@pytest.mark.django_db
def test_one_save_changes_only_the_posts_that_changed(client, matrix, committee_admin):
    posts, first, second = matrix
    client.force_login(committee_admin)
    url, start = reverse("lms_matrix:index"), clock.today()
    cells = {
        f"cell-{posts['P01'].pk}-{first.pk}": "3", f"cell-{posts['P01'].pk}-{second.pk}": "1",
        f"cell-{posts['P02'].pk}-{first.pk}": "2", f"cell-{posts['P03'].pk}-{first.pk}": "",
    }
    answer = client.post(url, {"seen": seen(client, url), "on": start.isoformat(), **cells}, follow=True)
    assert "1 个岗位已更新：新增 1 条，修改 1 条，删去 0 条。" in body(answer)
    old, new = SetVersion.objects.filter(requirement_set__code="post:P01").order_by("number")
    assert old.end == start - dt.timedelta(days=1) and new.start == start
    kept = Line.objects.get(version=new, competency=first)
    assert (kept.level, kept.priority, kept.due_within_months) == (3, 1, 6)
    assert SetVersion.objects.filter(requirement_set__code="post:P02").count() == 1
    assert not SetVersion.objects.filter(requirement_set__code="post:P03").exists()


@pytest.mark.django_db
def test_what_somebody_else_saved_meanwhile_is_not_overwritten(client, matrix, committee_admin):
    posts, first, _second = matrix
    client.force_login(committee_admin)
    url = reverse("lms_matrix:index")
    token = seen(client, url)
    replace_lines(requirement_set=set_for_post(posts["P01"]), lines=[line(first.pk, 4)], on=clock.today())
    data = {"seen": token, "on": clock.today().isoformat(), f"cell-{posts['P01'].pk}-{first.pk}": "1"}
    assert "打开期间有人改过" in body(client.post(url, data, follow=True))
    assert Line.objects.filter(version__requirement_set__code="post:P01").latest("pk").level == 4


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["5", "x", "-1"])
def test_a_level_that_does_not_exist_changes_nothing(client, matrix, committee_admin, bad):
    posts, first, _second = matrix
    client.force_login(committee_admin)
    url = reverse("lms_matrix:index")
    data = {"seen": seen(client, url), "on": clock.today().isoformat(), f"cell-{posts['P01'].pk}-{first.pk}": bad}
    assert "等级只能是" in body(client.post(url, data))
    assert SetVersion.objects.filter(requirement_set__code="post:P01").count() == 1


@pytest.mark.django_db
def test_only_the_committee(client, matrix, unit_admin, trainer):
    for user in (unit_admin, trainer):
        client.force_login(user)
        for response in (client.get(reverse("lms_matrix:index")), client.post(reverse("lms_matrix:index"), {})):
            assert response.status_code == 302
    assert Line.objects.filter(version__requirement_set__code="post:P01").get().level == 2
