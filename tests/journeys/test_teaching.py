"""A trainer writes a lesson, another person publishes it, a member learns it on a phone, and the figures of the unit move."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import Site

from cms_site.demo import bank
from courses.pages.models import CatalogueIndexPage, LessonPage
from courses.pages.planting import ensure_catalogue
from lms.assessment.models import Question, QuestionVersion
from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import Member, OrgUnit
from lms.planning.queries import pictures
from lms.records.models import Record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

VIDEO = Path(__file__).resolve().parents[1] / "player" / "data" / "twenty_seconds.mp4"
TITLE, ABILITY = "看懂经济月报的五个数", "宏观经济与高质量发展常识"
ASKED = ("同比增长", "居民人均可支配收入", "居民消费价格指数")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def teaching(sample, settings) -> CatalogueIndexPage:
    """A catalogue with its editors, and the bank of questions."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a database in memory takes one writer at a time
    index = ensure_catalogue(Site.objects.get(is_default_site=True).root_page.specific)["zh-hans"]
    bank.load_questions()
    Question.objects.update(owner_unit=OrgUnit.objects.get(code="ORG-00"))
    return index


def planned(code: str) -> list[str]:
    """Codes and titles of the lessons in a member's plan."""
    (picture,) = pictures(Member.objects.filter(code=code), clock.today())
    return [picture.case.world.codes[row.lesson] for row in picture.rows]


def choose(page, what: str, name: str | re.Pattern[str]) -> None:
    """In the chooser that is open: look for ``what`` and take what is called ``name``."""
    modal = page.locator(".modal.in .modal-body")
    with page.expect_response(lambda answer: "q=" in answer.url or "search" in answer.url):
        modal.locator("input[name=q]").fill(what)
    modal.get_by_role("link", name=name).first.click()
    page.locator(".modal.in").wait_for(state="detached")


def block(page, name: str) -> None:
    page.get_by_role("button", name="插入块").last.click()
    page.locator(".w-combobox__option", has_text=name).click()


def write_lesson(page) -> None:
    page.fill("[name=title]", TITLE)
    page.get_by_role("combobox", name="形式").select_option(label="视频")
    page.get_by_role("spinbutton", name="分钟").fill("8")
    page.get_by_role("tab", name="学什么、给谁学").click()
    page.get_by_role("combobox", name="类别").select_option(label="现代经济")
    page.get_by_role("button", name="选择能力").click()
    choose(page, "宏观经济", ABILITY)
    page.get_by_role("combobox", name="教到哪一级").select_option(label="会做")
    page.get_by_text("能读懂统计公报").wait_for()
    for tier in ("领导干部", "青年干部", "普通党员干部"):
        page.get_by_label(tier, exact=True).check()
    page.get_by_role("tab", name="内容").click()


def add_video(page) -> None:
    block(page, "视频")
    page.get_by_role("button", name="选择视频").click()
    modal = page.locator(".modal.in .modal-body")
    modal.get_by_role("tab", name="上传视频").click()
    modal.locator("input[name$=title]:visible").fill("经济月报")
    modal.locator("input[type=file]:visible").first.set_input_files(str(VIDEO))
    modal.get_by_role("button", name="上传").last.click()
    page.locator(".modal.in").wait_for(state="detached")


def add_questions(page) -> None:
    block(page, "随堂测验")
    for place, words in enumerate(ASKED):
        if place:
            page.get_by_role("button", name="新增").last.click()
        page.get_by_role("button", name="选择题目").last.click()
        choose(page, words, re.compile(words))
    page.locator("[name$=needed]").fill("2")


def answer(page, *, right: bool) -> None:
    """Answer the question on the screen and go on. Its key is read from the bank, never from the page."""
    text = page.inner_text("form.quiz")
    (version,) = [each for each in QuestionVersion.objects.all() if each.stem in text]
    wrong = [at for at in range(len(version.options)) if at not in version.key]
    for at in version.key if right else wrong[:1]:
        page.locator("form.quiz").get_by_label(version.options[at], exact=True).check()
    page.locator("button.button--main[name=go]").click()


def answer_all(page, count: int, *, right: bool) -> None:
    for _ in range(count):
        answer(page, right=right)
    hand_in = page.get_by_role("button", name="交卷")
    if hand_in.count():
        hand_in.click()


def closed_gaps(page, enter) -> int:
    """已补 of the year and the whole organisation, as its head reads it."""
    enter("gongwei")
    page.set_viewport_size(DESK)
    page.goto("/admin/reports/lms/completion/")
    *_units, everybody = re.findall(r"已补\s*(\d+)", page.inner_text("main"))
    return int(everybody)


def test_a_lesson_from_the_first_word_to_the_figures(page, enter, look, teaching):
    before = closed_gaps(page, enter)
    assert "K037" in planned("S018")

    enter("jiaoyuan")
    page.goto(reverse("wagtailadmin_pages:add", args=["lms_pages", "lessonpage", teaching.pk]))
    write_lesson(page)
    add_video(page)
    add_questions(page)
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name=re.compile("微课审核")).click()
    page.wait_for_url(f"**/admin/pages/{teaching.pk}/")
    lesson = LessonPage.objects.get(title=TITLE)
    assert not lesson.live and "K037" in planned("S018")  # nobody gets what nobody has approved

    enter("shenhe")
    page.goto("/admin/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("tab", name="学什么、给谁学").click()
    page.get_by_text("按最近保存的内容计算").scroll_into_view_if_needed()  # it counts when somebody looks
    lacking = page.locator("tr", has_text="在各人的最短计划里")
    lacking.wait_for()
    assert int(re.findall(r"(\d+) 人", lacking.inner_text())[0]) >= 2
    page.goto(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name=re.compile("^批准")).click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    lesson.refresh_from_db()
    assert lesson.live and "K037" not in planned("S018")

    page.set_viewport_size(PHONE)
    enter("s018")
    page.goto("/learn/")
    page.locator("summary", has_text="以后再学").click()
    look("plan", "main")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_role("link", name="开始学习").first.click()
    look("lesson", "main")
    page.set_viewport_size(PHONE)
    page.get_by_label("播放速度").select_option("2")
    page.get_by_role("link", name="开始看").click()
    page.get_by_role("button", name=re.compile("开始答题|去做测验|做随堂测验|开始作答")).first.click(timeout=60_000)
    look("question", "main")
    page.set_viewport_size(PHONE)
    answer_all(page, 3, right=False)
    page.get_by_text("这次还没有通过").wait_for()
    look("not-passed", "main")
    assert not Record.objects.filter(member__code="S018", verb="passed", source="lesson").exists()
    page.get_by_role("button", name="再答一次").click()
    answer_all(page, 3, right=True)
    page.get_by_text("通过了").first.wait_for()
    page.get_by_role("link", name="继续").click()
    page.wait_for_url("**/learn/after/**")
    said = page.inner_text("main")
    assert "+0.25（网络）" in said and f"“{ABILITY}”：知道 → 会做" in said and "还剩" in said
    look("after", "main")
    page.set_viewport_size(PHONE)
    assert Record.objects.filter(member__code="S018", verb="passed").count() == 1

    page.get_by_role("link", name="今天到此").click()
    assert "K044" in planned("S018")
    page.goto(reverse("lms_desk:lesson", args=[Activity.objects.get(code="K044").pk]))
    page.get_by_role("link", name=re.compile("测一测")).first.click()
    assert "不通过不影响任何记录" in page.inner_text("main")
    look("before-the-test", "main")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="开始测试").click()
    answer_all(page, 5, right=True)
    page.get_by_text("通过了").first.wait_for()
    page.get_by_role("link", name="继续").click()
    page.wait_for_url("**/learn/after/**")
    look("tested-out", "main")
    assert "K044" not in planned("S018")
    assert Record.objects.get(member__code="S018", verb="exempted").score is not None

    assert closed_gaps(page, enter) == before + 2
