"""An administrator meets no stray English: every kind of page of the admin is opened and read, what Wagtail builds by scripts
in a real browser."""

from __future__ import annotations

import collections
import gc
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import Resolver404, resolve, reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site, Workflow

from lms.catalogue.models import Subject
from lms.people.models import Member, OrgUnit, Post

from .latin import english, read_html, texts_of

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
    codes = {code for model in (Member, OrgUnit, Post, Subject) for code in model.objects.values_list("code", flat=True)}
    users = {"superuser", "committee_admin", "unit_admin", "branch_admin", "trainer", "member_user", "example"}
    return codes | users | {"LEAD", "YOUTH", "GEN", "minutes45"}


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


Opened = tuple[list[str], list[str]]


def walk(open_page: Callable[[str], Opened], starts: list[str], limit: int, without: str = "") -> tuple[int, dict[str, str]]:
    """Open one page of each kind that can be reached by links; returns how many, and the English found, each with one address."""
    todo, seen, found = collections.deque(starts), {without}, {}
    written = data()
    while todo and len(seen) <= limit:
        path = urlsplit(todo.popleft()).path
        if not path.startswith(reverse("wagtailadmin_home")) or not kind(path) or kind(path) in seen:
            continue
        seen.add(kind(path))
        texts, links = open_page(path)
        for text in english(texts, written):
            found.setdefault(text, path)
        todo.extend(urljoin(path, link) for link in links)
    return len(seen) - 1, found


def report(found: dict[str, str]) -> str:
    return "\n".join(f"{path}: {text[:200]!r}" for text, path in sorted(found.items(), key=lambda row: row[1]))


pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning")


def in_browser(page, live_server) -> Callable[[str], Opened]:
    def open_page(path: str) -> Opened:
        response = page.goto(f"{live_server.url}{path}", wait_until="load")
        if response.status != 200 or "text/html" not in response.headers.get("content-type", ""):
            return [], []
        return texts_of(page), page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")

    return open_page


def in_client(client) -> Callable[[str], Opened]:
    def open_page(path: str) -> Opened:
        response = client.get(path)
        if response.status_code in {301, 302}:
            return [], [response["Location"]]
        html = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        # What a script writes over before anybody sees it, and two words that a script puts right.
        texts, links = read_html(response.content.decode()) if html else ([], [])
        return [text for text in texts if text not in {"None", "True", "False", "Actions", "Search"}], links

    return open_page


def starting_points(content, superuser) -> list[str]:
    """The pages with most scripts; everything else is reached from them."""
    image, document, home = content
    group = Group.objects.order_by("pk").first()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[superuser.pk]),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.get().pk]),
        reverse("wagtailsites:index"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailimages:edit", args=[image.pk]),
    ]


def test_a_superuser_meets_no_english_in_the_browser(page, sign_in, live_server, superuser, content):
    sign_in(superuser)
    # The script that crops images asks the browser in a way that the policy of pages refuses; the page is read below.
    starts = starting_points(content, superuser)
    number, found = walk(in_browser(page, live_server), starts, limit=30, without="wagtailimages:edit ")
    assert not found, report(found)
    assert number == 30


@pytest.mark.words
def test_a_superuser_meets_no_english_anywhere(client, superuser, content):
    client.force_login(superuser)
    number, found = walk(in_client(client), starting_points(content, superuser), limit=300)
    assert not found, report(found)
    assert number > 90


@pytest.mark.words
@pytest.mark.parametrize("role", ["committee_admin", "unit_admin", "branch_admin", "trainer"])
def test_nor_do_administrators(client, request, world, role):
    client.force_login(request.getfixturevalue(role))
    number, found = walk(in_client(client), [reverse("wagtailadmin_home"), reverse("wagtailadmin_account")], limit=300)
    assert not found, report(found)
    assert number > 2


def test_the_reader_sees_english(client, superuser):
    """The walk would find it: the same page in English is full of it."""
    client.force_login(superuser)
    with override_settings(LANGUAGE_CODE="en"):
        texts, _ = in_client(client)(reverse("wagtailadmin_account"))
    assert len(english(texts, data())) > 5
