"""登录单 in the admin: who sees whom, what is shown once, and the buttons on a member's page."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from lms.accounts import lockout
from lms.accounts.models import SignInSlip
from lms.people.models import Member

pytestmark = pytest.mark.django_db
URL = "/admin/lms/slips/"


def listed(client, user, unit=None, who="all", **more) -> str:
    client.force_login(user)
    query = {**({"unit": unit.pk, "who": who} if unit else {}), **more}
    response = client.get(URL, query)
    assert response.status_code == 200
    return response.content.decode()


def test_who_gets_in(client, world, branch_admin, trainer, member_user, stranger, expired_admin):
    client.force_login(branch_admin)
    assert client.get(URL).status_code == 200
    assert "/admin/lms/slips/" in client.get("/admin/").content.decode()
    for user in (trainer, expired_admin):
        client.force_login(user)
        assert client.get(URL).headers["location"] == "/admin/", user
        assert client.post(URL, {"member": world.learner.pk}).headers["location"] == "/admin/", user
        assert "/admin/lms/slips/" not in client.get("/admin/").content.decode()
    for user in (member_user, stranger):
        client.force_login(user)
        assert "/account/login/" in client.get(URL).headers["location"]
    client.logout()
    assert "/account/login/" in client.post(URL, {}).headers["location"]
    assert not SignInSlip.objects.exists()


def test_only_the_scope_is_listed(client, world, branch_admin, unit_admin, committee_admin):
    assert "李明" in listed(client, branch_admin, world.branch)
    text = listed(client, committee_admin, world.root)
    assert "李明" in text and "赵强" in text
    text = listed(client, unit_admin, world.unit)
    assert "李明" in text and "赵强" not in text and "乙支部" not in text


def test_all_ticks_only_those_without_a_password(client, world, branch_admin):
    world.learner.user = User.objects.create_user("m1", password="password")
    world.learner.save()
    text = listed(client, branch_admin, world.branch)
    mine, other = f'id="member-{world.learner.pk}"', f'id="member-{world.classmate.pk}" checked'
    assert other in text and mine in text and f"{mine} checked" not in text
    assert text.index(other) < text.index("已设密码的 1 人") < text.index(mine)
    assert f"{mine} checked" in listed(client, branch_admin, member=world.learner.pk)  # asked for by name


def test_units_and_members_of_others_are_nowhere(client, world, branch_admin):
    client.force_login(branch_admin)
    for query in ({"unit": world.other_branch.pk, "who": "all"}, {"member": world.other_learner.pk}, {"member": "x"}):
        assert client.get(URL, query).status_code == 404, query
    both = {"member": [world.learner.pk, world.other_learner.pk], "as": "paper"}
    assert client.post(URL, both).status_code == 404
    assert not SignInSlip.objects.exists()


def test_other_branch_admin_sees_nothing(client, world, other_unit_admin):
    client.force_login(other_unit_admin)
    assert client.get(URL, {"member": world.learner.pk}).status_code == 404
    assert client.post(URL, {"member": world.learner.pk}).status_code == 404


def test_those_in_need_are_listed_and_nobodys_last_sign_in(client, world, branch_admin, member_user, slip_of):
    assert "王芳" in listed(client, branch_admin, world.branch, "unset")
    assert "李明" not in listed(client, branch_admin, world.branch, "unset")
    slip_of(world.classmate)
    assert "王芳" not in listed(client, branch_admin, world.branch, "new")
    text = listed(client, branch_admin, world.branch, "unset")
    assert "王芳" in text and "有效至" in text
    assert "上次登录" not in text and "最后登录" not in text


def test_paper_is_the_answer_and_stands_in_no_cache(client, world, branch_admin):
    client.force_login(branch_admin)
    response = client.post(URL, {"member": [world.learner.pk, world.classmate.pk], "as": "paper"})
    text = response.content.decode()
    assert response.status_code == 200 and "no-store" in response.headers["Cache-Control"]
    assert text.count('class="slip"') == 2
    for said in ("李明", "M1", "王芳", "甲支部", "http://testserver", "一次性密码", "用手机扫二维码", "<svg"):
        assert said in text, said
    assert "style=" not in text and "<script>" not in text
    assert SignInSlip.objects.count() == 2


def test_the_sheet_says_the_same(client, world, branch_admin, enter):
    Member.objects.filter(pk=world.classmate.pk).update(name="=1+1")
    client.force_login(branch_admin)
    response = client.post(URL, {"member": [world.learner.pk, world.classmate.pk], "as": "sheet"})
    book = load_workbook(BytesIO(response.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("所在党支部", "姓名", "学员编号", "网址", "一次性密码", "有效期至")
    assert rows[1][:4] == ("甲支部", "李明", "M1", "http://testserver")
    assert book.worksheets[0].cell(3, 2).data_type == "s"
    client.logout()
    assert enter("M1", rows[1][4]).redirect_chain[-1][0] == "/account/first-password/"


def test_nobody_ticked(client, branch_admin):
    client.force_login(branch_admin)
    response = client.post(URL, {"as": "paper"}, follow=True)
    assert "请至少勾选一人" in response.content.decode()


def test_refused_rows_are_named(client, world, branch_admin, django_user_model):
    django_user_model.objects.create_user("M2")
    client.force_login(branch_admin)
    text = client.post(URL, {"member": [world.learner.pk, world.classmate.pk]}).content.decode()
    assert "以下人员没有制作" in text and "王芳（M2）" in text and text.count('class="slip"') == 1


def test_the_list_costs_the_same_for_fifty(client, world, branch_admin, assert_same_queries):
    client.force_login(branch_admin)

    def add(count: int) -> None:
        start = Member.objects.count()
        Member.objects.bulk_create(
            [Member(code=f"Y{n:04}", name="某", branch=world.branch) for n in range(start, start + count)]
        )

    assert_same_queries(lambda: client.get(URL, {"unit": world.branch.pk, "who": "all"}), add)


def test_making_costs_the_same_for_fifty(client, world, branch_admin, count_queries):
    client.force_login(branch_admin)

    def make(start: int, count: int):
        rows = Member.objects.bulk_create(
            [Member(code=f"X{n:04}", name="某", branch=world.branch) for n in range(start, start + count)]
        )
        return lambda: client.post(URL, {"member": [row.pk for row in rows]})

    make(0, 1)()
    assert len(count_queries(make(100, 1))) == len(count_queries(make(200, 50)))


# the member's page


def page_of(client, user, member) -> str:
    client.force_login(user)
    return client.get(f"/admin/lms/members/inspect/{member.pk}/").content.decode()


def lock(member) -> None:
    from django.test import Client

    for _ in range(5):
        Client().post("/account/login/", {"login": member.code, "password": "wrong"})


def test_buttons_are_those_of_use(client, world, branch_admin, member_user):
    text = page_of(client, branch_admin, world.learner)
    assert f"{URL}?member={world.learner.pk}" in text
    assert "解除锁定" not in text and "重置两步验证" not in text
    lock(world.learner)
    assert "解除锁定" in page_of(client, branch_admin, world.learner)


def test_unlocking(client, world, branch_admin, member_user, enter):
    lock(world.learner)
    assert "输错太多次" in enter("M1", "password").content.decode()
    client.force_login(branch_admin)
    url = f"{URL}unlock/{world.learner.pk}/"
    assert "解除锁定" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert not lockout.account_is_locked(member_user)
    assert ModelLogEntry.objects.filter(action="lms_accounts.unlocked", user=branch_admin).exists()
    client.logout()
    assert enter("M1", "password").redirect_chain


def test_a_new_slip_unlocks_too(world, member_user, slip_of, enter):
    lock(world.learner)
    slip = slip_of(world.learner)
    assert enter("M1", slip.password).redirect_chain


@pytest.mark.parametrize("deed", ["unlock", "second-factor"])
def test_deeds_are_closed_to_others(client, world, other_unit_admin, trainer, stranger, member_user, deed):
    url = f"{URL}{deed}/{world.learner.pk}/"
    for user in (other_unit_admin, trainer):
        client.force_login(user)
        assert client.get(url).status_code == client.post(url).status_code == 404, user
    client.force_login(stranger)
    assert "/account/login/" in client.get(url).headers["location"]
    client.force_login(member_user)
    assert "/account/login/" in client.post(url).headers["location"]


def test_members_without_account_have_nothing_to_unlock(client, world, branch_admin):
    client.force_login(branch_admin)
    assert client.get(f"{URL}unlock/{world.classmate.pk}/").status_code == 404


def test_the_sheet_has_a_name_that_is_found_again(client, world, branch_admin):
    client.force_login(branch_admin)
    response = client.post(URL, {"member": [world.learner.pk], "as": "sheet"})
    assert quote("登录单-") in response["Content-Disposition"]
