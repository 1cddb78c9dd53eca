"""分组: a saved choice of members that follows the roster and stays within the scope."""

from __future__ import annotations

import csv
import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from lms.core import clock
from lms.people.actions.posts import change_posts
from lms.people.group_queries import members_of
from lms.people.models import Member, MemberGroup, OrgUnit, Post

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).resolve().parents[2] / "cms_site" / "sample"


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_hand(post: str, site: str, day: dt.date, max_age: int) -> set[str]:
    """Counted in the sheets themselves, without anything of ours."""
    sites = {row["code"]: row["site"] for row in rows("org_units.csv")}
    found = set()
    for row in rows("roster.csv"):
        year, month = map(int, row["出生年月"].split("-"))
        age = day.year - year - (day.month < month)
        held = {row["岗位编码"], *row["兼任岗位编码"].split("|")}
        if post in held and age <= max_age and sites[row["支部编码"]] == site:
            found.add(row["学员编号"])
    return found


@pytest.fixture
def sample(db) -> None:
    call_command("import_training_data", str(SAMPLE), stdout=StringIO())


@pytest.mark.parametrize("site", ["西片区", "东片区", "县城"])
@pytest.mark.parametrize("day", [dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2026, 11, 21)])
def test_windows_under_36_of_a_site_as_counted_by_hand(sample, site, day):
    group = MemberGroup.objects.create(
        name="窗口岗 35 岁以下", owner_unit=OrgUnit.objects.get(code="ORG-00"), sites=[site], max_age=35
    )
    group.posts.add(Post.objects.get(code="P07"))
    found = set(members_of(group, day).values_list("code", flat=True))
    assert found == by_hand("P07", site, day, 35)
    if site == "西片区":
        assert found == ({"S036"} if day < dt.date(2026, 5, 1) else set()), "S036 turns 36 on 2026-05-01"


def made(client, unit, **data) -> MemberGroup:
    answer = client.post(reverse("lms_groups:add"), {"name": "组", "owner_unit": unit.pk, "is_mobile": "unknown", **data})
    assert answer.status_code == 302, answer.context["form"].errors
    return MemberGroup.objects.latest("pk")


def test_the_count_is_said_before_it_is_saved_and_follows_the_roster(client, world, unit_admin):
    client.force_login(unit_admin)
    data = {"name": "", "owner_unit": world.unit.pk, "posts": [world.posts["P03"].pk], "is_mobile": "unknown"}
    said = client.post(reverse("lms_groups:look"), data).content.decode()
    assert "符合的有 1 人" in said and "王芳" in said
    without_scripts = client.post(reverse("lms_groups:add"), {**data, "do": "look"}).content.decode()
    assert "符合的有 1 人" in without_scripts and not MemberGroup.objects.exists()
    group = made(client, world.unit, posts=[world.posts["P03"].pk])
    listed = reverse("lms_members:index") + f"?group={group.pk}"
    assert "王芳" in (page := client.get(listed).content.decode()) and "李明" not in page
    change_posts(member=world.learner, posts=[(world.posts["P03"], True)], on=clock.today())
    assert {member.name for member in members_of(group, clock.today())} == {"王芳", "李明"}
    assert "现在有 2 人" in client.get(reverse("lms_groups:inspect", args=[group.pk])).content.decode()


def test_nobody_sees_members_outside_the_own_scope(client, world, superuser, unit_admin, other_unit_admin, branch_admin, trainer):
    client.force_login(superuser)
    group = made(client, world.root)
    own = made(client, world.unit)
    client.force_login(other_unit_admin)
    for one in (group, own):
        assert client.get(reverse("lms_groups:inspect", args=[one.pk])).status_code == 404
    listed = client.get(reverse("lms_members:index") + f"?group={own.pk}").content.decode()
    assert "李明" not in listed and "王芳" not in listed
    said = client.post(reverse("lms_groups:look"), {"name": "x", "owner_unit": world.root.pk}).content.decode()
    assert "李明" not in said
    client.force_login(unit_admin)
    listed = client.get(reverse("lms_groups:inspect", args=[own.pk])).content.decode()
    assert "现在有 2 人" in listed and "赵强" not in listed
    answer = client.post(reverse("lms_groups:add"), {"name": "别人的", "owner_unit": world.other_unit.pk, "is_mobile": "unknown"})
    assert answer.status_code == 200 and not MemberGroup.objects.filter(name="别人的").exists()
    client.force_login(trainer)
    assert client.post(reverse("lms_groups:look"), {"owner_unit": world.unit.pk}).status_code == 302


def test_ages_in_disorder_and_names_twice_are_said(client, world, unit_admin):
    client.force_login(unit_admin)
    made(client, world.unit)
    url, data = reverse("lms_groups:add"), {"owner_unit": world.unit.pk, "is_mobile": "unknown"}
    assert "同名" in client.post(url, {**data, "name": "组"}).content.decode()
    wrong = {**data, "name": "反了", "min_age": "50", "max_age": "30"}
    assert "最高年龄不能低于最低年龄" in client.post(url, wrong).content.decode()
    assert "最高" not in client.post(reverse("lms_groups:look"), wrong).content.decode()


def test_erased_and_merged_rows_belong_to_no_group(world):
    group = MemberGroup.objects.create(name="全部", owner_unit=world.root)
    Member.objects.filter(pk=world.classmate.pk).update(merged_into=world.learner)
    assert set(members_of(group, clock.today())) == {world.learner, world.other_learner}
