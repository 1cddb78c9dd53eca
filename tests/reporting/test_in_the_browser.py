"""完成情况 in a browser: nothing that axe finds, readable on a phone, by keyboard, and all of it without scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.planning.conftest import school, tell  # noqa: F401 - the fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

#: Wagtail's own page furniture is not ours to judge.
OURS = "#main .nice-padding"


@pytest.fixture
def year(school):  # noqa: F811
    """One lesson done, one competency assessed: every figure has something to open."""
    tell(school.learner, "completed", "1", activity_id=school.lessons.rules.pk, success=True)
    tell(school.learner, "assessed", "2", competency_id=school.writing.pk, kind="test", level=1)
    return school


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_passes_axe_and_fits(page, sign_in, accessible, year, unit_admin, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(unit_admin)
    member = year.learner.pk
    for address in (
        reverse("lms_reporting:completion"), f"{reverse('lms_reporting:completion')}?by=post&split=1",
        f"{reverse('lms_reporting:people')}?show=due", reverse("lms_reporting:person", args=[member]),
        reverse("lms_reporting:gaps"), reverse("lms_reporting:lacking"), reverse("lms_reporting:unsupplied"),
        reverse("lms_reporting:redundancy"),
    ):  # fmt: skip
        page.goto(address)
        accessible(OURS)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width}"
    page.goto(f"{reverse('lms_reporting:completion')}?print=1")
    accessible("main")


def test_on_a_phone_the_three_figures_stand_above_everything_and_a_line_is_a_card(page, sign_in, year, unit_admin):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(unit_admin)
    page.goto(reverse("lms_reporting:completion"))
    figures = page.locator(".lms-facts__main")
    assert figures.count() == 3
    assert max(figures.nth(at).bounding_box()["y"] for at in range(3)) < 200
    table = page.locator("table.lms-stack")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth + 1"), "nothing to be scrolled sideways"


def test_from_a_number_to_its_record_and_back_by_keyboard(page, sign_in, year, unit_admin):
    sign_in(unit_admin)
    page.goto(f"{reverse('lms_reporting:completion')}?unit={year.world.branch.pk}")
    page.locator(".lms-facts__main a", has_text="已学 1").press("Enter")
    page.get_by_role("link", name=year.learner.name).first.press("Enter")
    page.locator("#mandatory a", has_text="看记录").press("Enter")
    page.get_by_text(year.lessons.rules.title).first.wait_for()
    page.go_back()
    page.locator(".lms-trail a", has_text="学员名单").press("Enter")
    page.locator(".lms-trail a", has_text="完成情况").press("Enter")
    page.locator(".lms-facts__main").first.wait_for()


def test_without_scripts_the_choices_work(page, browser, live_server, sign_in, year, unit_admin):
    sign_in(unit_admin)
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(reverse("lms_reporting:completion"))
    plain.locator(".lms-choices summary").click()
    plain.locator(".lms-choices select[name=unit]").select_option(str(year.world.branch.pk))
    plain.get_by_role("button", name="查看").click()
    assert f"unit={year.world.branch.pk}" in plain.url
    assert year.world.branch.name in plain.locator(".lms-choices__said").inner_text()
    plain.get_by_role("link", name="按人员类别").click()
    assert f"unit={year.world.branch.pk}" in plain.url and "by=category" in plain.url
    plain.get_by_role("link", name="打印").click()
    assert "填报单位" in plain.locator("main").inner_text()
    plain.get_by_role("link", name="返回").click()
    assert "by=category" in plain.url and "print" not in plain.url
    context.close()
