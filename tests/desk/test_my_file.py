from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lms.catalogue.models import HoursTarget
from lms.desk.file import my_file
from lms.requirements.actions import LineData

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)


def file(desk, year=None):
    return my_file(desk.learner, user_id=0, year=year, today=TODAY)


def line(page, name: str):
    return next(each for each in page.hours if each.name == name)


def credited(desk, key: str, hours: str, mode: str, day: dt.date = dt.date(2026, 5, 1), **fields) -> None:
    desk.tell("credited", key, day=day, hours=Decimal(hours), mode=mode, platform="干部网络学院", **fields)


def asked(desk, code: str, hours: int, years: int = 1) -> None:
    target = HoursTarget.objects.get(code=code)
    desk.put(LineData(kind="hours", target_id=target.pk, hours=Decimal(hours), window_years=years))


def test_hours_by_target_and_mode_with_what_is_missing(desk):
    asked(desk, "PARTY", 32)
    credited(desk, "a", "12.5", "网络")
    credited(desk, "b", "8", "集中")
    page = file(desk)
    assert page.modes == ("集中与现场", "网络")
    party = line(page, "党员年度学时")
    assert party.cells == ["8", "12.5"]
    assert (party.total_text, party.required_text, party.missing_text, party.met) == ("20.5", "32", "11.5", False)
    assert line(page, "网络自学学时").required is None


def test_a_met_target_lacks_nothing_and_only_then_is_the_bar_full(desk):
    asked(desk, "ONLINE", 50)
    credited(desk, "a", "49.99", "网络")
    almost = line(file(desk), "网络自学学时")
    assert (almost.met, almost.bar) == (False, 99)
    credited(desk, "b", "0.01", "网络")
    full = line(file(desk), "网络自学学时")
    assert (full.met, full.missing, full.bar) == (True, 0, 100)


def test_a_window_of_years_counts_all_of_them(desk):
    asked(desk, "CADRE", 550, years=5)
    credited(desk, "a", "100", "集中", dt.date(2022, 1, 1))
    credited(desk, "b", "60", "集中", dt.date(2026, 1, 1))
    credited(desk, "c", "80", "集中", dt.date(2021, 12, 31))
    cadre = line(file(desk), "干部集中培训学时")
    assert (cadre.years, cadre.total, cadre.missing) == (5, 160, 390)


def test_flexible_members_are_not_told_what_they_lack(desk):
    desk.learner.is_mobile = True
    desk.learner.save(update_fields=["is_mobile"])
    asked(desk, "PARTY", 32)
    assert line(file(desk), "党员年度学时").flexible


def test_years_are_those_with_records_and_this_one(desk):
    credited(desk, "a", "96", "网络", dt.date(2024, 12, 31))
    assert file(desk).years == (2026, 2024)
    assert [each.what for each in file(desk, 2024).entries] == ["干部网络学院"]
    assert file(desk).entries == ()
    assert file(desk, 2099).year == 2026


def test_an_entry_says_what_how_well_and_what_it_gave(desk):
    writing = desk.competency("DIG04", "公文写作")
    lesson = desk.lesson("K002", "公文格式", 20, (writing, 2))
    desk.tell("passed", "p", day=dt.date(2026, 6, 1), activity_id=lesson.pk, success=True, score=Decimal(90))
    desk.tell("assessed", "a", day=dt.date(2026, 5, 1), competency_id=writing.pk, kind="self", level=2)
    first, second = file(desk).entries
    assert (first.what, first.verb, first.result) == ("公文格式", "通过测验", "得分90，20分钟")
    assert first.hours == "0.5（党员年度学时、网络自学学时）"
    assert (second.what, second.verb, second.result, second.hours) == ("公文写作", "能力认定", "会做（自评）", "")


def test_what_somebody_else_entered_says_so(desk, superuser, member_user):
    superuser.last_name, superuser.first_name = "孙", "联络"
    superuser.save()
    credited(desk, "a", "3", "网络", dt.date(2026, 3, 1), by=superuser, reason="register")
    credited(desk, "b", "4", "网络", dt.date(2026, 2, 1), by=member_user)
    credited(desk, "c", "5", "网络", dt.date(2026, 1, 1), source="sheet:hours")
    entries = my_file(desk.learner, user_id=member_user.pk, today=TODAY).entries
    assert [each.entered_by for each in entries] == ["由孙联络登记（组织者签到表）", "", "由表格导入"]


def test_as_many_queries_for_fifty_records_as_for_one(desk, assert_same_queries):
    def add(count: int) -> None:
        start = len(file(desk).entries)
        for at in range(start, start + count):
            credited(desk, f"k{at}", "0.5", "网络")

    assert assert_same_queries(lambda: file(desk), add) <= 25
