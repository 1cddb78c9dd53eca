"""Testing out on a phone, from the plan to the end page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.records.models import Record

from .banks import fill

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_member_tests_out_and_reads_what_changed(page, sign_in, accessible, writing, member_user):
    fill(writing.writing, 2)
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(member_user)
    page.goto(reverse("lms_desk:my_learning"))
    page.locator(f"a[href='/learn/test-out/lesson/{writing.short.pk}/']").first.click()
    assert "不通过不影响任何记录" in page.content()
    accessible()
    page.get_by_role("button", name="开始测试").click()
    page.get_by_text("全部显示在一页").click()
    for answer in page.get_by_text("对", exact=True).all():
        answer.click()
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("link", name="继续").click()
    assert page.get_by_role("heading", level=1).inner_text() == "您已会，这一课免修"
    accessible()
    assert Record.objects.values_list("verb", "source").get() == ("exempted", "test_out")
