"""The pages of 我的档案: who sees them, and what never stands on them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lms.core import clock
from lms.people.models import Leave
from lms.planning.reading import Planned, add_item

from .test_pages import CODES, NEVER, words

pytestmark = pytest.mark.django_db

PAGES = ("hours/", "print/", "requests/", "reading/", "reading/add/", "notes/", "notes/add/")


@pytest.fixture(params=[*(f"/learn/file/{page}" for page in PAGES), "/learn/correction/"])
def path(request):
    return request.param


@pytest.fixture
def filled(desk, member_user):
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz")
    lesson = desk.lesson("K001", "公文格式", 20, (writing, 2))
    desk.tell("passed", "p", activity_id=lesson.pk, success=True, score=90)
    desk.tell("assessed", "a", competency_id=writing.pk, kind="self", level=1)
    desk.ask(writing, 4)
    add_item(member=desk.learner, item=Planned("《实践论》", clock.today().year, 1))
    return desk


def test_works_without_codes_and_inner_words(client, filled, member_user, path):
    client.force_login(member_user)
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert [word for word in (*NEVER, *CODES) if word in words(page)] == []
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|target=", page) == []
    if "print" not in path:
        nav = re.search(r'<nav class="site-nav".*?</nav>', page, re.S)[0]
        assert re.findall(r"<span>(.*?)</span>", nav) == ["我的学习", "课程", "我的能力", "我的档案"]


def test_needs_somebody_signed_in_and_helps_who_is_no_member(client, filled, stranger, unit_admin, path):
    assert client.get(path).status_code == 302
    client.force_login(stranger)
    assert "还没有您的学员信息" in client.get(path).content.decode()
    client.force_login(unit_admin)
    assert client.get(path).url == reverse("wagtailadmin_home")


def test_who_is_away_still_has_the_file(client, filled, member_user, world, path):
    Leave.objects.create(member=world.learner, start=clock.today())
    client.force_login(member_user)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("year", ["abc", "-1", "99999", "２０２６", ""])
@pytest.mark.parametrize("page", ["hours/", "print/", "export/", "reading/", "reading/add/"])
def test_a_foolish_year_is_this_year(client, filled, member_user, page, year):
    client.force_login(member_user)
    assert client.get(f"/learn/file/{page}", {"year": year}).status_code == 200


def test_a_long_record_is_read_by_pages(client, filled, member_user):
    for at in range(60):
        filled.tell("credited", f"k{at}", hours=1, mode="网络", platform=f"平台{at:02d}")
    client.force_login(member_user)
    first, last = (lines_of(client.get("/learn/file/", {"page": page}).content.decode()) for page in (1, 4))
    assert "第 1 页，共 4 页" in first
    assert first.count("?record=") == 20
    assert last.count("?record=") == 1
    assert "61 条" in first


def lines_of(page: str) -> str:
    """The record, without what is folded under the levels."""
    return page[page.index('id="record"') : page.index('id="growth"')]


def test_looks_at_levels_are_folded_and_do_not_count_as_learning(client, filled, member_user):
    client.force_login(member_user)
    page = client.get("/learn/file/").content.decode()
    folded = page[page.index("能力认定 1 条") :]
    assert "能力认定" not in lines_of(page)
    assert "公文写作" in folded[: folded.index("</details>")]


def test_hours_say_what_can_count(client, filled, member_user):
    client.force_login(member_user)
    page = client.get("/learn/file/hours/").content.decode()
    assert "哪些学习能计入" in page
    assert re.search(r"党员年度学时</dt><dd>[^<]*网络（", page)
    assert re.search(r"干部集中培训学时", page) is None or "集中与现场" in page


def test_three_results_stand_apart(client, filled, member_user):
    client.force_login(member_user)
    page = client.get("/learn/file/").content.decode()
    assert re.findall(r"<dt>([^<]+)</dt>", page)[:3] == ["学完的课", "学时", "能力等级"]
    assert "1 门" in page


def test_the_reading_plan_offers_other_years(client, filled, member_user, world):
    this = clock.today().year
    add_item(member=world.learner, item=Planned("《旧书》", this - 1))
    client.force_login(member_user)
    page = client.get("/learn/file/reading/", {"year": this - 1}).content.decode()
    assert "《旧书》" in page
    assert "《实践论》" not in page
    assert f'<option value="{this + 1}">' in page
