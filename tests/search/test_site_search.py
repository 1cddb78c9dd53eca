"""The search of the site and the front page: lessons that are on offer to the reader, and what the committee recommends."""

from __future__ import annotations

import datetime as dt

import pytest
from wagtail.models import Site

from cms_site.models import PlainPage
from courses.pages.models import LessonPage, StoryPage
from lms.catalogue.models import Subject
from lms.core import clock
from lms.core.opening import open_site
from lms.people.models import Leave

pytestmark = pytest.mark.django_db
BODY = [{"type": "text", "value": "<p>先写缘由，再写请求；一文一事。</p>"}]


@pytest.fixture
def reader(client, member_user):
    open_site()
    client.force_login(member_user)
    return client


def text_of(client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_lesson_is_found_by_what_its_page_says(reader, write, world):
    write("请示怎么写", body=BODY)
    write("草稿课", body=BODY, published=False)
    write("别单位的课", body=BODY, share_scope="unit", owner_unit=world.other_unit)
    said = text_of(reader, "/search/?q=緣由 請求")
    assert "请示怎么写" in said and "先写<mark>缘由</mark>" in said
    assert "草稿课" not in said and "别单位的课" not in said
    Leave.objects.create(member=world.learner, start=clock.today() - dt.timedelta(days=1))
    assert "请示怎么写" not in text_of(reader, "/search/?q=缘由")


def test_lessons_are_for_members_pages_for_whom_they_are_meant(client, stranger, write):
    write("请示怎么写", body=BODY)
    home = Site.objects.get(is_default_site=True).root_page
    home.add_child(instance=PlainPage(title="缘由栏目", slug="why", is_public=True, body=BODY))
    for user in (None, stranger):
        if user:
            client.force_login(user)
        said = text_of(client, "/search/?q=缘由")
        assert "缘由</mark>栏目" in said and "请示怎么写" not in said


def test_more_lessons_lead_to_the_catalogue(reader, write):
    for at in range(9):
        write(f"公文第{at}课", slug=f"l{at}")
    said = text_of(reader, "/search/?q=公文")
    assert said.count('class="row__title"') == 8 and "/learn/lessons/?q=%E5%85%AC%E6%96%87" in said


def test_the_front_page_counts_what_is_recommended_and_leads_to_it(reader, write, shelf, world):
    assert "collections-title" not in text_of(reader, "/")
    write("党课一", slug="a", recommended_as="lecture")
    write("党课二", slug="b", recommended_as="lecture")
    write("党课三", slug="c", recommended_as="lecture", share_scope="unit", owner_unit=world.other_unit)
    write("没推荐的", slug="d")
    said = {"who": "他", "subject": Subject.objects.first(), "recommended_as": "role_model", "body": BODY}
    shelf.add_child(instance=StoryPage(title="一位支书", slug="e", **said))
    said = text_of(reader, "/")
    assert "优秀党课" in said and "2 项" in said and "榜样" in said and "微视频" not in said
    lectures = text_of(reader, "/learn/lessons/?collection=lecture")
    assert "党课一" in lectures and "党课三" not in lectures and "没推荐的" not in lectures
    assert "一位支书" in text_of(reader, "/learn/lessons/?collection=role_model")
    LessonPage.objects.get(slug="a").unpublish()
    assert "党课一" not in text_of(reader, "/learn/lessons/?collection=lecture")


def test_visitors_are_offered_no_collections(client, write):
    write("党课一", recommended_as="lecture")
    assert "collections-title" not in text_of(client, "/")
