"""Titles out of a cell: whatever is typed, the parts are stable, bounded and free of blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.titles import LONGEST, readable, split_titles, title_key
from lms.people.unit_words import core, kind_of, same_but_written_otherwise

WORDS = st.sampled_from(["局长", "副局长", "办公室主任", "党组书记", "科长", "兼职教师", "Ａ岗", "三级主任科员", "(主持工作)"])
JOINTS = st.sampled_from(["、", "，", ",", "兼", "兼任", "；", "/", "\n"])
ANYTHING = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120) | st.text(
    alphabet="局长兼任职、，（）() 　·-党员科Ａ1234567\n", max_size=60
)


@pytest.mark.parametrize(
    ("cell", "titles"),
    [
        ("局　长", ("局长",)),
        ("党组成员、副局长", ("党组成员", "副局长")),
        ("办公室主任兼机关党委书记", ("办公室主任", "机关党委书记")),
        ("党组书记，局长兼任工会主席", ("党组书记", "局长", "工会主席")),
        ("办公室主任（兼）", ("办公室主任",)),
        ("专兼职辅导员", ("专兼职辅导员",)),
        ("副局长（主持工作）", ("副局长(主持工作)",)),
        ("张三（局长）", ("局长",)),
        ("13800001111 科长", ("科长",)),
        ("党员", ()),
        ("退休", ()),
        ("——", ()),
        ("", ()),
    ],
)
def test_cells_as_people_write_them(cell, titles):
    assert split_titles(cell, "张三") == titles


@given(ANYTHING)
def test_whatever_is_typed(cell):
    titles = split_titles(cell)
    keys = [title_key(title) for title in titles]
    assert all(keys) and len(set(keys)) == len(keys)
    for title in titles:
        assert len(title) <= LONGEST and title == title.strip()
        assert readable(title) == title


@given(ANYTHING)
def test_each_title_is_read_as_itself(cell):
    for title in split_titles(cell):
        assert split_titles(title) in ((title,), ())


@given(st.lists(WORDS, min_size=1, max_size=4, unique=True), JOINTS)
def test_joined_titles_come_apart(words, joint):
    known = {title_key(word) for word in words} - {title_key("(主持工作)")}
    if joint not in ("兼", "兼任") or not any(word.startswith(("职", "(", "兼")) for word in words):
        assert known <= {title_key(title) for title in split_titles(joint.join(words))}


@given(WORDS, st.sampled_from(["", " ", "　", "\u200b"]))
def test_blanks_and_width_do_not_count(word, blank):
    assert title_key(blank.join(word)) == title_key(word)


def test_names_of_units():
    assert core("中共甲局机关第1党支部委员会") == core("甲局第一支部")
    assert (kind_of("甲局机关第三党支部"), kind_of("第二党小组"), kind_of("乙局党组"), kind_of("丙中心")) == (
        "党支部", "党小组", "党组", "党支部",
    )  # fmt: skip
    known = {"A": "甲局机关第一党支部", "B": "甲局机关第二党支部"}
    assert same_but_written_otherwise("中共甲局第1支部", known) == "A"
    assert same_but_written_otherwise("甲局机关第三党支部", known) is None
