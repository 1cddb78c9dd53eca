"""Who sees the member's pages, and what never stands on them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lms.core import clock

pytestmark = pytest.mark.django_db

PAGES = ("lms_desk:my_learning", "lms_desk:my_abilities", "lms_desk:my_file")
NEVER = ("要素", "证据", "要求集", "活动", "LEAD", "GEN", "YOUTH", "K001", "P02", "DIG04", "U1-B1")


@pytest.fixture
def filled(desk, member_user):
    """The learner has a bit of everything."""
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz", refresh_months=24)
    safety = desk.competency("SVC05", "应急处置", evidence_type="observation")
    desk.lesson("K001", "公文格式", 20, (writing, 2), tiers="LEAD", form="现场教学")
    desk.lesson("K002", "公文长课", 200, (writing, 2), tiers="LEAD")
    done = desk.lesson("K003", "应急要点", 15, (safety, 1))
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    desk.lesson("K005", "读书会", 30)
    desk.tell("completed", "c", activity_id=done.pk, success=True, reason="register")
    desk.tell("assessed", "a", competency_id=writing.pk, kind="self", level=1)
    desk.ask(writing, 4, due_within_months=12)
    desk.ask(safety, 1)
    return desk


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_works(self, client, filled, member_user, name):
        client.force_login(member_user)
        response = client.get(reverse(name))
        assert response.status_code == 200
        assert "李明" in response.content.decode()

    def test_needs_somebody_signed_in(self, client, filled, name):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response.url.startswith(reverse("login"))

    def test_helps_who_is_no_member(self, client, stranger, name):
        client.force_login(stranger)
        response = client.get(reverse(name))
        assert response.status_code == 200
        assert "还没有您的学员信息" in response.content.decode()

    def test_sends_an_administrator_to_the_admin(self, client, unit_admin, name):
        client.force_login(unit_admin)
        response = client.get(reverse(name))
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))

    def test_shows_nobody_else(self, client, filled, member_user, world, name):
        client.force_login(member_user)
        other = world.other_learner
        page = client.get(reverse(name), {"member": other.pk, "code": other.code, "id": other.pk}).content.decode()
        assert other.name not in page

    def test_does_not_write(self, client, filled, member_user, name):
        client.force_login(member_user)
        assert client.post(reverse(name)).status_code == 405

    def test_speaks_without_codes_and_inner_words(self, client, filled, member_user, name):
        client.force_login(member_user)
        text = re.sub(r"<(?!time)[^>]*>", " ", client.get(reverse(name)).content.decode())
        assert [word for word in NEVER if word in text] == []

    def test_needs_no_inline_script_or_style(self, client, filled, member_user, name):
        client.force_login(member_user)
        page = client.get(reverse(name)).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
        assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == []

    def test_a_merged_row_is_nobodys(self, client, filled, member_user, world, name):
        type(world.learner).objects.filter(pk=world.learner.pk).update(merged_into=world.classmate)
        client.force_login(member_user)
        assert "还没有您的学员信息" in client.get(reverse(name)).content.decode()


def test_an_administrator_who_is_a_member_has_both(client, filled, unit_admin, world):
    world.learner.user = unit_admin
    world.learner.save(update_fields=["user"])
    client.force_login(unit_admin)
    page = client.get("/learn/").content.decode()
    assert reverse("wagtailadmin_home") in page
    assert "我的学习" in page


def test_the_states_are_said_in_words(client, filled, member_user):
    client.force_login(member_user)
    page = client.get("/learn/").content.decode()
    sections = ("必学", "补缺", "选学", "待确认", "缺课程（已告知教员）")
    for words in (*sections, "其他层次", "现场课 · 待安排", "为什么是这一课", "建议完成"):
        assert words in page
    assert "达标" not in page


@pytest.mark.parametrize("year", ["abc", "-1", "0", "99999", "２０２６", "2026; drop", ""])
def test_a_foolish_year_is_this_year(client, filled, member_user, year):
    client.force_login(member_user)
    response = client.get("/learn/file/", {"year": year})
    assert response.status_code == 200
    assert response.context["file"].year == clock.today().year


def test_signing_in_and_out(client, filled, member_user):
    response = client.post(reverse("login"), {"username": "member_user", "password": "wrong"})
    assert "notice--error" in response.content.decode()
    response = client.post(reverse("login"), {"username": "member_user", "password": "password", "next": "/learn/file/"})
    assert (response.status_code, response.url) == (302, "/learn/file/")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert client.get("/learn/").status_code == 302


def test_login_leads_nowhere_outside(client, filled, member_user):
    response = client.post(reverse("login"), {"username": "member_user", "password": "password", "next": "//evil.example/"})
    assert response.url == "/learn/"


def test_a_page_that_is_not_there(client, filled, member_user):
    client.force_login(member_user)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_the_page_for_a_failure_needs_nothing(rf):
    from django.views.defaults import server_error

    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()
