"""摸底 in a real browser: one tap saves and goes on, by finger, by keyboard, without scripts."""

from __future__ import annotations

import pytest

from lms.records.models import Record
from tests.browser.test_desk import SIZES, too_wide, unfold
from tests.desk.conftest import desk, many_lessons  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser

SENTENCES = {f"level{level}": f"这是第{level}级可以看得见的一句话，写得比较长，在手机上要分成两行" for level in (1, 3, 4)}


@pytest.fixture
def asked(live_server, desk, member_user):  # noqa: F811
    """Three competencies that nobody has assessed, one that somebody has, and lessons for them."""
    for at in range(3):
        competency = desk.competency(f"C{at}", ("公文写作与处理", "应急处置", "依法行政")[at], **SENTENCES)
        desk.ask(competency, 3, priority=1 + at % 2)
        desk.lesson(f"L{at}", f"第{at}课", 20, (competency, 2))
    known = desk.competency("K1", "保密常识", **SENTENCES)
    desk.ask(known, 2)
    desk.tell("assessed", "a", competency_id=known.pk, kind="supervisor", level=1)
    desk.known = known
    return member_user


@pytest.mark.parametrize(("look", "size"), [("light", "phone"), ("dark", "desk"), ("huge", "phone")])
def test_everybody_can_read_every_screen(page, sign_in, accessible, asked, desk, live_server, size, look):  # noqa: F811
    page.set_viewport_size(SIZES[size])
    if look == "huge":
        page.context.add_cookies([{"name": "quebu_text", "value": "huge", "url": live_server.url}])
    else:
        page.emulate_media(color_scheme=look)
    sign_in(asked)

    def fine():
        unfold(page)
        accessible()
        assert too_wide(page) <= 0, page.url

    page.goto("/learn/check/")
    fine()
    page.click("button.answer >> nth=4")
    page.wait_for_selector("[role=status]")
    fine()
    page.goto("/learn/check/?at=1")
    fine()
    page.goto("/learn/check/done/")
    fine()
    page.goto(f"/learn/check/?competency={desk.known.pk}")
    fine()


def test_five_answers_each_large_enough_for_a_finger(page, sign_in, asked):
    page.set_viewport_size(SIZES["phone"])
    sign_in(asked)
    page.goto("/learn/check/")
    boxes = [each.bounding_box() for each in page.locator("button.answer, .check__ways a").all()]
    assert len(boxes) == 6
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)


def test_the_whole_way_without_scripts(browser, live_server, sign_in, page, asked):
    sign_in(asked)
    plain = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state(), viewport=SIZES["phone"]
    )
    tab = plain.new_page()
    tab.goto("/learn/check/")
    for place in (1, 2, 3):
        assert f"第 {place} 项，共 3 项" in tab.inner_text("main")
        tab.click("button.answer >> nth=2")
    assert tab.url.endswith("/learn/check/done/")
    assert "您的回答" in tab.inner_text("main")
    tab.go_back()
    assert "第 3 项，共 3 项" in tab.inner_text("main") and "已选" in tab.inner_text("main")
    tab.click("text=上一项")
    tab.click("button.answer >> nth=1")
    assert tab.url.endswith("/learn/check/done/")
    plain.close()
    rows = Record.objects.filter(source="desk:self")
    assert sorted(rows.in_force().values_list("level", flat=True)) == [1, 2, 2]
    assert rows.count() == 4


def test_by_keyboard_alone(page, sign_in, asked):
    sign_in(asked)
    page.goto("/learn/check/")
    page.focus("#main")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "2"
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/check/?at=2")
    assert Record.objects.filter(source="desk:self", level=2).count() == 1
