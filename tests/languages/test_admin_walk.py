"""An administrator meets no stray English: every kind of page of the admin is opened in a real browser and read."""

from __future__ import annotations

import collections
import gc
import os
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import Resolver404, resolve, reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site

from lms.people.models import Member, OrgUnit, Post

from .latin import english, texts_of

#: Views that only act, or lead away.
PASSED_OVER = {"wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


@pytest.fixture
def content(world, superuser):
    """One of each thing that Wagtail keeps, so that its own screens have something to show."""
    image = Image.objects.create(title="图片一", file=get_test_image_file(filename="picture.png"))
    document = Document.objects.create(title="文档一", file=ContentFile(b"%PDF-1.4", name="text.pdf"))
    home = Site.objects.get(is_default_site=True).root_page.specific
    home.save_revision(user=superuser)
    yield image, document, home
    # Wagtail leaves the file behind each thumbnail to the garbage collector, which says so wherever it happens to run.
    gc.collect()


def data() -> set[str]:
    """What this test and its fixtures wrote: user names, codes."""
    codes = {code for model in (Member, OrgUnit, Post) for code in model.objects.values_list("code", flat=True)}
    users = {"superuser", "committee_admin", "unit_admin", "branch_admin", "trainer", "member_user", "example"}
    return codes | users | {"LEAD", "YOUTH", "GEN", "picture.png", "text.pdf", "minutes45"}


def kind(path: str) -> str:
    """Pages of one kind differ only in the object they show."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.view_name in PASSED_OVER or match.view_name.startswith("wagtailadmin_api"):
        return ""
    names = {key: value for key, value in match.kwargs.items() if isinstance(value, str) and not value.isdigit()}
    return f"{match.view_name} {names or ''}"


def walk(page, live_server, starts: list[str], limit: int) -> tuple[int, dict[str, str]]:
    """Open one page of each kind that can be reached by links; returns how many, and the English found, each with one address."""
    todo, seen, found = collections.deque(starts), set(), {}
    written = data()
    while todo and len(seen) < limit:
        path = urlsplit(todo.popleft()).path
        if not path.startswith(reverse("wagtailadmin_home")) or not kind(path) or kind(path) in seen:
            continue
        seen.add(kind(path))
        response = page.goto(f"{live_server.url}{path}", wait_until="load")
        if response.status != 200 or "text/html" not in response.headers.get("content-type", ""):
            continue
        for text in english(texts_of(page), written):
            found.setdefault(text, path)
        todo.extend(urljoin(path, link) for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"))
    return len(seen), found


def report(found: dict[str, str]) -> str:
    return "\n".join(f"{path}: {text[:200]!r}" for text, path in sorted(found.items(), key=lambda row: row[1]))


pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning")


def test_a_superuser_meets_no_english(page, sign_in, live_server, superuser, content):
    image, document, home = content
    group = Group.objects.order_by("pk").first()
    sign_in(superuser)
    starts = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtailusers_users:edit", args=[superuser.pk]),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        reverse("wagtailadmin_account"),
    ]
    number, found = walk(page, live_server, starts, int(os.environ.get("WALK", "60")))
    assert not found, report(found)
    assert number > 40
