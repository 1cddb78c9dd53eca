"""The sheet of lessons and lessons that a page maintains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from courses.pages.models import LessonPage
from courses.publishing import activity_of
from lms.catalogue.models import Activity
from lms.core.sheets.importer import import_folder

HEAD = "编码,名称,分钟,形式,是否必修,层次,能力,教学点\n"


def test_the_sheet_says_what_a_page_maintains_and_leaves_it(write: Callable[..., LessonPage], tmp_path: Path):
    page = write()
    other = Activity.objects.create(code="K900", title="旧课", minutes=10, form="图文")
    row = "{code},{title},{minutes},图文,是,GEN,DOC01:2,红旗馆\n"
    said = row.format(code="W-0001", title="别的名字", minutes=99) + row.format(code="K900", title="新课", minutes=20)
    (tmp_path / "lessons.csv").write_text(HEAD + said, encoding="utf-8")
    done = import_folder(tmp_path)
    assert not done.problems.errors
    assert [(each.row, each.value) for each in done.problems.notices if "页面" in each.message] == [(2, "W-0001")]
    kept = activity_of(page)
    assert (kept.title, kept.minutes, set(kept.tiers.values_list("code", flat=True))) == ("请示怎么写", 12, {"GEN", "YOUTH"})
    assert (kept.is_required, kept.site) == (True, "红旗馆"), "what no page says is still written"
    other.refresh_from_db()
    assert (other.title, other.minutes) == ("新课", 20)
