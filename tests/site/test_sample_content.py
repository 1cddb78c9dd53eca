"""News, sections and themes of the sample: in the trees of three languages, and gone again without a trace."""

from __future__ import annotations

import pytest
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from cms_site.demo import content
from cms_site.models import NewsPage, PlantedPage, SectionPage, ThemePage
from lms.catalogue.models import Activity
from lms.core.templatetags.quebu import phrases


@pytest.fixture
def loaded(db):
    for code in ("K045", "K046", "K047"):
        Activity.objects.create(code=code, title=f"课程{code}", minutes=15)
    before = Page.objects.count()
    content.load_content(with_lessons=False)
    return before


def test_it_is_loaded_once(loaded):
    pages, images = Page.objects.count(), get_image_model().objects.count()
    again = content.load_content(with_lessons=False)
    assert (again.made, again.changed, again.left) == (0, 0, 0)
    assert (Page.objects.count(), get_image_model().objects.count()) == (pages, images)
    public = NewsPage.objects.filter(locale__language_code="zh-hans", is_public=True).count()
    assert 3 <= public < NewsPage.objects.filter(locale__language_code="zh-hans").count()


@pytest.mark.one_engine
def test_this_month_has_a_theme_with_its_lessons(loaded, client, member_user):
    text = client.get("/").content.decode()
    assert phrases("一份公文，一次写对") in text
    theme = ThemePage.objects.get(slug="right-first-time", locale__language_code="zh-hans")
    assert client.get(theme.url).content.decode().count("课程K04") == 3
    assert "新来的同志从这里看起" in text
    section = SectionPage.objects.get(slug="new-here", locale__language_code="zh-hans")
    assert "第一次登录" in client.get(section.url).content.decode()


@pytest.mark.one_engine
def test_it_goes_without_a_trace(loaded):
    site_only = {row.key for row in PlantedPage.objects.exclude(key__startswith=content.PREFIX)}
    assert content.remove_content() > 0
    assert not NewsPage.objects.exists() and not SectionPage.objects.exists() and not ThemePage.objects.exists()
    assert not get_image_model().objects.exists()
    assert not Collection.objects.filter(name="示例配图").exists()
    assert {row.key for row in PlantedPage.objects.all()} == site_only
    assert content.remove_content() == 0


def test_pictures_are_served_and_nothing_else_of_the_media_folder(db, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"x")
    (tmp_path / "documents" / "secret.pdf").write_bytes(b"x")
    response = client.get("/media/images/a.png")
    assert b"".join(response.streaming_content) == b"x"
    for close in response._resource_closers:  # not the response: that would close the connection of the test as well
        close()
    assert client.get("/media/documents/secret.pdf").status_code == 404
    assert client.get("/media/images/../documents/secret.pdf").status_code == 400
