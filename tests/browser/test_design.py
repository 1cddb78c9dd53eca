"""The visual language in a real browser: for every eye, every width, without a mouse and without scripts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

#: 320 is the narrowest phone; 640 is a desk of 1280 at 200 %.
WIDTHS = (320, 390, 640, 704, 1280, 3840)
LOOKS = {
    "light": ("light", ""),
    "dark": ("dark", ""),
    "chosen dark": ("light", "theme-dark"),
    "large text": ("light", "text-large"),
    "huge text": ("dark", "text-huge"),
}


@pytest.fixture
def living(page, sign_in, superuser):
    """The living page, with an account menu in its head."""
    sign_in(superuser)
    page.goto("/design/")
    return page


def wear(page, classes: str) -> None:
    page.evaluate("names => { document.documentElement.className = names }", classes)


def too_wide(page) -> list[str]:
    """What reaches beyond the window, unless it scrolls in a box of its own."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-wrap, .tabs'))
        .map(e => e.outerHTML.slice(0, 100)).slice(0, 5)"""
    )


@pytest.mark.parametrize(
    ("look", "width"),
    [("light", 390), ("light", 1280), ("dark", 1280), ("chosen dark", 390), ("large text", 1280), ("huge text", 390)],
)
def test_every_component_can_be_read_by_everybody(living, accessible, look, width):
    scheme, classes = LOOKS[look]
    living.set_viewport_size({"width": width, "height": 844})
    living.emulate_media(color_scheme=scheme)
    wear(living, classes)
    living.eval_on_selector_all("main details", "all => all.forEach(each => each.open = true)")
    accessible()


@pytest.mark.parametrize("classes", ["", "text-large", "text-huge"])
def test_nothing_scrolls_sideways(living, classes):
    for width in WIDTHS:
        living.set_viewport_size({"width": width, "height": 844})
        wear(living, classes)
        assert too_wide(living) == [], width
        assert living.evaluate("document.documentElement.scrollWidth") <= width


NAMES = ("缺补", "缺补 Quebu", "市直机关学习平台", "某某市市直机关工委干部教育培训平台", "Training for the Civil Service")


@pytest.mark.parametrize("name", NAMES)
def test_a_site_may_have_any_name(living, name):
    living.eval_on_selector(
        ".brand__name",
        "(e, name) => { e.textContent = name; e.className = 'brand__name' + (name.length > 8 ? ' brand__name--long' : '') }",
        name,
    )
    for width in (320, 390, 704):
        for classes in ("", "text-large", "text-huge"):
            living.set_viewport_size({"width": width, "height": 844})
            wear(living, classes)
            assert too_wide(living) == [], (width, classes)
            assert living.locator("details[data-menu] summary").bounding_box()["width"] >= 44


def test_what_is_pressed_is_big_enough(living):
    living.set_viewport_size({"width": 390, "height": 844})
    small = living.eval_on_selector_all(
        ".site-header a, .site-header summary, .site-footer a, .site-footer button, .button, .tabs a, .choice, .more > summary",
        "all => all.filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML.slice(0, 80))",
    )
    assert small == []


def test_the_account_menu_by_keyboard(living):
    menu = living.locator("details[data-menu]")
    menu.locator("summary").focus()
    living.keyboard.press("Enter")
    assert menu.get_by_role("button", name="退出").is_visible()
    living.keyboard.press("Tab")
    assert living.evaluate("document.activeElement.closest('details[data-menu]') !== null")
    living.keyboard.press("Escape")
    assert not menu.get_by_role("button", name="退出").is_visible()
    assert living.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_account_menu_closes_when_one_goes_elsewhere(living):
    menu = living.locator("details[data-menu]")
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    living.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_dialog_is_in_front_and_gives_the_focus_back(living):
    opener = living.get_by_role("link", name="打开对话框")
    opener.click()
    dialog = living.locator("#sample-dialog")
    assert dialog.evaluate("each => each.matches(':modal')")
    living.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert opener.evaluate("each => each === document.activeElement")


def test_a_dialog_without_scripts_is_a_part_of_the_page(browser, live_server, page, sign_in, superuser):
    sign_in(superuser)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    still = context.new_page()
    still.goto("/design/")
    assert not still.locator("#sample-dialog").is_visible()
    still.get_by_role("link", name="打开对话框").click()
    assert still.locator("#sample-dialog").is_visible()
    still.locator("#sample-dialog").get_by_role("link", name="关闭").click()
    assert not still.locator("#sample-dialog").is_visible()
    still.locator("details[data-menu] summary").click()
    assert still.get_by_role("button", name="退出").is_visible()
    context.close()


def test_the_places_by_keyboard_and_on_a_phone(page, sign_in, member_user):
    sign_in(member_user)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/learn/")
    bar = page.get_by_role("navigation", name="主要栏目")
    assert bar.get_by_role("link").all_inner_texts() == ["我的学习", "课程", "我的能力", "我的档案"]
    box = bar.bounding_box()
    assert round(box["y"] + box["height"]) == 844 and box["width"] == 390
    bar.get_by_role("link", name="课程").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/")
    assert bar.get_by_role("link", name="课程").get_attribute("aria-current")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert bar.bounding_box()["y"] < 80


def test_the_focus_is_never_hidden_behind_the_bar(page, sign_in, member_user):
    sign_in(member_user)
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto("/learn/lessons/")
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => { const e = document.activeElement, r = e.getBoundingClientRect();
            if (e === document.body || e.closest('.site-nav') || !r.height) return '';
            const bar = document.querySelector('.site-nav').getBoundingClientRect();
            return r.top >= bar.top ? e.outerHTML.slice(0, 80) : '' }"""
        )
        assert hidden == ""


def test_on_paper_there_is_neither_bar_nor_dark(living):
    living.emulate_media(media="print", color_scheme="dark")
    wear(living, "theme-dark text-huge")
    assert not living.locator(".site-footer").is_visible()
    assert living.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert living.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
