"""A real browser: Debian's chromium driven by playwright, with axe inside. Nothing outside the site may be fetched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from scripts.chromium import CHROMIUM, FLAGS

#: Reports what the Content-Security-Policy refused, in every frame, to the function ``policyRefused``.
LISTEN = """
document.addEventListener("securitypolicyviolation", function (event) {
    window.policyRefused(event.effectiveDirective + " refused " + event.blockedURI + " on " + location.pathname +
        " (" + event.sourceFile + ":" + event.lineNumber + " " + event.sample + ")");
});
"""


def clicks_arrive() -> None:
    """A click that leads to another page is over when that page is there, not when its first lines are."""
    from playwright.sync_api import Locator

    click = Locator.click

    def arrive(self: Locator, *args: Any, **kwargs: Any) -> None:
        click(self, *args, **kwargs)
        self.page.wait_for_load_state("load")

    Locator.click = arrive  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def browser(live_server) -> Iterator[Any]:
    """Asks for the server so that it ends before it: a connection still open would then end in the server's thread too late."""
    from playwright.sync_api import sync_playwright

    # Playwright's own event loop runs in this thread; Django would refuse every query of the test beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    clicks_arrive()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    time.sleep(0.5)  # the server's threads notice that nobody is there any more


@pytest.fixture
def page(browser, live_server) -> Iterator[Any]:
    """An empty tab with Chinese first.

    The test fails if a script failed, anything was asked of another host, or a page did what its policy forbids.
    """
    # Without the worker of the offline page: what it fetches would pass by the route below.
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 800}, service_workers="block"
    )
    context.set_default_timeout(30_000)  # two cores may have six processes to serve
    errors: list[str] = []
    context.expose_function("policyRefused", lambda what: errors.append(f"policy: {what}"))
    context.add_init_script(LISTEN)
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(f"script: {error}"))

    def inside_only(route) -> None:
        url = route.request.url
        if url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            errors.append(f"fetched from outside: {url}")
            route.abort()

    context.route("**/*", inside_only)
    yield tab
    context.close()
    assert not errors, errors


@pytest.fixture
def sign_in(page, live_server) -> Callable[[Any], None]:
    """``sign_in(user)`` gives the tab that user's session."""

    def enter(user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return enter


@pytest.fixture
def accessible(page) -> Callable[..., None]:
    """``accessible(context="main")`` runs axe in the tab and fails with what it found, rule by rule."""
    from axe_playwright_python.sync_playwright import Axe

    def check(context: str | None = None, allow: tuple[str, ...] = ()) -> None:
        page.wait_for_load_state("load")
        found = Axe().run(page, context=context).response["violations"]
        wrong = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in rule["nodes"][:5])
            for rule in found
            if rule["id"] not in allow
        ]
        assert not wrong, "\n".join(wrong)

    return check
