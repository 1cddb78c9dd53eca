"""The side menu and the start page: by what is done, few entries for those who have little time, nothing lost for anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from lms.core import clock
from lms.people.roles import Role
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.reporting import menu

from .walking import body

pytestmark = pytest.mark.django_db
ENTERING = ["待确认", "登记参加学习", "登记能力等级", "更正申请"]
HELP = "帮助"
DAILY = ["首页", "学员与组织", "登记与确认", "完成情况", "表格"]


def request_of(user: Any) -> Any:
    reverse("wagtailadmin_home")  # loads the URLs, which registers the viewsets
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def shown(user: Any) -> dict[str, list[str]]:
    """The entries in their order, each with those inside."""
    request = request_of(user)
    found = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return {
        str(item.label): [str(one.label) for one in item.menu.menu_items_for_request(request)] if hasattr(item, "menu") else []
        for item in found
    }


def everything(user: Any) -> set[str]:
    """Addresses of all entries that the apps register for this user, whatever is made of them."""
    request = request_of(user)
    found: set[str] = set()
    for item in admin_menu.registered_menu_items:
        if item.is_shown(request):
            inside = item.menu.menu_items_for_request(request) if hasattr(item, "menu") else [item]
            found |= {str(one.url) for one in inside}
    return found


def reachable(user: Any) -> set[str]:
    request = request_of(user)
    items = admin_menu.menu_items_for_request(request)
    inside = {str(one.url) for item in items if hasattr(item, "menu") for one in item.menu.menu_items_for_request(request)}
    return inside | {str(item.url) for item in items} | {str(item.url) for item in menu.looked_up(request)}


def test_a_branch_administrator_has_five_entries(branch_admin):
    found = shown(branch_admin)
    assert list(found) == DAILY
    assert found["登记与确认"] == ENTERING
    assert found["学员与组织"][:3] == ["学员", "登录单", "组织"]
    assert found["完成情况"][0] == "完成情况" and "学习记录" in found["完成情况"]


def test_a_unit_administrator_has_few_more(unit_admin):
    assert list(shown(unit_admin)) == [*DAILY, "岗位与要求", "课程目录", "写微课", "师资库", "题库", HELP]


def test_the_committee_has_all_in_order(committee_admin):
    found = shown(committee_admin)
    assert list(found)[:7] == [*DAILY, "岗位与要求", "课程目录"]
    assert found["岗位与要求"][:2] == ["岗位要求", "岗位"] and "授权" in found["学员与组织"]


def test_a_trainer_has_what_is_taught(trainer):
    wanted = ["首页", "缺课程", "岗位与要求", "课程目录", "写微课", "师资库", "题库", HELP]
    assert [name for name in shown(trainer) if name != "表格"] == wanted


def test_somebody_without_a_role_keeps_the_menu_of_wagtail(stranger):
    assert "首页" not in shown(stranger)


def test_nothing_is_lost_for_anybody(branch_admin, unit_admin, committee_admin, trainer, superuser):
    for user in (branch_admin, unit_admin, committee_admin, trainer, superuser):
        assert everything(user) - reachable(user) == set(), user


def test_two_roles_make_the_wider_menu(branch_admin, world):
    from lms.people.actions.grants import give_grant
    from lms.people.scopes import forget_grants

    give_grant(user=branch_admin, role=Role.TRAINER, unit=world.unit)
    forget_grants(branch_admin)
    assert "课程目录" in shown(branch_admin)


def test_the_start_page_leads_to_what_waits(client, world, branch_admin):
    client.force_login(branch_admin)
    world.classmate.holdings.all().delete()
    text = body(client.get(reverse("wagtailadmin_home")))
    assert "没有岗位" in text and reverse("lms_reporting:no_post") in text and "未开通登录" in text
    assert "更正申请</span>" not in text  # nobody waits for an answer
    for name in ("lms_completion:index", "lms_awaiting:index", "lms_posts:index", "lms_competencies:index"):
        assert reverse(name) in text, name


def test_nothing_waits(client, world, other_unit_admin):
    from django.contrib.auth.models import User

    world.other_learner.user = User.objects.create_user("m3", password="password")
    world.other_learner.save()
    client.force_login(other_unit_admin)
    assert "目前没有要办的事" in body(client.get(reverse("wagtailadmin_home")))


def test_the_start_page_costs_the_same_for_many(client, world, committee_admin, assert_same_queries):
    from lms.people.actions.members import create_member

    client.force_login(committee_admin)
    made = iter(range(1000))

    def add(number: int) -> None:
        for _each in range(number):
            at = next(made)
            create_member(code=f"N{at}", name=f"新{at}", branch=world.branch, category=world.category, posts=[])

    assert_same_queries(lambda: client.get(reverse("wagtailadmin_home")), add, rows=12)


def test_a_record_entered_by_somebody_says_so(client, world, branch_admin):
    from lms.catalogue.models import Activity

    activity = Activity.objects.create(code="K7", title="大课", minutes=45)
    record(
        NewRecord(
            member_id=world.learner.pk, verb="completed", source="admin", key="x", day=clock.today(), activity_id=activity.pk,
            success=True, reason="helper",
        ),
        by=branch_admin,
    )  # fmt: skip
    client.force_login(branch_admin)
    text = body(client.get(reverse("lms_records:index")))
    assert "branch_admin" in text
    assert "branch_admin" in body(client.get(reverse("lms_records:index") + "?export=csv"))


@pytest.mark.parametrize("who", ["committee_admin", "branch_admin", "trainer"])
def test_every_entry_opens_a_whole_page(request, client, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    for url in sorted(address for address in reachable(user) if address.startswith("/admin/")):
        assert "</html>" in client.get(url, follow=True).content.decode(), url
