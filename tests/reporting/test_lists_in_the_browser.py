"""The lists, growth, groups and the history of a post under axe, on a desk and on a phone; a post given by keyboard alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.people.models import PostHolding
from lms.requirements.actions import set_for_post

pytestmark = pytest.mark.django_db(transaction=True)
#: Wagtail's own page furniture is not ours to judge.
OURS = "#main .nice-padding"


@pytest.mark.parametrize("width", [1280, 390])
def test_lists_pass_axe_and_fit_the_screen(page, sign_in, accessible, world, superuser, width):
    PostHolding.objects.filter(member=world.learner).delete()
    set_for_post(world.posts["P01"])
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(superuser)
    for url in (
        *(reverse(f"lms_reporting:{name}") for name in ("no_post", "no_contact", "growth", "care")),
        reverse("lms_groups:add"), reverse("lms_matrix:history", args=[world.posts["P01"].pk]),
        reverse("lms_matrix:index") + f"?post={world.posts['P01'].pk}",
    ):  # fmt: skip
        page.goto(url)
        accessible(OURS)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{url} is {overflow} px too wide at {width}"


def test_a_post_is_given_by_keyboard(page, sign_in, world, superuser):
    PostHolding.objects.filter(member=world.learner).delete()
    sign_in(superuser)
    page.goto(reverse("lms_reporting:no_post"))
    page.get_by_role("checkbox", name="李明").press("Space")
    page.locator("#lms-mend-post").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="给勾选的学员定岗").press("Enter")
    page.get_by_text("1 名学员自").wait_for()
    assert PostHolding.objects.get(member=world.learner).post == world.posts["P03"]


def test_the_count_of_a_group_follows_what_is_ticked(page, sign_in, world, superuser):
    sign_in(superuser)
    page.goto(reverse("lms_groups:add"))
    page.get_by_text("符合的有 3 人").wait_for()
    page.get_by_role("checkbox", name="普通党员", exact=True).press("Space")
    page.get_by_text("符合的有 1 人").wait_for()
    page.get_by_text("王芳").wait_for()
