"""Who sees the member's pages, and what never stands on them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from lms.catalogue.models import Activity
from lms.core import clock
from lms.core.states import State
from lms.people.models import Leave, PostHolding
from lms.planning import queries as planning

pytestmark = pytest.mark.django_db

PAGES = ("/learn/", "/learn/lessons/", "/learn/lessons/{lesson}/", "/learn/abilities/", "/learn/file/")
NEVER = ("要素", "证据", "要求集", "活动", "LEAD", "GEN", "YOUTH")
CODES = ("K001", "K004", "P02", "DIG04", "SVC05", "U1-B1")


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


@pytest.fixture(params=PAGES)
def path(request, filled):
    """The address of each page of a member; of one lesson among them."""
    return request.param.format(lesson=Activity.objects.get(code="K001").pk)


def words(page: str) -> str:
    """What a reader can see or hear of a page: its text and its labels."""
    body = page[page.index("<body") :]
    labels = " ".join(re.findall(r'(?:aria-label|title|alt|value|data-label|placeholder)="([^"]*)"', body))
    return unescape(re.sub(r"<[^>]*>", " ", body) + " " + labels)


class TestEveryPage:
    def test_works(self, client, member_user, path):
        client.force_login(member_user)
        response = client.get(path)
        assert response.status_code == 200
        assert "李明" in response.content.decode()

    def test_needs_somebody_signed_in(self, client, path):
        response = client.get(path)
        assert response.status_code == 302
        assert response.url.startswith(resolve_url(settings.LOGIN_URL))

    def test_helps_who_is_no_member_and_offers_no_places(self, client, stranger, path):
        client.force_login(stranger)
        response = client.get(path)
        assert response.status_code == 200
        assert "还没有您的学员信息" in response.content.decode()
        assert 'href="/learn/' not in response.content.decode()

    def test_sends_an_administrator_to_the_admin(self, client, unit_admin, path):
        client.force_login(unit_admin)
        response = client.get(path)
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))

    def test_shows_nobody_else(self, client, member_user, world, path):
        client.force_login(member_user)
        other = world.other_learner
        page = client.get(path, {"member": other.pk, "code": other.code, "id": other.pk}).content.decode()
        assert other.name not in page

    def test_does_not_write(self, client, member_user, path):
        client.force_login(member_user)
        assert client.post(path).status_code == 405

    def test_speaks_without_codes_and_inner_words(self, client, member_user, path):
        client.force_login(member_user)
        page = client.get(path).content.decode()
        assert [word for word in (*NEVER, *CODES) if word in words(page)] == []
        assert [code for code in CODES if code in page] == []

    def test_leads_to_the_four_places_and_marks_where_one_is(self, client, member_user, path):
        client.force_login(member_user)
        page = client.get(path).content.decode()
        nav = re.search(r'<nav class="site-nav".*?</nav>', page, re.S)[0]
        assert re.findall(r"<span>(.*?)</span>", nav) == ["我的学习", "课程", "我的能力", "我的档案"]
        assert nav.count("aria-current") == 1

    def test_needs_no_inline_script_or_style(self, client, member_user, path):
        client.force_login(member_user)
        page = client.get(path).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|target=|\sdownload", page) == []
        assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == []

    def test_a_merged_row_is_nobodys(self, client, member_user, world, path):
        type(world.learner).objects.filter(pk=world.learner.pk).update(merged_into=world.classmate)
        client.force_login(member_user)
        assert "还没有您的学员信息" in client.get(path).content.decode()

    def test_whoever_is_away_is_told_so(self, client, member_user, world, path):
        Leave.objects.create(member=world.learner, start=clock.today())
        client.force_login(member_user)
        response = client.get(path)
        if "lessons/" in path and path != "/learn/lessons/":
            assert response.status_code == 404
        elif path != "/learn/file/":
            assert "您目前不在岗" in response.content.decode()

    def test_who_has_no_post_reads_what_to_do(self, client, member_user, world, path):
        PostHolding.objects.filter(member=world.learner).delete()
        client.force_login(member_user)
        page = client.get(path).content.decode()
        assert [word for word in (*NEVER, *CODES) if word in words(page)] == []
        if path == "/learn/":
            assert "您的岗位还没有登记" in page


def test_a_member_of_an_empty_site_finds_words_and_a_way_on_every_page(client, desk, member_user):
    """Nothing is asked, nothing is offered, nothing was learned."""
    client.force_login(member_user)
    for path, said in {
        "/learn/": "眼下没有要学的课",
        "/learn/lessons/": "现在还没有可学的课程",
        "/learn/abilities/": "还没有能力要求",
        "/learn/file/": "这一年还没有学习记录",
    }.items():
        page = client.get(path).content.decode()
        assert said in page
        assert [word for word in (*NEVER, *CODES) if word in words(page)] == []


def test_a_plan_that_cannot_be_computed_is_said_without_a_blame(client, filled, member_user, monkeypatch):
    def fails(*args, **kwargs):
        raise planning.NoPlan

    monkeypatch.setattr("lms.desk.queries.picture_of", fails)
    monkeypatch.setattr("lms.desk.queries.picture_of_case", fails)
    client.force_login(member_user)
    assert "学习安排暂时排不出来" in client.get("/learn/").content.decode()
    assert "公文长课" in client.get("/learn/lessons/").content.decode()
    lesson = Activity.objects.get(code="K002").pk
    assert "学习安排暂时排不出来" in client.get(f"/learn/lessons/{lesson}/").content.decode()


def test_the_member_is_asked_for_once_a_request(client, filled, member_user, count_queries):
    client.force_login(member_user)
    client.get("/learn/")
    sent = count_queries(lambda: client.get("/learn/"))
    assert len([sql for sql in sent if '"lms_people_member"."user_id" =' in sql]) == 1


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
    for said in (*sections, "其他层次", "待安排", "为什么是这一课", "前完成"):
        assert said in page
    assert "达标" not in page


@pytest.mark.parametrize("year", ["abc", "-1", "0", "99999", "２０２６", "2026; drop", ""])
def test_a_foolish_year_is_this_year(client, filled, member_user, year):
    client.force_login(member_user)
    response = client.get("/learn/file/", {"year": year})
    assert response.status_code == 200
    assert response.context["file"].year == clock.today().year


def test_every_badge_is_a_word_of_the_table_or_a_place_in_the_plan(client, filled, member_user):
    known = {str(state.word) for state in State} | {"必学", "补缺", "也能补缺", "已达到", "差 1 级", "差 2 级", "差 3 级"}
    client.force_login(member_user)
    lesson = Activity.objects.get(code="K001").pk
    for path in PAGES:
        page = client.get(path.format(lesson=lesson)).content.decode()
        assert set(re.findall(r'<span class="badge[^"]*">([^<]*)</span>', page)) <= known
        assert "badge--alarm" not in page
