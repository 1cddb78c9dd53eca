"""One address, three languages: the reader's tree is served, the original where there is no twin."""

from __future__ import annotations

import pytest
from wagtail.users.models import UserProfile


@pytest.fixture(params=["signed out", "signed in"])
def reader(request, client, tree, english, member_user):
    """A client, signed out and signed in, that can change its language."""
    if request.param == "signed in":
        client.force_login(member_user)

    def choose(language: str) -> None:
        client.post("/display/", {"language": language, "next": "/"})

    client.choose = choose
    yield client
    UserProfile.objects.filter(user=member_user).delete()


def text_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_same_address_serves_the_readers_language(reader):
    assert "公开的新闻" in text_of(reader, "/news/")
    reader.choose("en")
    text = text_of(reader, "/news/")
    assert "Public news" in text and "公开的新闻" not in text
    assert 'lang="en"' in text
    assert "Public news" in text_of(reader, "/")
    reader.choose("zh-hans")
    assert "公开的新闻" in text_of(reader, "/news/")


def test_a_page_without_a_twin_is_shown_in_the_sites_language_and_says_so(reader, tree):
    assert "message--attention" not in text_of(reader, tree.section.url)
    reader.choose("en")
    text = text_of(reader, "/section/")
    assert "公开专栏" in text
    assert "message--attention" in text
    assert 'class="site-page" lang="zh-Hans"' in text
    assert reader.get("/nowhere/").status_code == 404


def test_a_page_that_is_only_in_another_language_is_shown_too(reader, english):
    from cms_site.models import PlainPage

    english.add_child(instance=PlainPage(title="Only here", slug="only", is_public=True, locale=english.locale, body=[]))
    text = text_of(reader, "/only/")
    assert "Only here" in text and "message--attention" in text


def test_a_twin_is_one_press_away(reader, tree):
    text = text_of(reader, tree.public_news.url)
    assert 'action="/display/"' in text
    assert '<input type="hidden" name="next" value="/news/public/">' in text
    assert 'value="en" lang="en">English</button>' in text
    response = reader.post("/display/", {"language": "en", "next": "/news/public/"})
    assert response.status_code == 302 and response["Location"] == "/news/public/"
    assert "Public news" in text_of(reader, "/news/public/")
    assert 'value="zh-hans" lang="zh-Hans"' in text_of(reader, "/news/public/")


def test_a_twin_that_is_not_for_this_reader_is_not_offered(client, tree, english):
    from cms_site.models import NewsPage

    NewsPage.objects.filter(title="Public news").update(is_public=False)
    assert "English</button>" not in text_of(client, tree.public_news.url)
    client.cookies["quebu_language"] = "en"
    assert client.get(tree.public_news.url).status_code == 302, "the reader's own tree has it, and it is not public there"


def test_the_browsers_language_counts_for_nothing(client, tree, english):
    text = client.get("/news/", headers={"accept-language": "en"}).content.decode()
    assert "公开的新闻" in text


def test_search_keeps_to_the_readers_language(reader):
    assert "Public news" not in text_of(reader, "/search/?q=海棠")
    reader.choose("en")
    text = text_of(reader, "/search/?q=海棠")
    assert "Public news" in text and "公开的新闻" not in text
