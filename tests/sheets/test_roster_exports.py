"""What comes in goes out in the same layout, and coming back it changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lms.core.sheets.exporting import columns_of, rows_of
from lms.core.sheets.importer import import_folder
from lms.core.sheets.registry import sheet
from lms.people.actions.grants import give_grant
from lms.people.models import Member, MemberTitle, OrgUnit
from lms.people.roles import Role

from .conftest import Folder, everything

pytestmark = pytest.mark.django_db


def exported(name: str, user: Any) -> list[list[Any]]:
    spec = sheet(name)
    assert spec is not None
    return [[heading for _field, heading in columns_of(spec)], *rows_of(spec, user)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_round_trip_changes_nothing(loaded: Path, folder: Folder, superuser: Any, kind: str) -> None:
    Member.objects.filter(code="S001").update(limited_mobility=True)
    MemberTitle.objects.create(member=Member.objects.get(code="S001"), key="局长", title="局长")
    before = everything()
    for name in ("posts", "org_units", "roster"):
        getattr(folder, kind)(name, exported(name, superuser))
    done = import_folder(folder.path, by=superuser, answers={})
    assert done.problems.errors == [] and not done.asked.open
    assert [(count.read, count.added, count.changed) for count in done.counts.values()] == [(8, 0, 0), (30, 0, 0), (40, 0, 0)]
    assert everything() == before


def test_the_headings_are_those_of_a_usual_roster(loaded: Path, superuser: Any) -> None:
    head, first, *_rest = exported("roster", superuser)
    assert head[:9] == ["学员编号", "姓名", "性别", "出生年月", "学历", "人员类别", "所在单位", "单位编码", "所在党支部"]
    assert first[:4] == ["S001", "学员001", "男", "1972-05"]
    assert all(not heading.isascii() for name in ("posts", "org_units", "roster") for heading in exported(name, superuser)[0])


def test_everybody_takes_away_his_own_people(loaded: Path, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("secretary")
    branch = OrgUnit.objects.get(code="ORG-111")
    give_grant(user=user, role=Role.BRANCH, unit=branch)
    rows = exported("roster", user)[1:]
    assert {row[0] for row in rows} == set(Member.objects.filter(branch=branch).values_list("code", flat=True))
    assert {row[0] for row in exported("org_units", user)[1:]} == {"ORG-111", "ORG-1111", "ORG-1112"}


def test_the_queries_do_not_grow_with_members(loaded: Path, superuser: Any, count_queries: Any) -> None:
    few = count_queries(lambda: list(rows_of(sheet("roster"), superuser)))
    branch = OrgUnit.objects.get(code="ORG-111")
    Member.objects.bulk_create([Member(code=f"X{n:03}", name="某人", branch=branch) for n in range(100)])
    assert len(count_queries(lambda: list(rows_of(sheet("roster"), superuser)))) == len(few)
