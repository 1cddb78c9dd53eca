"""Reading cells: pure, no database."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalogue.sheets.cells import has_check, kind_of, taught
from lms.core.sheets import normal, values
from lms.core.sheets.rows import cycle_in


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("1972.05", (1972, 5)),
        ("1997.6", (1997, 6)),
        ("1976年9月", (1976, 9)),
        ("1976 年 9 月 5 日", (1976, 9)),
        ("2001-06-01", (2001, 6)),
        ("1978/11", (1978, 11)),
        ("200406", (2004, 6)),
        ("20040615", (2004, 6)),
        ("２００１－０６", (2001, 6)),
        ("29282", (1980, 3)),
        (29282.0, (1980, 3)),
        (1972.05, (1972, 5)),
        (200406.0, (2004, 6)),
        ("1972.10", (1972, 10)),
        ("2001-06-01 00:00:00", (2001, 6)),
        (dt.date(1993, 2, 7), (1993, 2)),
        (dt.datetime(1993, 2, 7, 8, 0), (1993, 2)),
    ],
)
def test_every_way_to_write_a_month(cell: Any, month: tuple[int, int]) -> None:
    assert values.month(cell) == dt.date(*month, 1)


@pytest.mark.parametrize(
    "cell", ["1972", "72.05", "1972.13", "2001-02-30", "1899-12", "不详", "2031-01", "1972.0", "0000-01", "3e5"]
)
def test_impossible_months_are_refused(cell: str) -> None:
    with pytest.raises(values.BadValue):
        values.month(cell)


def test_a_rounded_october_is_not_guessed() -> None:
    with pytest.raises(values.BadValue, match="1月还是10月"):
        values.month(1972.1)
    assert isinstance(values.month("1972.1"), values.Remarked)


@given(st.dates(dt.date(1901, 1, 1), dt.date(2025, 12, 31)))
def test_all_styles_mean_the_same_day(day: dt.date) -> None:
    serial = (day - normal.EXCEL_EPOCH).days
    styles = [day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", day]
    assert {values.day(style) for style in styles} == {day}
    if serial > 9999:
        assert values.day(float(serial)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_a_converter(text: str) -> None:
    """Whatever stands in a cell, it is read or refused with a remedy."""
    converters = [
        values.month,
        values.day,
        values.last_day,
        values.whole(1, 4),
        values.number(),
        values.flag,
        values.code(),
        taught,
    ]
    for convert in converters:
        try:
            convert(text)
        except values.BadValue as problem:
            assert problem.message
            assert problem.remedy


@pytest.mark.parametrize(
    ("cell", "name"), [("学员 001", "学员001"), (" 王　五 ", "王五"), ("学员００３", "学员003"), ("John  Smith", "John Smith")]
)
def test_names(cell: str, name: str) -> None:
    assert values.name(60)(cell) == name


@pytest.mark.parametrize(
    ("cell", "number"), [("32学时", "32"), ("１,２００", "1200"), (" 3.50 ", "3.5"), (0.1 + 0.2, "0.3"), ("90", "90")]
)
def test_numbers(cell: Any, number: str) -> None:
    assert values.number()(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["2.5", "0", "5", "三", "-1", "1e9", ""])
def test_levels_from_one_to_four(cell: str) -> None:
    with pytest.raises(values.BadValue):
        values.whole(1, 4)(cell)


def test_what_a_lesson_teaches() -> None:
    assert taught("THY01:2;THY04:1") == (("THY01", 2), ("THY04", 1))
    assert taught("ＴＨＹ０１：２；THY04：1") == (("THY01", 2), ("THY04", 1))
    assert taught("A:1;A:2;A:1") == (("A", 1), ("A", 2))
    for bad in ("THY01", "THY01:0", "THY01:5", ";", "THY01:"):
        with pytest.raises(values.BadValue):
            taught(bad)


def test_forms() -> None:
    assert (kind_of("现场教学"), kind_of("视频"), kind_of(None)) == ("session", "lesson", "lesson")
    assert has_check("测验", None)
    assert has_check("视频", "观看不少于90%且随堂3题答对2题")
    assert not has_check("现场教学", "签到且组织者确认")
    assert not has_check("视频", "观看不少于20分钟")
    assert has_check("图文", "得分不低于60")


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("第一支部", "甲局机关第一党支部", True),
        ("一第支部", "甲局机关第一党支部", False),
        ("", "甲", True),
        ("甲局支部", "甲局党支部", True),
    ],
)
def test_abbreviations(short: str, full: str, fits: bool) -> None:
    assert normal.is_subsequence(short, full) is fits


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_a_circle_is_found_where_there_is_one(graph: dict[str, list[str]]) -> None:
    circle = cycle_in(graph)

    def reaches(start: str) -> bool:
        seen: set[str] = set()
        ahead = list(graph.get(start, ()))
        while ahead:
            node = ahead.pop()
            if node == start:
                return True
            if node not in seen:
                seen.add(node)
                ahead += graph.get(node, ())
        return False

    assert (circle is not None) == any(map(reaches, graph))
    if circle:
        assert circle[0] == circle[-1]
        assert all(b in graph[a] for a, b in itertools.pairwise(circle))
