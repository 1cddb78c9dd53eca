"""Courses, tracks and stories of the sample: what is made of its lessons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from courses.pages.models import CoursePage, CoursePart, StoryLesson, StoryPage, TrackPage, TrackPart
from courses.publishing import activity_of, keep
from lms.catalogue.models import Activity, Subject
from lms.people.models import Post

from . import lesson_blocks
from .lesson_source import Lesson, read_all
from .teaching import PREFIX, Teaching

STORIES = Path(__file__).resolve().parent / "stories"
#: Name, title, introduction, subject, lessons.
COURSES = (
    (
        "writing", "公文写作一条线", "从分清文种到替别人改稿，四课走完。", "社会管理", ("K045", "K046", "K047", "K048"),
    ),
    (
        "safety", "安全三件事", "保密、个人信息、消防和急救：人人都要会，平时用不上，用上一次就够本。", "科学技术",
        ("K031", "K044", "K056"),
    ),
)  # fmt: skip
#: Name, title, introduction, subject, codes of the posts, parts: codes of lessons, or a course as ``course:name``.
TRACKS = (
    (
        "party-affairs", "党务干部业务路径", "党务干部岗位从会开会、会发展党员到会办班：只排您还缺的，已会的显示“已掌握”。",
        "政治理论", ("P04",),
        ("K009", "K012", "K013", "K010", "K014", "K015", "K016", "K017", "K018", "K019", "K020", "K007"),
    ),
    (
        "newcomers", "新进人员入门路径", "入职第一年先学这些：会接待、会写、会用表格、知道哪些事不能做。", "社会管理", ("P08",),
        ("K053", "K033", "K045", "K042", "course:safety", "K058"),
    ),
)  # fmt: skip


def load_wholes(teaching: Teaching) -> None:
    made: dict[str, Activity] = {}
    for name, title, intro, subject, codes in COURSES:
        page = CoursePage(title=title, slug=f"course-{name}", intro=intro, subject=_subject(subject))
        page.parts = [CoursePart(activity=each) for each in _parts(teaching, codes, made)]
        if activity := _plant(teaching, f"course:{name}", page):
            made[f"course:{name}"] = activity
    for name, title, intro, subject, posts, codes in TRACKS:
        track = TrackPage(title=title, slug=f"track-{name}", intro=intro, subject=_subject(subject), owner_unit=teaching.unit)
        track.audience_posts = list(Post.objects.filter(code__in=posts))
        track.parts = [TrackPart(activity=each) for each in _parts(teaching, codes, made)]
        _plant(teaching, f"track:{name}", track)
    for story in read_all(STORIES):
        _plant(teaching, f"story:{story.code}", _story(teaching, story))


def _plant(teaching: Teaching, name: str, page: Any) -> Activity | None:
    """Plant, and write the activity of what is new or has changed."""
    changed = teaching.planter.changed
    planted = teaching.planter.plant(f"{PREFIX}{name}", teaching.index, page)
    if planted is None or isinstance(page, StoryPage):
        return None
    if planted is page or teaching.planter.changed != changed:
        return keep(planted)
    return activity_of(planted)


def _story(teaching: Teaching, story: Lesson) -> StoryPage:
    facts = story.facts
    page = StoryPage(
        title=facts["title"], slug=facts["slug"], intro=facts["summary"], who=facts["who"], where=facts["where"],
        subject=_subject(facts["subject"]), recommended_as="role_model", body=lesson_blocks.body(story, teaching.known),
    )  # fmt: skip
    page.parts = [StoryLesson(activity=each) for each in _parts(teaching, facts["lessons"].split(","), {})]
    page.tags.add(*facts["tags"].split(","))
    return page


def _parts(teaching: Teaching, codes: Iterable[str], made: dict[str, Activity]) -> list[Activity]:
    known = {**teaching.activities, **made}
    return [known[code] for code in codes if code in known]


def _subject(name: str) -> Subject | None:
    return Subject.objects.filter(name=name).first()
