"""Answering in a real browser: by finger, by keyboard, over a connection that breaks, without scripts; all of it accessible."""

from __future__ import annotations

import pytest

from lms.assessment.actions import start
from lms.assessment.models import Attempt
from tests.browser.test_desk import SIZES, too_wide

from .conftest import address

pytestmark = pytest.mark.browser


@pytest.fixture
def begun(live_server, paper, world, member_user):
    return start(member=world.learner, paper=paper, purpose="paper")


def test_each_tap_is_kept_and_every_screen_can_be_read(page, sign_in, accessible, begun, member_user):
    page.set_viewport_size(SIZES["phone"])
    sign_in(member_user)

    def fine():
        accessible()
        assert too_wide(page) <= 0, page.url

    page.goto(address("attempt", begun) + "?all=1")
    fine()
    page.route("**/save/", lambda route: route.abort())
    page.locator("input[type=radio]").first.press("Space")
    page.wait_for_selector(".quiz__status--error")
    assert begun.items.exclude(answer=None).count() == 0
    page.unroute("**/save/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-status]:text-is('已保存')")
    assert begun.items.exclude(answer=None).count() == 1
    page.click("button[value=finish]")
    assert "还有 4 题没有答" in page.locator("h1").inner_text()
    fine()
    page.click("text=就这样交卷")
    assert "这次还没有通过" in page.locator("main").inner_text()
    fine()
    page.click("text=再答一次")
    fine()
    assert Attempt.objects.count() == 2


def test_without_scripts_the_buttons_do_it_all(browser, live_server, sign_in, page, begun, member_user):
    sign_in(member_user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state())
    tab = context.new_page()
    tab.goto(address("attempt", begun))
    for _ in range(5):
        options = tab.locator(".quiz__option input")
        if options.count():
            options.first.check()
        else:
            tab.locator("input[type=text]").fill("20")
        tab.locator(".quiz__ways button").first.click()
    assert tab.url.endswith(address("review", begun))
    context.close()
    begun.refresh_from_db()
    assert begun.state == "submitted"
