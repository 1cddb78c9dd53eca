"""Signing in on a phone and on a desk: by finger, by keyboard, with a reader of screens, on paper."""

from __future__ import annotations

import pytest

from lms.accounts.actions.slips import make_slips
from lms.people.roles import Role
from tests.support.people import make_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
OWN = "Xiang-8848-shan"


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("scheme", "size"), [("light", "desk"), ("dark", "phone")])
def test_from_the_slip_to_ones_own_password(page, accessible, world, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    slip = make_slips(members=[world.classmate]).slips[0]
    page.goto("/learn/")
    accessible()
    assert fits(page)
    page.get_by_label("学员编号或账号").fill("m2")
    page.get_by_label("密码", exact=True).fill(slip.password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("heading", level=1, name="设置您的密码").wait_for()
    accessible()
    assert fits(page)
    page.get_by_label("新密码").fill("123")
    page.get_by_label("再输入一次").fill("123")
    page.get_by_role("button", name="保存并登录").click()
    page.get_by_text("密码太短了").wait_for()
    accessible()
    page.get_by_label("新密码").fill(OWN)
    page.get_by_label("再输入一次").fill(OWN)
    page.get_by_role("button", name="保存并登录").click()
    page.wait_for_url("**/learn/")
    for path in ("/account/", "/account/sessions/", "/account/password/", "/account/forgotten/", "/account/logout/"):
        page.goto(path)
        accessible()
        assert fits(page), path


def test_by_keyboard_alone(page, world):
    slip = make_slips(members=[world.classmate]).slips[0]
    page.goto("/account/login/")
    page.get_by_label("学员编号或账号").focus()
    page.keyboard.type("M2")
    page.keyboard.press("Tab")
    page.keyboard.type(slip.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/first-password/")
    page.get_by_label("新密码").focus()
    page.keyboard.type(OWN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "显示"
    page.keyboard.press("Enter")
    assert page.get_by_label("新密码").get_attribute("type") == "text"
    page.keyboard.press("Tab")
    page.keyboard.type(OWN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/")


def test_without_scripts(browser, live_server, world):
    slip = make_slips(members=[world.classmate]).slips[0]
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("学员编号或账号").fill("M2")
    page.get_by_label("密码", exact=True).fill(slip.password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("新密码").fill(OWN)
    page.get_by_label("再输入一次").fill(OWN)
    page.get_by_role("button", name="保存并登录").click()
    page.wait_for_url("**/learn/")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_slips_are_made_and_fit_on_paper(page, sign_in, accessible, world, size):
    page.set_viewport_size(SIZES[size])
    sign_in(make_admin("secretary", Role.BRANCH, world.branch))
    page.goto("/admin/lms/slips/")
    page.get_by_label("组织（含下级）").select_option(str(world.branch.pk))
    page.get_by_role("button", name="列出名单").click()
    page.get_by_role("checkbox", name="李明").uncheck()
    accessible("main")
    page.get_by_role("button", name="制作并打印").click()
    page.get_by_role("heading", name="王芳").wait_for()
    accessible()
    assert page.locator(".slip").count() == 1
    over = "e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1"
    cut = page.eval_on_selector_all(".slip", f"all => all.filter({over}).length")
    assert cut == 0
    assert page.get_by_role("button", name="打印").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
