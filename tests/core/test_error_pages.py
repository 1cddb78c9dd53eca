"""Error pages say what happened, that nothing is lost, and where to go."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import include, path
from wagtail.users.models import UserProfile

from cms_site.urls import urlpatterns as site_urls


def denied(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("something that nobody thought of")


urlpatterns = [path("denied/", denied), path("broken/", broken), path("", include(site_urls))]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def text(response) -> str:
    return response.content.decode()


def test_not_found_shows_a_member_the_places(visitor, member_user):
    visitor.force_login(member_user)
    response = visitor.get("/nothing/here/")
    assert response.status_code == 404
    main = text(response).split("<main", 1)[1]
    for words in ("没有这一页", "我的学习", "课程", "我的能力", "我的档案"):
        assert words in main


def test_not_found_shows_a_stranger_the_way_in(visitor, db):
    response = visitor.get("/nothing/here/")
    main = text(response).split("<main", 1)[1].split("</main", 1)[0]
    assert response.status_code == 404 and 'href="/"' in main and "登录" in main


def test_denied(visitor, member_user):
    assert "请先登录" in text(visitor.get("/denied/"))
    visitor.force_login(member_user)
    response = visitor.get("/denied/")
    assert response.status_code == 403 and "联系本单位管理员" in text(response) and "我的学习" in text(response)


def test_a_form_that_came_too_late(visitor, db):
    response = visitor.post("/display/", {"text": "huge"})
    assert response.status_code == 403
    assert "没有提交" in text(response) and "再提交一次" in text(response) and "CSRF" not in text(response)
    assert "允许本网站使用 Cookie" in text(response)


def test_broken(visitor, member_user, count_queries, caplog):
    visitor.force_login(member_user)
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "不会丢失" in text(response) and "quebu.css" in text(response)
    assert "nobody thought of" not in text(response)
    assert [sql for sql in count_queries(lambda: visitor.get("/broken/")) if "lms_" in sql] == []


@pytest.mark.parametrize("url", ["/nothing/", "/denied/", "/broken/"])
def test_in_the_language_of_the_person(visitor, superuser, url, caplog):
    UserProfile.objects.create(user=superuser, preferred_language="zh-hant")
    visitor.force_login(superuser)
    assert 'lang="zh-Hant"' in text(visitor.get(url))


def test_in_the_admin_a_missing_page_bears_the_name_of_the_site(visitor, superuser):
    visitor.force_login(superuser)
    response = visitor.get("/admin/nothing/")
    assert response.status_code == 404 and "quebu-brand" in text(response)


@pytest.mark.parametrize("url", ["/nothing/", "/denied/", "/broken/", "/offline/"])
def test_for_everybody(page, accessible, url, caplog):
    page.goto(url)
    accessible()
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
