"""The wheel in a plain ``wagtail start`` site, set up as docs/how-to/add-to-your-site.md says."""

from __future__ import annotations

import zipfile

import pytest

from .conftest import PASSWORD
from .following import NotToBeFollowed, steps
from .foreign import ROOT

pytestmark = [pytest.mark.nodb, pytest.mark.slow]

PACKAGES = ("lms", "courses", "lecturers")
HEAD = """
import json, os, pathlib, re, sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
settings.ALLOWED_HOSTS = ["testserver"]
def status(client, address, **more):
    return client.get(address, **more).status_code
"""


def test_the_wheel_is_what_runs(site):
    where = site.visit(HEAD + "import lms\nprint(json.dumps(lms.__file__))")
    assert str(site.home) in where and str(ROOT) not in where


def test_the_wheel_holds_what_is_no_code(wheel):
    """Templates, styles, words and data of all three packages."""
    kinds = {"templates", "static", "locale", "data"}
    files = [file.relative_to(ROOT) for name in PACKAGES for file in (ROOT / name).rglob("*") if file.is_file()]
    wanted = {file.as_posix() for file in files if kinds & set(file.parts[:-1]) and "__pycache__" not in file.parts}
    assert {name.split("/")[0] for name in wanted} == set(PACKAGES)
    with zipfile.ZipFile(wheel) as file:
        assert wanted - set(file.namelist()) == set()


def test_a_new_site_has_no_remarks_and_no_open_migration(site):
    assert "no issues" in site.run("python manage.py check")
    assert "No changes" in site.run("python manage.py makemigrations --check --dry-run")


def test_pages_for_everybody(site):
    answers = site.visit(
        HEAD
        + """
client = Client()
print(json.dumps({address: status(client, address) for address in (
    "/", "/account/login/", "/display/", "/offline/", "/manifest.webmanifest", "/sw.js", "/theme.css",
    "/learn/", "/admin/", "/nowhere/",
)}))
"""
    )
    assert answers == {
        "/": 200, "/account/login/": 200, "/display/": 200, "/offline/": 200, "/manifest.webmanifest": 200, "/sw.js": 200,
        "/theme.css": 200, "/learn/": 302, "/admin/": 302, "/nowhere/": 404,
    }  # fmt: skip


def test_from_an_empty_database_to_a_member_who_learns(site):
    """Step 5 of the how-to: sheets, starter set, slip, opening; then the first sign-in of a member."""
    found = site.visit(
        HEAD
        + f"""
SAMPLE = pathlib.Path({str(ROOT / "cms_site" / "sample")!r})
PASSWORD = {PASSWORD!r}
"""
        + """
client = Client()
found = {}
client.post(reverse("account_login"), {"login": "admin", "password": PASSWORD})
home = client.get("/admin/").content.decode()
found["list"] = "开通清单" in home
client.post(reverse("lms_starter:index"), {"do": "adopt"})
from lms.competencies.models import Competency
found["competencies"] = Competency.objects.count()
upload = reverse("lms_sheets:index")
files = [open(SAMPLE / f"{name}.csv", "rb") for name in ("org_units", "roster", "lessons")]
checked = client.post(upload, {"files": files}, follow=True).redirect_chain[-1][0]
from lms.people.models import Member
found["checked"] = Member.objects.count()
client.post(checked + "import/")
found["members"] = Member.objects.count()
member = Member.objects.order_by("code").first()
from lms.accounts.actions.slips import make_slips
[slip] = make_slips(members=[member], by=get_user_model().objects.get(username="admin")).slips
person = Client()
answer = person.post(reverse("account_login"), {"login": member.code.lower(), "password": slip.password}, follow=True)
found["first"] = answer.redirect_chain[-1][0]
answer = person.post(found["first"], {"password1": "zhufeng-8848-xx", "password2": "zhufeng-8848-xx"}, follow=True)
found["closed"] = "正在准备" in answer.content.decode()
client.post(reverse("lms_opening:open"), {"sure": "1", "confirm": "1"})
page = person.get(reverse("lms_desk:my_learning"))
found["learning"] = page.status_code, "我的学习" in page.content.decode(), "room 302" in page.content.decode()
found["places"] = [person.get(reverse(f"lms_desk:{name}")).status_code for name in ("lessons", "my_abilities", "my_file")]
print(json.dumps(found))
"""
    )
    assert found["list"]
    assert found["competencies"] == 35
    assert (found["checked"], found["members"]) == (0, 40)
    assert found["first"].endswith("first-password/")
    assert found["closed"]
    assert found["learning"] == [200, True, True]
    assert found["places"] == [200, 200, 200]


def test_a_lesson_is_written_and_read_in_a_foreign_site(site):
    found = site.visit(
        HEAD
        + f"""
client = Client()
client.post(reverse("account_login"), {{"login": "admin", "password": {PASSWORD!r}}})
"""
        + """
from wagtail.models import Site
from courses.pages.models import CatalogueIndexPage, LessonPage, LessonTeaches
from lms.catalogue.models import Activity, Subject
from lms.competencies.models import Competency, Domain, Framework
from lms.people.models import Tier
framework = Framework.objects.create(code="X", name="X")
domain = Domain.objects.create(code="X", name="X", framework=framework)
competency = Competency.objects.create(
    code="X01", name="公文写作", domain=domain, level1="一", level2="二", level3="三", level4="四")
shelf = Site.objects.get(is_default_site=True).root_page.add_child(instance=CatalogueIndexPage(title="课程目录", slug="shelf"))
found = {"form": status(client, reverse("wagtailadmin_pages:add", args=("lms_pages", "lessonpage", shelf.pk)))}
page = LessonPage(title="请示怎么写", slug="asking", subject=Subject.objects.first(), minutes=12, form="图文", live=False)
page.body = [("text", "<p>一文一事</p>")]
page.tiers = [Tier.objects.first()]
page.teaches = [LessonTeaches(competency=competency, level=1)]
shelf.add_child(instance=page)
page.save_revision().publish()
found["stranger"] = status(Client(), page.url)
lesson = client.get(page.url)
found["lesson"] = lesson.status_code, "一文一事" in lesson.content.decode()
found["offered"] = Activity.objects.get(title="请示怎么写").published
found["shelf"] = status(client, shelf.url)
found["lecturers"] = status(client, reverse("lecturers:directory"))
print(json.dumps(found))
"""
    )
    assert found == {
        "form": 200, "stranger": 302, "lesson": [200, True], "offered": True, "shelf": 200, "lecturers": 200,
    }  # fmt: skip


def test_the_admin_of_a_foreign_site(site):
    found = site.visit(
        HEAD
        + f"""
client = Client()
client.post(reverse("account_login"), {{"login": "admin", "password": {PASSWORD!r}}})
"""
        + """
names = ["wagtailadmin_home", "lms_matrix:index", "lms_reporting:completion", "lms_starter:index", "lms_opening:index",
         "lms_questions:index", "lms_lecturers:index", "lms_subjects:index", "wagtailmedia:index", "wagtailusers_users:index"]
pages = {name: client.get(reverse(name)) for name in names}
print(json.dumps({"status": {name: page.status_code for name, page in pages.items()},
                  "stray": "last_login" in pages["wagtailusers_users:index"].content.decode()}))
"""
    )
    assert set(found["status"].values()) == {200}, found["status"]
    assert not found["stray"]


def test_a_block_without_a_place_is_noticed():
    with pytest.raises(NotToBeFollowed):
        list(steps("```python\nprint()\n```\n"))
