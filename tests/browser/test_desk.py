"""The member's pages in a real browser: readable by everybody, on a phone and on a desk."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from lms.catalogue.models import Activity, HoursTarget
from lms.requirements.actions import LineData
from tests.desk.conftest import desk, many_lessons  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
PAGES = ("/learn/", "/learn/lessons/", "/learn/lessons/{lesson}/", "/learn/abilities/", "/learn/file/")


def addresses() -> list[str]:
    """Every page of the member; of one planned lesson among them."""
    lesson = Activity.objects.get(code="K001").pk
    return [path.format(lesson=lesson) for path in PAGES]


def unfold(page) -> None:
    page.eval_on_selector_all("main details", "all => all.forEach(each => each.open = true)")


def too_wide(page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def studying(live_server, desk, member_user):  # noqa: F811
    """The learner with gaps of every kind, hours and a few records."""
    writing = desk.competency("DIG04", "公文写作", evidence_type="quiz", refresh_months=24)
    safety = desk.competency("SVC05", "应急处置", evidence_type="observation")
    desk.lesson("K001", "公文格式与常见错误", 20, (writing, 2), tiers="LEAD", form="现场教学")
    desk.lesson("K002", "公文长课", 200, (writing, 2), tiers="LEAD")
    done = desk.lesson("K003", "应急要点", 15, (safety, 1))
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    desk.lesson("K005", "读书会", 30)
    desk.tell("completed", "c", activity_id=done.pk, success=True, reason="register")
    desk.tell("assessed", "a", competency_id=writing.pk, kind="self", level=1)
    desk.ask(writing, 4, due_within_months=12)
    desk.ask(safety, 1)
    desk.ask(desk.competency("LAW01", "依法行政"), 2)
    party = HoursTarget.objects.get(code="PARTY")
    desk.put(LineData(kind="hours", target_id=party.pk, hours=Decimal(32)))
    return member_user


@pytest.mark.parametrize(("look", "size"), [("light", "phone"), ("dark", "desk"), ("huge", "phone")])
def test_everybody_can_read_every_page(page, sign_in, accessible, studying, live_server, size, look):
    page.set_viewport_size(SIZES[size])
    if look == "huge":
        page.context.add_cookies([{"name": "quebu_text", "value": "huge", "url": live_server.url}])
    else:
        page.emulate_media(color_scheme=look)
    sign_in(studying)
    for path in addresses():
        page.goto(path)
        unfold(page)
        accessible()
        assert too_wide(page) <= 0, path


@pytest.mark.parametrize("text", ["standard", "huge"])
def test_nothing_hangs_over_on_the_smallest_phone(page, sign_in, studying, live_server, text):
    page.set_viewport_size({"width": 320, "height": 568})
    page.context.add_cookies([{"name": "quebu_text", "value": text, "url": live_server.url}])
    sign_in(studying)
    for path in addresses():
        page.goto(path)
        unfold(page)
        assert too_wide(page) <= 0, path


def test_magnified_to_twice_the_size(page, sign_in, studying):
    """A browser that magnifies 1280 pixels twice lays the page out in 640."""
    page.set_viewport_size({"width": 640, "height": 400})
    sign_in(studying)
    for path in addresses():
        page.goto(path)
        unfold(page)
        assert too_wide(page) <= 0, path
        assert page.get_by_role("heading", level=1).is_visible()


def test_without_scripts_one_searches_filters_and_reads_why(browser, live_server, studying):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=SIZES["phone"])
    client = Client()
    client.force_login(studying)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto("/learn/")
    page.locator("details.why summary").first.click()
    assert page.get_by_text("谁提出的要求").first.is_visible()
    page.locator(".site-nav").get_by_role("link", name="课程").click()
    page.get_by_label("课程名称、内容或能力").fill("公文")
    page.get_by_role("button", name="查找").click()
    assert page.locator("main .row").count() == 2
    page.locator("details.find__filters summary").click()
    page.get_by_label("时长").select_option("more")
    page.get_by_role("button", name="按所选筛选").click()
    assert page.locator("main .row").count() == 1
    page.locator(".chosen a").click()
    assert page.locator("main .row").count() == 2
    page.get_by_role("navigation", name="与我的关系").get_by_role("link", name="补缺").click()
    page.locator("main .row").filter(has=page.get_by_text("补缺", exact=True)).get_by_role("link").click()
    assert page.get_by_role("heading", name="为什么是这一课").is_visible()
    context.close()


def test_by_keyboard_one_skips_to_the_text_and_opens_the_reasons(page, sign_in, studying):
    sign_in(studying)
    page.goto("/learn/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reasons = page.locator("details.why").first
    reasons.locator("summary").focus()
    page.keyboard.press("Enter")
    assert reasons.get_by_text("谁提出的要求").is_visible()


def test_by_keyboard_from_the_search_to_a_lesson_and_back(page, sign_in, studying):
    sign_in(studying)
    page.goto("/learn/lessons/")
    page.get_by_label("课程名称、内容或能力").focus()
    page.keyboard.type("应急")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/?q=*")
    tab_to(page, "应急要点")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/*/")
    assert page.get_by_role("heading", level=1).inner_text() == "应急要点"
    page.locator(".skip-link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/")


def tab_to(page, text: str, most: int = 40) -> None:
    """Press Tab until the focus is on what says ``text``."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"Tab never reaches {text}")


def test_one_window_and_no_download(page, sign_in, studying):
    """WeChat and DingTalk open pages in one window and save no files."""
    sign_in(studying)
    opened: list[str] = []
    page.context.on("page", lambda tab: opened.append(tab.url))
    page.on("download", lambda file: opened.append(file.url))
    for path in addresses():
        page.goto(path)
        assert page.locator("[target], a[download]").count() == 0
        for link in page.locator("main a").all()[:2]:
            link.click()
            page.go_back()
    assert opened == []


def test_targets_are_big_enough_for_a_thumb(page, sign_in, studying):
    page.set_viewport_size(SIZES["phone"])
    sign_in(studying)
    for path in addresses():
        page.goto(path)
        low = page.eval_on_selector_all(
            "nav a, .button, summary, main input, main select",
            "all => all.filter(e => e.offsetHeight && e.offsetHeight < 40).map(e => e.textContent.trim())",
        )
        assert low == [], path


def test_on_paper_there_is_the_text_and_nothing_to_press(page, sign_in, studying):
    sign_in(studying)
    for path, heading in (("/learn/", "我的学习"), ("/learn/file/", "我的档案")):
        page.goto(path)
        page.emulate_media(media="print")
        assert not page.locator(".site-nav").is_visible()
        assert page.locator("main .button:visible, main summary:visible").count() == 0
        assert page.get_by_role("heading", name=heading).is_visible()
