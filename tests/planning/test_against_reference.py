"""Organisations of every shape go through the doors of the product, and a second reading of the definitions checks the result."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.core.management import call_command

from lms.core import clock
from lms.planning.models import Plan

from .organisations import changes, organisation, write
from .reference import Reading

pytestmark = pytest.mark.django_db


def export(name: str, **options) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command(name, stdout=out, **options)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


@pytest.mark.parametrize("seed", range(24))
def test_exports_equal_an_independent_reading(seed: int, tmp_path) -> None:
    today = clock.today()
    sheets, evidence = organisation(seed, today)
    load(tmp_path / "sheets", sheets, evidence)
    for day in (today, today - dt.timedelta(days=1), today + dt.timedelta(days=200)):
        check(Reading(sheets, evidence, day, today), day)


def check(reading: Reading, day: dt.date) -> None:
    gaps, plans = export("export_gaps", on=day.isoformat()), export("export_plans", on=day.isoformat())
    unsupplied: dict[tuple[str, int], int] = {}
    for member in reading.sheets["roster"]:
        code = member["学员编号"]
        told = {
            row["competency_code"]: (int(row["required_level"]), int(row["current_level"]), row["basis"])
            for row in gaps
            if row["learner_code"] == code
        }
        assert told == reading.gaps(member), (code, day)
        rows = [row for row in plans if row["learner_code"] == code]
        compulsory, best, sets, missing = reading.plan(member)
        for key in missing:
            unsupplied[key] = unsupplied.get(key, 0) + 1
        first = [row["activity_code"] for row in rows if row["section"] == "mandatory"]
        then = [row["activity_code"] for row in rows if row["section"] == "gap"]
        assert set(first) == compulsory, (code, day)
        planned = {*first, *then}
        assert all(codes & planned for codes in sets.values() if codes), (code, day)
        assert reading.closed(planned) == planned
        assert (sum(reading.lessons[each]["minutes"] for each in then), len(then)) == best, (code, day)
        assert first == reading.order(member, first, ()), (code, day)
        assert then == reading.order(member, then, first), (code, day)
        assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            supplies = {f"{competency}:{level}" for (competency, level), codes in sets.items() if row["activity_code"] in codes}
            assert set(filter(None, row["supplies"].split(";"))) == supplies, (code, day)
            assert row["other_tier"] == (
                "no" if reading.tier(member) in reading.lessons[row["activity_code"]]["tiers"] else "yes"
            )
    told_missing = {
        (row["competency_code"], int(row["level"])): int(row["learners"])
        for row in export("export_unsupplied", on=day.isoformat())
    }
    assert told_missing == unsupplied


def test_the_same_input_gives_the_same_plan(tmp_path) -> None:
    sheets, evidence = organisation(3, clock.today())
    write(tmp_path, sheets, evidence)
    call_command("import_training_data", str(tmp_path), stdout=io.StringIO())
    first = export("export_plans")
    Plan.objects.all().delete()
    call_command("replan", stdout=io.StringIO(), stderr=io.StringIO())
    assert export("export_plans") == first


@pytest.mark.parametrize("seed", range(300, 306))
def test_a_second_import_starts_today_and_the_past_stays(seed: int, tmp_path) -> None:
    today = clock.today()
    yesterday = today - dt.timedelta(days=1)
    sheets, evidence = organisation(seed, today)
    load(tmp_path / "before", sheets, evidence)
    changed = changes(seed, sheets)
    load(tmp_path / "after", changed, [])
    check(Reading(sheets, evidence, yesterday, today), yesterday)
    check(Reading(changed, evidence, today, today), today)


def load(folder, sheets, evidence) -> None:
    folder.mkdir()
    write(folder, sheets, evidence)
    call_command("import_training_data", str(folder), stdout=io.StringIO())
    if evidence:
        (folder / "evidence_rows.txt").rename(folder / "evidence.csv")
        call_command("import_evidence", str(folder / "evidence.csv"), stdout=io.StringIO())
