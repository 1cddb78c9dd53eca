"""The matrix by keyboard, and the screens of our own under axe."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.requirements.actions import LineData, replace_lines, set_for_post
from lms.requirements.models import Line

pytestmark = pytest.mark.django_db(transaction=True)

#: Wagtail's own page furniture; its headings and landmarks are not ours to judge.
OURS = "#main .nice-padding, #main .lms-start"


def test_the_matrix_is_filled_by_keyboard(page, sign_in, accessible, estate, superuser):
    world, competency = estate.world, estate.shared["lms_competencies"]
    lines = [LineData("competency", competency_id=competency.pk, level=2)]
    replace_lines(requirement_set=set_for_post(world.posts["P01"]), lines=lines)
    sign_in(superuser)
    page.goto(reverse("lms_matrix:index"))
    accessible(OURS)
    first = page.locator(f"select[name='cell-{world.posts['P01'].pk}-{competency.pk}']")
    first.focus()
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("4")
    assert page.evaluate("document.activeElement.name") == f"cell-{world.posts['P02'].pk}-{competency.pk}"
    assert "1" in page.locator("[data-lms-matrix-count]").inner_text()
    page.get_by_role("button", name="下一步：查看影响").press("Enter")
    page.get_by_text("新增，要求等级 4").wait_for()
    accessible(OURS)
    page.get_by_role("button", name="返回修改").press("Enter")
    assert page.locator(f"select[name='cell-{world.posts['P02'].pk}-{competency.pk}']").input_value() == "4"
    page.get_by_role("button", name="下一步：查看影响").press("Enter")
    page.get_by_role("button", name="保存", exact=True).press("Enter")
    page.get_by_text("1 个岗位已更新：新增 1 条").wait_for()
    assert Line.objects.get(version__requirement_set__code="post:P02").level == 4


@pytest.mark.parametrize("width", [1280, 390])
def test_our_forms_pass_axe(page, sign_in, accessible, estate, superuser, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(superuser)
    for url in (
        reverse("wagtailadmin_home"), reverse("lms_awaiting:index"), reverse("lms_assess:index") + "?q=M",
        reverse("lms_assess:member", args=[estate.world.learner.pk]),
        reverse("lms_assess:level", args=[estate.world.learner.pk, estate.shared["lms_competencies"].pk]),
        f"{reverse('lms_completion:index')}?activity={estate.own['lms_activities'].pk}&day=2026-04-01&unit={estate.world.branch.pk}",
        reverse("lms_completion:index"), reverse("lms_members:inspect", args=[estate.world.learner.pk]),
        reverse("lms_members:posts", args=[estate.world.learner.pk]),
        reverse("lms_requirement_sets:lines", args=[estate.own["lms_requirement_sets"].pk]),
    ):  # fmt: skip
        page.goto(url)
        accessible(OURS)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{url} is {overflow} px too wide at {width}"
