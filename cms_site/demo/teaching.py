"""The lessons of the sample as pages: one for each activity of its sheet, with courses, tracks and stories around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from cms_site.planting.planter import Planter
from courses.pages.models import LessonPage, LessonTeaches
from courses.publishing import adopt, keep
from lecturers.models import Lecturer
from lms.catalogue.models import Activity
from lms.core.dates import add_months
from lms.people.models import OrgUnit, Post

from . import bank, lesson_blocks, sheets
from .lesson_source import Lesson, read_all

PREFIX = "sample:zh-hans:"
#: What is looked at again soon, and what should have been: lesson → months after the loading.
REVIEWS = {"K037": -1, "K041": -1, "K031": 2}
NEXT_REVIEW = 12


@dataclass
class Teaching:
    """What the pages of one loading are made with."""

    planter: Planter
    index: Page
    loaded: dt.date
    known: lesson_blocks.Known
    activities: dict[str, Activity]
    lecturers: dict[str, Lecturer]
    unit: OrgUnit


@transaction.atomic
def load_teaching(planter: Planter, index: Page, loaded: dt.date) -> Teaching:
    """Plant a page for each lesson of the sheet below ``index``, with the questions that they put."""
    unit = OrgUnit.objects.get(code="ORG-00")
    bank.load_questions(unit)
    known = lesson_blocks.Known(bank.by_lesson(), dict(Post.objects.values_list("code", "pk")))
    lessons = read_all()
    activities = Activity.objects.filter(code__in=[lesson.code for lesson in lessons]).prefetch_related("tiers", "teaches")
    teaching = Teaching(
        planter, index, loaded, known, {each.code: each for each in activities},
        Lecturer.objects.in_bulk(field_name="code"), unit,
    )  # fmt: skip
    for lesson in lessons:
        if lesson.code in teaching.activities:
            _plant_lesson(teaching, lesson)
    return teaching


def _plant_lesson(teaching: Teaching, lesson: Lesson) -> None:
    activity, before = teaching.activities[lesson.code], teaching.planter.changed
    page = _page(teaching, lesson, activity)
    planted = teaching.planter.plant(f"{PREFIX}lesson:{lesson.code}", teaching.index, page)
    if planted is None:
        return
    if planted is page:
        adopt(activity, page)
    elif teaching.planter.changed != before:
        keep(planted)


def _page(teaching: Teaching, lesson: Lesson, activity: Activity) -> LessonPage:
    row = _row(lesson.code)
    is_unit = activity.share_scope == Activity.Share.UNIT
    page = LessonPage(
        title=activity.title, slug=lesson.facts["slug"], intro=lesson.facts["summary"], minutes=activity.minutes,
        subject_id=activity.subject_id, form=_form(lesson, row["form"]), share_scope=activity.share_scope,
        owner_unit=(activity.owner_unit or teaching.unit) if is_unit else activity.owner_unit,
        valid_until=activity.valid_until, must_finish=activity.must_finish, lecturer=teaching.lecturers.get(row["lecturer_code"]),
        review_on=add_months(teaching.loaded.replace(day=1), REVIEWS.get(lesson.code, NEXT_REVIEW)),
        recommended_as=lesson.facts.get("recommended", ""), body=lesson_blocks.body(lesson, teaching.known),
    )  # fmt: skip
    page.tiers = list(activity.tiers.all())
    page.teaches = [LessonTeaches(competency_id=each.competency_id, level=each.level) for each in activity.teaches.all()]
    if lesson.facts.get("tags"):
        page.tags.add(*lesson.facts["tags"].split(","))
    return page


def _form(lesson: Lesson, of_sheet: str) -> str:
    """As the page really is: the sheet calls a lesson a video of which the sample has only the text."""
    if of_sheet in ("视频", "图文"):
        return "视频" if "video" in lesson.facts else "图文"
    return of_sheet


def _row(code: str) -> dict[str, str]:
    if not _ROWS:
        _ROWS.update({row["code"]: row for row in sheets.rows("lessons.csv")})
    return _ROWS[code]


_ROWS: dict[str, dict[str, str]] = {}


