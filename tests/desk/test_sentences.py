"""The one sentence of a lesson: at most sixty characters, whatever the names, and honest about what it leaves out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lms.desk import wording, wording_reason
from lms.planning.gaps import Level

MARCH = dt.date(2026, 3, 15)
NAMES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=150)
LEVELS = st.one_of(
    st.just(Level()),
    st.builds(lambda level, basis: Level(level, basis), st.integers(0, 4), st.sampled_from(["formal", "learned", "self"])),
    st.builds(lambda held: Level(0, "lapsed", held=held, until=MARCH), st.integers(0, 4)),
)
KINDS = st.sampled_from(["", "自评", "测试", "上级评定", "现场观察"])


@given(who=NAMES, what=NAMES, level=st.integers(1, 4), now=LEVELS, kind=KINDS)
def test_what_a_post_asks_never_takes_more_than_sixty_characters(who, what, level, now, kind):
    said = wording_reason.asks_competency(who, "岗位", what, level, wording.where_i_am(now, kind, MARCH))
    assert len(said) <= 60
    assert f"达到“{wording.level_word(level)}”" in said


@given(who=NAMES, what=st.one_of(st.just(""), NAMES), level=st.integers(1, 4), now=LEVELS, kind=KINDS, tier=st.booleans())
def test_a_compulsory_lesson_neither(who, what, level, now, kind, tier):
    standing = wording.where_i_am(now, kind, MARCH)
    assert len(wording_reason.asks_lesson(who, "岗位", what, level, standing, tier)) <= 60


@given(titles=st.lists(NAMES, min_size=1, max_size=6), what=NAMES, level=st.integers(1, 4))
def test_nor_a_prerequisite_or_an_elective(titles, what, level):
    assert len(wording_reason.comes_before(titles)) <= 60
    assert len(wording_reason.elective_new(what, level)) <= 60


def test_the_bracket_goes_first_then_who_asks_then_the_end_of_the_name():
    now = wording.where_i_am(Level(1, "self"), "自评", MARCH)

    def said(who: str, what: str) -> str:
        return wording_reason.asks_competency(who, "岗位", what, 2, now)

    assert said("科室负责人", "公文写作") == "科室负责人要求“公文写作”达到“会做”，您目前“知道”（2026-03 自评）"
    assert said("科室负责人", "公" * 28) == f"科室负责人要求“{'公' * 28}”达到“会做”，您目前“知道”"
    assert said("科室负责人" * 3, "公" * 28) == f"岗位要求“{'公' * 28}”达到“会做”，您目前“知道”"
    cut = said("科室负责人", "公" * 80)
    assert cut.startswith("岗位要求“公")
    assert "公…”达到“会做”" in cut
    assert len(cut) == 60


@pytest.mark.parametrize(
    ("source", "said"),
    [("post:P1", "岗位"), ("tier:GEN", "本层次"), ("track:T1", "学习路径"), ("unit:U1", "本单位"), ("person:M1", "组织")],
)
def test_who_asks_without_a_name(source, said):
    assert wording_reason.somebody(source) == said


def test_other_scripts_may_use_more_letters():
    with translation.override("en"):
        assert wording_reason.limit() == 160


def test_what_a_section_has_in_common_is_said_once():
    assert wording.said_once("", "", True) == ""
    assert wording.said_once("时间不限", "", True) == "各课时间不限。"
    assert wording.said_once("", "计入甲", True) == "学时都计入甲。"
    assert wording.said_once("建议后天前完成", "计入甲", False) == "各课建议后天前完成。学时除另有注明外计入甲。"
