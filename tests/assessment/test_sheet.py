"""The sheet of questions goes in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.assessment.models import Question, QuestionVersion
from lms.catalogue.models import Activity
from lms.core.sheets import exporting, registry
from lms.core.sheets.importer import import_folder

START = """code,type,competency_code,level,lesson_code,stem,option_a,option_b,option_c,option_d,answer,explanation,basis,points
Q001,single,PTY01,1,,预备期多长？,六个月,一年,,,B,一年。,党章,5
Q002,multi,PTY01,1,,哪些属于？,经济,政治,天气,文化,ABD,,,10
Q003,判断,PTY01,知道,,预备党员有表决权。,,,,,错,,,
Q004,填空,PTY01,1,,写出。,,,,,二十|20,,,
Q005,填数,PTY01,2,,多少？,,,,,3.5,,,
"""


def bring(tmp_path: Path, text: str, by=None):
    (tmp_path / "questions.csv").write_text(text, encoding="utf-8")
    return import_folder(tmp_path, by=by)


def counted(run) -> tuple[int, int]:
    assert not run.problems.errors, [str(one) for one in run.problems.errors]
    return run.counts["questions"].added, run.counts["questions"].changed


def exported(user) -> str:
    spec = registry.sheet("questions")
    heads = [heading for _field, heading in exporting.columns_of(spec)]
    return "".join(exporting.csv_lines(heads, exporting.rows_of(spec, user)))


def test_in_twice_and_out_again_changes_nothing(tmp_path, competency, world, committee_admin):
    assert counted(bring(tmp_path, START, committee_admin)) == (5, 0)
    assert Question.objects.published().count() == 5
    assert [one.key for one in QuestionVersion.objects.order_by("question__code")] == [
        [1],
        [0, 1, 3],
        [1],
        ["二十", "20"],
        ["3.5"],
    ]
    assert counted(bring(tmp_path, START, committee_admin)) == (0, 0)
    out = exported(committee_admin)
    assert "预备期多长？" in out and counted(bring(tmp_path, out, committee_admin)) == (0, 0)
    assert counted(bring(tmp_path, START.replace("写出。", "请写出。"), committee_admin)) == (0, 1)
    changed = Question.objects.get(code="Q004")
    assert (changed.live.number, changed.live.stem, changed.state) == (2, "请写出。", "published")


def test_trainers_bring_drafts_into_their_own_units(tmp_path, competency, world, trainer, other_unit_admin, committee_admin):
    assert counted(bring(tmp_path, START, trainer)) == (5, 0)
    assert set(Question.objects.values_list("state", "owner_unit__code")) == {("draft", "U1")}
    again = exported(trainer)
    assert counted(bring(tmp_path, again, trainer)) == (0, 0)
    assert counted(bring(tmp_path, again, committee_admin)) == (0, 0)  # the rows say: drafts
    assert exported(other_unit_admin).count("\n") == 1
    theirs = bring(tmp_path, START, other_unit_admin)
    assert len(theirs.problems.errors) == 5 and "不在您的范围内" in str(theirs.problems.errors[0])
    wanted = START.replace("points\n", "points,归属组织编码\n").replace("党章,5\n", "党章,5,U2\n")
    assert "列「归属组织编码」 值“U2”" in str(bring(tmp_path, wanted, trainer).problems.errors[0])
    assert counted(bring(tmp_path, START, committee_admin)) == (0, 5)  # the committee vouches for what it brings
    assert Question.objects.published().count() == 5


@pytest.mark.parametrize(
    ("was", "now", "column", "says"),
    [
        ("PTY01,1,,预备期", "PTY99,1,,预备期", "competency_code", "没有这个能力编码"),
        ("PTY01,1,,预备期", "PTY01,1,K999,预备期", "lesson_code", "没有"),
        ("single", "essay", "type", "不是可用的值"),
        (",B,一年。", ",C,一年。", "answer", "没有这个选项"),
        (",B,一年。", ",AB,一年。", "answer", "请勾出一个正确的选项"),
        ("六个月,一年", "一年,一年", "option_a", "不能有空的或相同的"),
        (",错,", ",也许,", "answer", "看不出是对还是错"),
        (",3.5,", ",三点五,", "answer", "请填一个数"),
    ],
)
def test_each_problem_names_row_and_column(tmp_path, competency, world, committee_admin, was, now, column, says):
    assert was in START
    Activity.objects.create(code="K001", title="课", minutes=5)
    run = bring(tmp_path, START.replace(was, now), committee_admin)
    (problem,) = run.problems.errors
    assert (problem.column, problem.row is not None) == (column, True) and says in problem.message
    assert not Question.objects.exists()


def test_what_was_published_keeps_its_competency(tmp_path, competency, world, committee_admin):
    bring(tmp_path, START, committee_admin)
    run = bring(tmp_path, START.replace("Q001,single,PTY01,1", "Q001,single,PTY01,2"), committee_admin)
    assert "请给这道题一个新的编号" in str(run.problems.errors[0])


def test_the_sheet_is_for_those_who_teach(committee_admin, trainer, branch_admin, member_user):
    spec = registry.sheet("questions")
    assert all(registry.may_upload(user, spec) for user in (committee_admin, trainer))
    assert not any(registry.may_upload(user, spec) for user in (branch_admin, member_user))
