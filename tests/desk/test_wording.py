from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.desk import wording, wording_reason, wording_record
from lms.planning.gaps import Level

MARCH = dt.date(2026, 3, 15)


@pytest.mark.parametrize(
    ("level", "kind", "day", "said"),
    [
        (Level(), "", None, "您目前未评估"),
        (Level(1, "self"), "自评", MARCH, "您目前“知道”（2026-03 自评）"),
        (Level(0, "formal"), "测试", MARCH, "您目前未达到“知道”（2026-03 测试）"),
        (Level(3, "learned"), "", MARCH, "您目前“熟练”（2026-03 学习所得）"),
        (Level(0, "lapsed", held=2, until=MARCH), "测试", dt.date(2024, 3, 15), "您曾“会做”（2026-03 到期），需复训"),
        (Level(0, "lapsed", held=0, until=MARCH), "测试", dt.date(2024, 3, 15), "您的评估已到期（2026-03）"),
    ],
)
def test_where_i_am(level, kind, day, said):
    long, short = wording.where_i_am(level, kind, day)
    assert long == said
    assert short == re.sub(r"（.*）", "", said)


def test_the_reason_says_who_asks_which_level_and_where_i_am():
    now = wording.where_i_am(Level(1, "self"), "自评", MARCH)
    said = wording_reason.asks_competency("科室负责人", "岗位", "公文写作", 2, now)
    assert said == "科室负责人要求“公文写作”达到“会做”，您目前“知道”（2026-03 自评）"


def test_quotes_inside_quotes_become_single():
    assert wording.quoted("“三会一课”组织") == "“‘三会一课’组织”"


@pytest.mark.parametrize(("value", "said"), [("32.00", "32"), ("0.50", "0.5"), ("100", "100"), ("0.00", "0"), ("0.25", "0.25")])
def test_hours_have_no_trailing_zeros(value, said):
    assert wording.hours_number(Decimal(value)) == said


@given(st.decimals(min_value=0, max_value=99999, places=2))
def test_hours_as_written_are_the_same_number(value):
    assert Decimal(wording.hours_number(value)) == value


def test_credit_is_never_blank():
    assert wording.hours_earned(None, []) == "不计学时"
    assert wording.hours_earned(Decimal("0.50"), ["甲指标", "乙指标"]) == "0.5 学时"
    assert wording.counts_for(Decimal("0.50"), ["甲指标", "乙指标"]) == "计入甲指标、乙指标"
    assert wording.credit("0.5 学时", "计入甲指标") == "0.5 学时，计入甲指标"
    assert wording.credit("不计学时", "") == "不计学时"


@pytest.mark.parametrize(
    ("mode", "column"), [("online", "online"), ("网络", "online"), ("集中", "onsite"), ("opening", "opening"), ("函授", "other")]
)
def test_modes_of_the_sheets_find_their_column(mode, column):
    assert wording.mode_column(mode) == column


def test_names_are_put_as_the_language_has_it():
    assert wording_record.person("王", "小明") == "王小明"
    assert wording_record.person("Miller", "Ann") == "Ann Miller"
    assert wording_record.person("", "") == ""


def test_every_reason_of_an_alternative_has_words():
    assert all(wording.alternative_reason(reason) for reason in ("more_minutes", "covered", "done"))
