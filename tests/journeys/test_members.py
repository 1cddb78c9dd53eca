"""What happens to a member: the first day without any evidence, and the day the post changes."""

from __future__ import annotations

import re

import pytest

from lms.accounts.actions.slips import make_slips
from lms.core import clock
from lms.people.actions.posts import change_posts
from lms.people.models import Member, Post
from lms.planning.queries import case_of, picture_of
from lms.records.models import Record

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def plan_of(page) -> tuple[int, int]:
    """Lessons and minutes as the page says them."""
    found = [int(each) for each in page.locator(".figures strong").all_inner_texts()]
    return found[0], found[1]


def lessons_shown(page) -> list[str]:
    return page.locator("main .lesson .row__title").all_inner_texts()


def test_from_the_first_sign_in_through_the_self_check_to_a_short_plan(page, sample, look):
    newcomer = Member.objects.get(code="S040")
    slip = make_slips(members=[newcomer]).slips[0]
    before = sum(row.minutes for row in picture_of(newcomer).rows)
    page.set_viewport_size(PHONE)
    page.goto("/learn/")
    page.get_by_label("学员编号或账号").fill("S040")
    page.get_by_label("密码", exact=True).fill(slip.password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("新密码").fill("Xiang-8848-shan")
    page.get_by_label("再输入一次").fill("Xiang-8848-shan")
    page.get_by_role("button", name="保存并登录").click()
    page.wait_for_url("**/learn/")

    assert len(lessons_shown(page)) == 5 and plan_of(page) == (5, 67)  # the five compulsory lessons, and nothing else
    assert page.get_by_role("heading", name="补缺").count() == 0 and page.get_by_role("heading", name="选学").count() == 0
    look("first-day")
    asked = len(case_of(newcomer).demand.required)
    page.get_by_role("link", name="开始摸底").click()
    look("first-question")
    answered = 0
    while answered < asked:
        if "/done/" in page.url:
            page.get_by_role("link", name=re.compile("继续")).click()
        page.locator("button.answer").nth((2, 1, 4, 0)[answered % 4]).click()  # 会做, 知道, 带教, 还不了解
        page.wait_for_load_state()
        answered += 1
        if answered == 2:
            page.goto("/learn/")  # called away: what was answered is kept, and the next question is the third
            page.get_by_role("link", name=re.compile("摸底")).first.click()
            assert "第 3 项" in page.inner_text("main")
    page.wait_for_url("**/check/done/")
    look("after-the-check")
    claims = Record.objects.filter(member=newcomer, source="desk:self")
    assert claims.count() == asked and claims.filter(data__claimed=4).exists() and not claims.filter(level__gt=2).exists()

    page.goto("/learn/")
    count, minutes = plan_of(page)
    assert 0 < minutes < before * 0.7 and page.get_by_text("开始摸底").count() == 0
    assert count == len(picture_of(newcomer).rows)
    for sentence in page.locator(".lesson__reason").all_inner_texts():
        assert len(sentence) <= 60, sentence
    look("short-plan")
    page.goto("/learn/abilities/")
    assert "自评" in (page.text_content("main") or "")
    look("abilities")


def test_a_post_changes_and_the_plan_says_what_that_means(page, enter, look):
    member = Member.objects.get(code="S018")
    before = picture_of(member)
    was = Post.objects.get(pk=before.case.person.posts[0][0])
    post = Post.objects.exclude(pk__in=[pk for pk, _ in before.case.person.posts]).get(code="P05")
    enter("s018")
    page.goto("/learn/")
    assert page.get_by_text("岗位由").count() == 0
    change_posts(member=member, posts=[(post, True)], on=clock.today())
    after = picture_of(member)
    old, new = (dict(each.case.demand.required) for each in (before, after))
    page.goto("/learn/")
    note = page.locator("main .message", has_text="岗位由").inner_text()
    assert was.name in note and post.name in note
    added = sum(level > old.get(competency, 0) for competency, level in new.items())
    assert f"新增 {added} 项" in note, note
    look("post-changed")
    page.locator("main .message", has_text="岗位由").get_by_role("button", name="知道了").click()
    page.wait_for_load_state()
    assert page.get_by_text("岗位由").count() == 0
    look("noted")
    page.reload()
    assert page.get_by_text("岗位由").count() == 0
