"""``make shots`` forgets no page."""

from __future__ import annotations

import shots
from django.urls import NoReverseMatch, get_resolver, reverse
from shot_pages import EXCUSED, MEMBERS, PAGES, PERSONAS

from cms_site.demo.accounts import ACCOUNTS
from tests.admin.walking import admin_namespaces


def front_end_names() -> set[str]:
    """Names of all addresses outside the admin that are not Wagtail's own."""
    found: set[str] = set()

    def walk(patterns, prefix: str, path: str) -> None:
        for pattern in patterns:
            here = path + str(pattern.pattern)
            if here.startswith(("admin/", "documents/", "_util/")):
                continue
            if hasattr(pattern, "url_patterns"):
                namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                walk(pattern.url_patterns, namespace, here)
            elif pattern.name and not pattern.name.startswith("wagtail"):
                found.add(prefix + pattern.name)

    walk(get_resolver().url_patterns, "", "")
    return found


def test_every_page_of_members_is_photographed_or_excused():
    named = {page.url for page in PAGES} | set(EXCUSED)
    assert front_end_names() - named == set()


def test_every_line_leads_somewhere():
    demo_only = {"cms_site_demo:enter"}
    assert set(EXCUSED) - front_end_names() <= demo_only
    for page in PAGES:
        if not page.url.startswith(("/", "page:")):
            try:
                reverse(page.url, args=[1 for _ in page.args])
            except NoReverseMatch as failure:
                raise AssertionError(page.name) from failure


def test_every_listing_of_the_admin_has_a_namespace_that_exists():
    used = {page.url.split(":")[0] for page in PAGES if page.in_admin and ":" in page.url and page.url.startswith("lms_")}
    assert used <= admin_namespaces()


def test_personas_have_accounts():
    assert {name for name in PERSONAS.values() if name} <= {account.name for account in ACCOUNTS}
    assert set(MEMBERS) <= set(PERSONAS)


def test_a_few_can_be_chosen():
    class Chosen:
        persona, page, width, look = ["member"], ["my-learning"], [390], None

    assert [(page.name, look) for _, page, _, look in shots.wanted(Chosen)] == [("my-learning", look) for look in shots.LOOKS]
    Chosen.persona, Chosen.page = ["branch"], ["admin-home"]
    assert [look for _, _, _, look in shots.wanted(Chosen)] == ["light", "dark"]
