"""The variants at the end of docs/how-to/add-to-your-site.md, each as a site of its own."""

from __future__ import annotations

import re

import pytest

from .conftest import HOW_TO
from .following import steps, write
from .foreign import ForeignSite

pytestmark = [pytest.mark.nodb, pytest.mark.slow]


def started(site: ForeignSite, change=lambda text: text) -> ForeignSite:
    """The how-to up to the first ``migrate``; ``change`` edits what is written to a file."""
    for step in steps(HOW_TO.read_text(encoding="utf-8")):
        if any("migrate" in command for command in step.commands):
            break
        for command in step.commands:
            site.run(command)
        if step.path:
            write(step.__class__(path=step.path, text=change(step.text), append=step.append), site.folder)
    return site


def visit_home(site: ForeignSite) -> list[int]:
    return site.visit(
        "import json, django\ndjango.setup()\nfrom django.conf import settings\nfrom django.test import Client\n"
        "settings.ALLOWED_HOSTS = ['testserver']\n"
        "print(json.dumps([Client().get(address).status_code for address in ('/', '/learn/', '/admin/')]))"
    )


def without_our_sign_in(text: str) -> str:
    """Settings and addresses without lms.accounts and allauth."""
    text = re.sub(r"^from lms\.accounts\.settings.*\n", "", text, flags=re.M)
    text = re.sub(r'^ *"(lms\.accounts|allauth)[^*\n]*",\n', "", text, flags=re.M)
    text = re.sub(r'^ *\*\("lms\.accounts\.wagtail_users.*\n', "    *INSTALLED_APPS,\n", text, flags=re.M)
    text = re.sub(r"^CACHES = .*\n", 'LOGIN_URL = "login"\n', text, flags=re.M)
    text = re.sub(r'^    path\("admin/", include\("lms\.accounts.*\n', "", text, flags=re.M)
    return text.replace('include("lms.accounts.urls")', 'include("django.contrib.auth.urls")')


def test_a_user_model_and_a_sign_in_of_its_own(tmp_path, wheel):
    """Both at once: a site with accounts of its own is the one that signs in by itself."""
    site = started(ForeignSite(tmp_path, wheel), without_our_sign_in)
    (site.folder / "staff").mkdir()
    (site.folder / "staff" / "__init__.py").touch()
    (site.folder / "staff" / "models.py").write_text(
        "from django.contrib.auth.models import AbstractUser\nfrom django.db import models\n\n\n"
        "class Person(AbstractUser):\n    room = models.CharField(max_length=10, blank=True)\n"
    )
    settings = site.folder / "mysite" / "settings" / "base.py"
    assert "lms.accounts" not in settings.read_text()
    settings.write_text(settings.read_text() + '\nINSTALLED_APPS += ["staff"]\nAUTH_USER_MODEL = "staff.Person"\n')
    site.run("python manage.py makemigrations staff")
    site.run("python manage.py migrate")
    assert "no issues" in site.run("python manage.py check")
    assert visit_home(site) == [200, 302, 302]


def test_a_page_model_of_its_own(tmp_path, wheel):
    """As a site that swaps Wagtail's page; ``home`` then has no migrations of Wagtail's template."""
    site = started(ForeignSite(tmp_path, wheel))
    (site.folder / "base").mkdir()
    (site.folder / "base" / "__init__.py").touch()
    (site.folder / "base" / "models.py").write_text(
        "from django.db import models\nfrom wagtail.models import AbstractPage\n\n\n"
        "class SitePage(AbstractPage):\n    room = models.CharField(max_length=10, blank=True)\n"
    )
    settings = site.folder / "mysite" / "settings" / "base.py"
    settings.write_text(
        settings.read_text()
        + '\nINSTALLED_APPS = ["base", *(app for app in INSTALLED_APPS if app not in ("home", "search", "courses.pages"))]\n'
        + 'WAGTAIL_PAGE_MODEL = "base.SitePage"\n'
    )
    assert "no issues" in site.run("python manage.py check")
