"""What the sample teaches: every file can be read and its questions are whole. The loading itself is seen in the other tests."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cms_site.demo import bank, lesson_blocks, lesson_files, lesson_source, moderation, sheets, wholes
from cms_site.planting.source import BadSource
from courses import captions
from courses.blocks import LessonBody

LESSONS = {lesson.code: lesson for lesson in lesson_source.read_all()}
TYPES = set(LessonBody().child_blocks)


def kinds(lesson) -> set[str]:
    return {part.kind for part in lesson.parts}


def test_every_lesson_of_the_sheet_has_a_text():
    assert set(LESSONS) == {row["code"] for row in sheets.rows("lessons.csv")}
    assert all({"text", "key_points"} <= kinds(lesson) <= TYPES for lesson in LESSONS.values())
    assert max(len(lesson.facts["summary"]) for lesson in LESSONS.values()) <= 200


def test_fifteen_lessons_are_whole():
    whole = {"text", "key_points", "for_my_post", "task", "questions", "reading"}
    found = [code for code, lesson in LESSONS.items() if whole <= kinds(lesson)]
    asked = Counter(row["lesson_code"] for row in bank.rows())
    assert len(found) >= 15
    assert [code for code in found if asked[code] < 3] == []


def test_lessons_with_files():
    files = Counter(kind for lesson in LESSONS.values() for kind in kinds(lesson) & set(lesson_source.FILES))
    assert files == {"video": 3, "audio": 2, "document": 2}
    for name, title in lesson_files.TITLES.items():
        said = (lesson_files.FOLDER / "source" / f"{name}.txt").read_text("utf-8")
        assert f"title: {title}\n" in said
        if (path := lesson_files.FOLDER / f"{name}.vtt").exists():
            assert captions.read(path.read_text("utf-8"))
    assert sum(path.stat().st_size for path in Path(lesson_files.FOLDER).iterdir() if path.is_file()) < 6_000_000


def test_questions_can_be_put_and_are_not_said_twice():
    rows = list(bank.rows())
    for row in rows:
        bank.content_of(row).clean()
        assert row["explanation"] and row["basis"], row["code"]
    assert len({row["stem"] for row in rows}) == len({row["code"] for row in rows}) == len(rows)
    quiz = {row["code"] for row in sheets.rows("competencies.csv") if row["evidence_type"] == "quiz"}
    levels = Counter((row["competency_code"], row["level"]) for row in rows if row["competency_code"] in quiz)
    assert sum(number >= 5 for number in levels.values()) >= 10


def test_courses_tracks_and_drafts_name_what_is_there():
    named = {code for *_, codes in (*wholes.COURSES, *wholes.TRACKS) for code in codes}
    assert {code for code in named if not code.startswith("course:")} <= set(LESSONS)
    assert {code.removeprefix("course:") for code in named if code.startswith("course:")} <= {each[0] for each in wholes.COURSES}
    for story in lesson_source.read_all(wholes.STORIES):
        assert set(story.facts["lessons"].split(",")) <= set(LESSONS)
    assert {draft.facts["state"] for draft in lesson_source.read_all(moderation.FOLDER)} == {"waiting", "returned"}


def test_a_body_has_the_same_numbers_each_time():
    known = lesson_blocks.Known({"K045": [1, 2, 3, 4]}, {"P03": 7})
    lesson = lesson_source.parse(
        "code: K045\nslug: s\nsummary: 摘要\n\n文字\n## 小题\n**粗**\n## 要点\n- 一\n## 对我的岗位\n- 支部书记：先写\n"
        "- 科室：再写\n## 练一练：改一份\n怎么改\n> 这样改\n@questions 2\n## 读一读\n- 《书》"
    )
    first = lesson_blocks.body(lesson, known)
    assert first == lesson_blocks.body(lesson, known)
    assert [block["type"] for block in first] == ["text", "key_points", "for_my_post", "task", "questions", "reading"]
    values = {block["type"]: block["value"] for block in first}
    assert values["text"] == "<p>文字</p><h2>小题</h2><p><b>粗</b></p>"
    assert values["for_my_post"]["text"] == "<ul><li><b>科室</b>：再写</li></ul>"
    assert values["for_my_post"]["posts"][0]["value"]["text"] == "<p>先写</p>"
    assert [item["value"] for item in values["questions"]["questions"]] == [1, 2, 3] and values["questions"]["needed"] == 2
    assert values["task"]["sample"] == "<p>这样改</p>"


def test_without_questions_there_is_no_block_of_them():
    lesson = lesson_source.parse("code: X\nslug: s\nsummary: 摘要\n\n文字\n@questions 2")
    assert [block["type"] for block in lesson_blocks.body(lesson, lesson_blocks.Known())] == ["text"]


@pytest.mark.parametrize("text", ["slug: s\nsummary: 摘要\n\n文字", "code K\n\n文字"])
def test_a_file_that_is_written_wrongly_is_named(text):
    with pytest.raises(BadSource, match=r"a\.md"):
        lesson_source.parse(text, "a.md")
