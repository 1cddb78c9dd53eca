"""Lines break where a reader would break them: not inside a date, and in titles after the punctuation."""

from __future__ import annotations

import pytest

from lms.core.templatetags.quebu import phrases, whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("您目前“会做”（2026-03 自评）", "（2026-03 自评）"),
        ("自2026-03起", "2026-03"),
        ("2026-03-15 登记", "2026-03-15"),
        ("建议2028年11月22日前完成", "2028年11月22日"),
        ("2026年3月主题", "2026年3月"),
        ("reached (2026-03 self)", "(2026-03 self)"),
    ],
)
def test_no_line_breaks_inside_a_date(text: str, kept: str) -> None:
    assert whole(text).replace("<wbr>", "") == text.replace(kept, f'<span class="keep">{kept}</span>')


def test_a_line_may_break_between_a_quotation_and_its_date() -> None:
    assert whole("“会做”（2026-03 自评）") == '“会做”<wbr><span class="keep">（2026-03 自评）</span>'


def test_a_title_breaks_after_its_punctuation() -> None:
    assert phrases("秋季班开课：三天学") == '<span class="phrase">秋季班开课：</span><span class="phrase">三天学</span>'
    assert phrases("“甲，”乙") == '<span class="phrase">“甲，”</span><span class="phrase">乙</span>'


def test_a_title_without_punctuation_stays_as_it_is() -> None:
    assert phrases("看懂“我的学习”") == "看懂“我的学习”"
    assert phrases("，甲") == "，甲"


@pytest.mark.parametrize("filtered", [whole, phrases])
def test_what_people_typed_is_escaped(filtered) -> None:  # type: ignore[no-untyped-def]
    assert "<b>" not in filtered("<b>甲，2026-03</b>，乙")
