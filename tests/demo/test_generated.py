"""The made-up organisation of the benchmarks is one that the product itself could have written."""

from __future__ import annotations

import csv

import pytest
from django.core.management import call_command

from bench.generate import NOISE, POSTS, generate, levels_of, shape, write_evidence, write_roster
from lms.core.sheets.importer import import_folder
from lms.people.actions.tiers import recalculate_tiers
from lms.people.models import Member
from lms.planning.actions import replan
from lms.planning.models import MemberPlan
from lms.records.models import Record


def test_about_a_third_of_the_members_deviates():
    made = shape()
    different = sum(levels_of(number, number % POSTS, made) != made.typical[number % POSTS] for number in range(2000))
    assert NOISE - 0.05 < different / 2000 < NOISE + 0.05
    assert levels_of(17, 17, made) == levels_of(17, 17, shape())


def test_generated_facts_are_consistent(db):
    generate(60)
    call_command("check_projections", verbosity=0)
    assert recalculate_tiers() == 0
    replan(Member.objects.all())
    assert MemberPlan.objects.filter(stale=False, plan__isnull=False).count() == 60


@pytest.mark.django_db
def test_generated_sheets_are_read_without_an_error(tmp_path):
    generate(30)
    write_roster(tmp_path / "roster.csv", 25)
    run = import_folder(tmp_path)
    assert [str(problem) for problem in run.problems.errors] == []
    assert Member.objects.filter(code__startswith="R", holdings__isnull=False).count() == 25
    evidence = tmp_path / "evidence.csv"
    write_evidence(evidence, 30)
    with evidence.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 30
    call_command("import_evidence", str(evidence), verbosity=0)
    assert Record.objects.filter(source="sheet:evidence").count() == 30
