"""师资库汇总表 comes in and goes out; what comes in again changes nothing."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from lecturers.models import Lecturer, LecturerStep
from lms.catalogue.models import Activity
from lms.core.sheets.exporting import columns_of, csv_lines, rows_of
from lms.core.sheets.registry import sheet


def brought_in(folder) -> str:
    out = io.StringIO()
    call_command("import_training_data", str(folder), stdout=out)
    return out.getvalue()


def everything() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in (Lecturer, LecturerStep, Activity)]
    return [*rows, list(Lecturer.subjects.through.objects.order_by("pk").values())]


@pytest.fixture
def lesson(db):
    return Activity.objects.create(code="K1", title="公文格式", minutes=15)


def test_in_and_out(world, folder, lesson, superuser):
    assert "新增 2" in brought_in(folder)
    first, trial = Lecturer.objects.order_by("code")
    assert (first.standing_label, first.modes, str(first.term_end), str(first.rating)) == (
        "在库", ["面授", "视频"], "2027-03-31", "4.6")  # fmt: skip
    assert (trial.standing_label, [one.label for one in trial.subjects.all()]) == ("试讲", ["科学技术", "数据安全"])
    lesson.refresh_from_db()
    assert lesson.lecturer_code == "T01"
    before = everything()
    assert "新增 0，变更 0" in brought_in(folder)
    spec = sheet("lecturers")
    lines = csv_lines([heading for _field, heading in columns_of(spec)], rows_of(spec, superuser))
    (folder / "lecturers.csv").write_text("".join(lines), encoding="utf-8")
    assert "新增 0，变更 0" in brought_in(folder)
    assert everything() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("面授|视频", "电话", "没有“电话”这种授课形式"),
        ("4.6", "9", "超出范围"),
        ("K1", "K9", "没有这个课程编码"),
        ("在库", "到期", "聘期还没有到"),
        ("全县共享,在库", "本单位,在库", "“本单位”须写明推荐单位"),
    ],
)
def test_what_is_wrong_is_told_by_row(world, folder, lesson, old, new, said, capsys):
    path = folder / "lecturers.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_training_data", str(folder), stdout=out, stderr=out)
    told = out.getvalue()
    assert said in told and "第 2 行" in told, told
    assert not Lecturer.objects.exists()


def test_no_sheet_leads_past_the_trial(world, folder, lesson):
    brought_in(folder)
    path = folder / "lecturers.csv"
    path.write_text(path.read_text("utf-8").replace("试用", "在库"), encoding="utf-8")
    with pytest.raises(CommandError):
        brought_in(folder)
    assert Lecturer.objects.get(code="T10").standing_label == "试讲"


def test_every_field_of_the_row_is_in_the_sheet(db):
    """Whoever adds a field decides whether it belongs to the sheet."""
    kept = {"id", "photo", "trial_on", "erased_at", "in_class", "by_video", "on_site"}
    fields = {field.name for field in Lecturer._meta.fields} - kept
    assert fields == {name for name, _heading in columns_of(sheet("lecturers"))} - {"categories", "modes", "lesson_codes"}
