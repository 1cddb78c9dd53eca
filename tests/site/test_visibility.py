"""Signed out, only what is marked public is seen: as a page, in lists, on the front page, in search."""

from __future__ import annotations

import pytest
from wagtail.models import Page, PageViewRestriction

from cms_site.visibility import can_see


def text_of(client, url: str) -> str:
    """Without the marks on what was searched for."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode().replace("<mark>", "").replace("</mark>", "")


def test_a_page_that_is_not_public_leads_to_sign_in(client, tree, member_user):
    for page in tree.inner:
        response = client.get(page.url)
        assert response.status_code == 302, page
        assert "login" in response["Location"] and page.url in response["Location"]
    client.force_login(member_user)
    for page in tree.inner:
        assert client.get(page.url).status_code == 200, page


def test_public_pages_and_lists_are_open(client, tree):
    for page in [tree.home, tree.news, tree.themes, tree.help, *tree.public]:
        assert client.get(page.url).status_code == 200, page


@pytest.mark.parametrize(
    ("url", "public", "inner"),
    [
        ("/", ["公开的新闻", "公开专栏"], ["内部的新闻", "内部专栏", "写好公文"]),
        ("/news/", ["公开的新闻"], ["内部的新闻"]),
        ("/section/", ["公开的一页"], ["内部的一页"]),
        ("/themes/", [], ["写好公文"]),
        ("/help/", ["怎样登录"], ["怎样导入"]),
        ("/search/?q=海棠", ["公开的新闻", "公开的一页", "怎样登录"], ["内部的新闻", "内部的一页", "怎样导入"]),
    ],
)
def test_lists_show_visitors_the_public_ones_only(client, tree, member_user, url, public, inner):
    seen = text_of(client, url)
    assert [each for each in public if each not in seen] == []
    assert [each for each in inner if each in seen] == []
    client.force_login(member_user)
    seen = text_of(client, url)
    assert [each for each in [*public, *inner] if each not in seen] == []


def test_privacy_set_in_wagtail_counts_too(client, tree, member_user):
    PageViewRestriction.objects.create(page=tree.public_news, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(page=tree.inner_section, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert "公开的新闻</a>" not in text_of(client, "/news/")
    assert "公开的新闻" not in text_of(client, "/search/?q=海棠")
    client.force_login(member_user)
    assert "公开的新闻</a>" in text_of(client, "/news/")
    assert "内部专栏" not in text_of(client, "/")


def test_a_draft_is_nowhere(client, tree, member_user):
    tree.public_news.live = False
    tree.public_news.save()
    client.force_login(member_user)
    assert "公开的新闻" not in text_of(client, "/news/") + text_of(client, "/") + text_of(client, "/search/?q=海棠")


def test_pages_named_in_a_text_are_left_out_where_the_reader_may_not_see_them(client, tree, member_user):
    named = {"type": "pages", "value": {"title": "另见", "pages": [tree.inner_plain.pk, tree.public_help.pk]}}
    tree.public_news.body = [named]
    tree.public_news.save()
    assert "内部的一页" not in text_of(client, tree.public_news.url)
    assert "怎样登录" in text_of(client, tree.public_news.url)
    client.force_login(member_user)
    assert "内部的一页" in text_of(client, tree.public_news.url)


def test_the_question_for_one_page_is_the_question_for_a_list(rf, tree, member_user, django_user_model):
    from django.contrib.auth.models import AnonymousUser

    for user in (AnonymousUser(), member_user):
        request = rf.get("/")
        request.user = user
        seen = {page.pk for page in Page.objects.filter(depth__gt=1).specific() if can_see(page, request)}
        wanted = tree.public if user.is_anonymous else [*tree.public, *tree.inner]
        assert {page.pk for page in [tree.home, tree.news, tree.themes, tree.help, *wanted]} == seen


def test_search_wants_every_word_and_says_so_kindly(client, tree):
    assert "公开的新闻" in text_of(client, "/search/?q=公开+海棠")
    assert "公开的新闻" not in text_of(client, "/search/?q=公开+芍药")
    assert "没有找到" in text_of(client, "/search/?q=芍药")
    assert "没有找到" not in text_of(client, "/search/")
    assert "&lt;script&gt;" in text_of(client, "/search/?q=<script>")


def test_search_costs_the_same_for_one_and_for_fifty(client, tree, assert_same_queries):
    from cms_site.models import NewsPage

    def add(rows: int) -> None:
        for _ in range(rows):
            number = NewsPage.objects.count()
            tree.news.add_child(instance=NewsPage(title=f"海棠{number}", slug=f"n{number}", is_public=True, body=[]))

    assert assert_same_queries(lambda: client.get("/search/?q=海棠"), add) < 15


def test_news_by_tag_and_by_page(client, tree):
    from cms_site.models import NewsPage

    for number in range(12):
        page = NewsPage(title=f"第{number}条", slug=f"n{number}", is_public=True, body=[])
        page.tags.add("培训")
        tree.news.add_child(instance=page)
    assert "公开的新闻" not in text_of(client, "/news/?tag=培训")
    assert text_of(client, "/news/?tag=培训").count('class="news"') == 10
    assert text_of(client, "/news/?tag=培训&page=2").count('class="news"') == 2
    assert text_of(client, "/news/?page=nonsense").count('class="news"') == 10
