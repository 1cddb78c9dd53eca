"""The sample imports with the counts that are known of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry

from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency, Domain
from lms.core.models import ImportRun
from lms.people.models import Member, MemberEvent, OrgUnit, PostHolding
from lms.people.queries import category_contradictions
from lms.records.models import CreditEntry, Record
from lms.requirements.models import Assignment, Line

from .conftest import SHEETS, TODAY, command, everything

pytestmark = pytest.mark.django_db


def test_counts(loaded: Path) -> None:
    assert (Activity.objects.count(), Competency.objects.count(), Domain.objects.count()) == (58, 35, 7)
    assert Line.objects.filter(kind="competency").count() == 268
    assert (OrgUnit.objects.count(), Member.objects.count()) == (30, 40)
    assert Counter(Member.objects.values_list("tier__code", flat=True)) == {"LEAD": 10, "YOUTH": 12, "GEN": 18}
    assert not Member.objects.filter(tier_override__isnull=False).exists()


def test_everything_holds_since_always(loaded: Path) -> None:
    assert not PostHolding.objects.exclude(start=None, end=None).exists()
    assert not Assignment.objects.exclude(start=None, end=None).exists()
    assert not Line.objects.filter(since__isnull=False).exists()
    assert not MemberEvent.objects.exists()


def test_the_imperfections_of_the_sample_are_there(loaded: Path) -> None:
    assert [(c.member.code, c.post.code) for c in category_contradictions(TODAY)] == [("S022", "P04")]
    assert list(OrgUnit.objects.filter(kind="党支部", training_contact=None).values_list("code", flat=True)) == ["ORG-413"]
    assert Activity.objects.get(code="K036").valid_until == dt.date(2026, 6, 30)
    assert set(Member.objects.filter(is_mobile=True).values_list("code", flat=True)) == {"S010", "S036"}
    assert set(Member.objects.filter(home_study=True, limited_mobility=True).values_list("code", flat=True)) == {"S012", "S013"}
    assert set(Member.objects.filter(retired=True).values_list("code", flat=True)) == {"S011", "S012", "S013"}


def test_lessons(loaded: Path) -> None:
    lesson = Activity.objects.get(code="K001")
    assert (lesson.kind, lesson.has_check, lesson.is_required, str(lesson.subject)) == ("lesson", True, False, "政治理论")
    assert set(lesson.tiers.values_list("code", flat=True)) == {"LEAD", "YOUTH", "GEN"}
    assert set(Teaches.objects.filter(activity=lesson).values_list("competency__code", "level")) == {("THY01", 1), ("THY04", 1)}
    assert lesson.title == "创新理论学什么、怎么学"
    assert Activity.objects.get(code="K003").title == "专题研讨：理论学习联系本职工作"
    session = Activity.objects.get(code="K008")
    assert (session.kind, session.has_check, session.site) == ("session", False, "教学点05（党员活动室）")
    assert Counter(Activity.objects.values_list("kind", flat=True)) == {"lesson": 47, "session": 11}


def test_hours_and_opening_records(loaded: Path) -> None:
    asked = dict(
        Assignment.objects.filter(member__code="S004").values_list(
            "requirement_set__versions__lines__target__code", "requirement_set__versions__lines__hours"
        )
    )
    assert asked == {"PARTY": 56, "CADRE": 90, "ONLINE": 50}
    assert not Assignment.objects.filter(member__code="S012").exists()
    opening = Record.objects.get(member__code="S001")
    assert (opening.verb, opening.day, opening.hours, opening.source) == ("opening", dt.date(2025, 12, 31), 96, "sheet:roster")
    assert CreditEntry.objects.get(record=opening).target.code == "PARTY"
    assert not Record.objects.filter(member__code="S040").exists()


def test_secretaries_and_contacts(loaded: Path) -> None:
    branch = OrgUnit.objects.get(code="ORG-112")
    assert (branch.secretary.code, branch.training_contact.code) == ("S008", "S009")
    assert branch.depth == 3
    assert branch.path.startswith(OrgUnit.objects.get(code="ORG-10").path)


def test_one_run_and_one_log_entry_with_its_rows(loaded: Path) -> None:
    run = ImportRun.objects.get()
    assert run.day == TODAY
    assert run.counts["roster"] == {"read": 40, "added": 40, "changed": 0}
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.data["rows"]) == ("lms.import", run.counts)


def test_the_same_again_changes_nothing(loaded: Path) -> None:
    before = everything()
    code, out, errors = command("import_training_data", loaded)
    assert (code, errors) == (0, "")
    for title in ("能力", "岗位", "组织", "岗位要求", "课程", "花名册"):
        line = next(line for line in out.splitlines() if line.startswith(f"{title}（"))
        assert line.endswith("新增 0，变更 0")
    assert everything() == before


def test_a_dry_run_counts_and_writes_nothing(db: None, sample: Path) -> None:
    before = everything()
    code, out, _errors = command("import_training_data", sample, "--dry-run")
    assert code == 0
    assert "花名册（roster.csv）：读取 40 行，新增 40，变更 0" in out
    assert "试运行：没有写入任何内容。" in out
    assert everything() == before


def test_notices_of_the_sample(sample: Path) -> None:
    _code, out, _errors = command("import_training_data", sample)
    notices = [line for line in out.splitlines() if line.startswith("提示")]
    assert notices == [
        "提示 roster.csv：以下列系统不需要，不保存：民族、参加工作时间、入党时间、转正时间。",
        "提示 roster.csv 第 23 行 列「人员类别」 值“群众”：学员022的人员类别与岗位 P04 不符。请核对岗位设置或人员类别。",
    ]


@pytest.mark.parametrize("missing", SHEETS)
def test_sheets_may_come_one_after_the_other(sample: Path, missing: str, tmp_path: Path) -> None:
    """Without one sheet the others say what they lack, or import; nothing depends on all six being there at once."""
    (sample / f"{missing}.csv").unlink()
    code, _out, errors = command("import_training_data", sample)
    needs = {"competencies": "能力", "posts": "岗位", "org_units": "组织"}
    assert code == (1 if missing in needs else 0)
    if missing in needs:
        assert f"请先导入“{needs[missing]}”表，或与本表一起选" in errors
        assert len(errors.splitlines()) < 10, "said once for a column, not for each row"
