"""What a text is found by, and what a query asks for: pure, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Not, Or, Phrase, PlainText

from lms.core.search.asking import MOST_TERMS, NOTHING, All, Asked, Row, Some, Term, Without, asked, words
from lms.core.search.normalise import folded, simplified
from lms.core.search.tokens import tokens

#: What people type: Chinese of both kinds, Latin, signs, quotation marks and operators.
SIGNS = "党史学习教育黨學習课一的 aAzZ09.\"“”「」()*-:^+|&!<>'\\%_\t、，"


def all_of(text: str) -> set[str]:
    found = tokens(simplified(text))
    return {*found.units, *(token for _, token in found.extras)}


def test_traditional_full_width_and_capitals_are_one_spelling():
    assert folded("黨史學習ＡＢＣ") == "党史学习abc"


def test_a_run_of_chinese_is_its_characters_and_its_pairs():
    found = tokens("党史学习")
    assert found.units == ("党", "史", "学", "习")
    assert found.extras == ((0, "党史"), (1, "史学"), (2, "学习"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PythonExcel基础", {"python", "excel", "pythonexcel", "基", "础", "基础"}),
        ("Word2016入门", {"word", "2016", "word2016", "入", "门", "入门"}),
        ("GB/T 9704-2012", {"gb", "t", "9704", "2012"}),
        ("AI写作", {"ai", "写", "作", "写作"}),
    ],
)
def test_latin_words_are_kept_whole_and_glued_ones_are_parted(text, found):
    assert all_of(text) == found


def test_a_very_long_text_is_bounded():
    assert len(tokens("学" * 100_000, most=50).units) <= 100_000
    assert len(tokens("学习 " * 100_000, most=50).units) == 50


def test_words_the_dictionary_does_not_know_stay_together():
    assert words("鑫盾宝") == ["鑫盾宝"]
    assert words("我的岗位") == ["我", "岗位"]
    assert words("的") == ["的"]


def test_the_words_of_a_query_are_joined_by_and():
    assert asked(PlainText("党史学习")) == Asked(All((Term("党史"), Term("学习"))))
    assert asked(PlainText("黨史 Excel")) == Asked(All((Term("党史"), Term("excel"))))
    assert asked(PlainText("党史 学习", operator="or")) == Asked(Some((Term("党史"), Term("学习"))))


def test_one_character_is_asked_for():
    assert asked(PlainText("课")) == Asked(Term("课"))


@pytest.mark.parametrize("text", ['"史学"', "“史学”", "「史學」"])
def test_quotation_marks_ask_for_a_phrase(text):
    assert asked(PlainText(text)) == asked(Phrase("史学")) == Asked(Row(("史", "学")))


@pytest.mark.parametrize("text", ['"公文', "公文”", "公文)", "*公文*", "公文 -", "公文：", "公文\x00", "'公文"])
def test_stray_signs_are_nothing(text):
    assert asked(PlainText(text)) == Asked(Term("公文"))


@pytest.mark.parametrize("text", ["", "  ", "-", '"', '""', "*", "()", "、", "%_"])
def test_who_says_nothing_finds_nothing(text):
    assert asked(PlainText(text)) == Asked(NOTHING)


def test_combinations():
    a, b = PlainText("党史"), PlainText("公文")
    assert asked(a & Not(b)) == Asked(Without(Term("党史"), Term("公文")))
    assert asked(Not(a)) == Asked(Term("党史"), True)
    assert asked(Or([a, Not(b)])) == Asked(Without(Term("公文"), Term("党史")), True)
    assert asked(And([a, MATCH_ALL])) == asked(Or([a, MATCH_NONE])) == asked(And([a, PlainText("-")])) == asked(a)
    assert asked(MATCH_ALL) == Asked(NOTHING, True)
    assert asked(MATCH_NONE) == asked(And([a, MATCH_NONE])) == Asked(NOTHING)


def test_only_the_last_latin_word_may_be_unfinished():
    assert asked(PlainText("exc wor"), prefix=True) == Asked(All((Term("exc"), Term("wor", True))))
    assert asked(PlainText("党"), prefix=True) == Asked(Term("党"))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=SIGNS, max_size=40))
def test_what_stands_in_a_text_is_found_by_asking_for_it(text):
    """Every term of a query stands among the tokens of the text that holds it."""
    there = all_of(text)

    def holds(node) -> bool:
        match node:
            case Term():
                return node.token in there
            case Row():
                return set(node.units) <= there
            case All():
                return all(map(holds, node.parts))
            case Some():
                return any(map(holds, node.parts))
        return False

    found = asked(PlainText(text))
    assert found.node == NOTHING or holds(found.node)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_typed_gives_a_bounded_query(text):
    found = asked(PlainText(text)).node
    assert len(found.parts if isinstance(found, All) else ()) <= MOST_TERMS
