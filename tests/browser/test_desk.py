"""The member's pages in a real browser: readable by everybody, on a phone and on a desk."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.catalogue.models import HoursTarget
from lms.requirements.actions import LineData
from tests.desk.conftest import desk, many_lessons  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
PAGES = ("/learn/", "/learn/abilities/", "/learn/file/")


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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_every_page(page, sign_in, accessible, studying, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    sign_in(studying)
    for path in PAGES:
        page.goto(path)
        page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
        accessible()
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], path


def test_the_way_in_and_out(page, accessible, studying):
    page.goto("/learn/file/")
    accessible()
    page.get_by_label("账号").fill("member_user")
    page.get_by_label("密码").fill("password")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/file/")
    assert page.get_by_role("heading", level=1).inner_text() == "我的档案"
    page.get_by_role("link", name="我的学习").click()
    page.wait_for_url("**/")
    assert page.get_by_role("link", name="我的学习").get_attribute("aria-current") == "page"
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login/")


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


def test_targets_are_big_enough_for_a_thumb(page, sign_in, studying):
    page.set_viewport_size(SIZES["phone"])
    sign_in(studying)
    for path in PAGES:
        page.goto(path)
        low = page.eval_on_selector_all(
            "nav a, .button, summary",
            "all => all.filter(e => e.offsetHeight && e.offsetHeight < 40).map(e => e.textContent.trim())",
        )
        assert low == [], path


def test_on_paper_the_navigation_is_gone(page, sign_in, studying):
    sign_in(studying)
    page.goto("/learn/file/")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert page.get_by_role("heading", name="我的档案").is_visible()
