"""Lines break where a reader would break them: not inside a date, and in titles after the punctuation."""

from __future__ import annotations

import pytest

from lms.core.templatetags.quebu import phrases, whole


def test_no_line_breaks_inside_a_date() -> None:
    assert whole("自2026-03起") == '自<span class="keep">2026-03</span>起'
    assert whole("2026-03-15 登记") == '<span class="keep">2026-03-15</span> 登记'
    assert whole("建议2028年11月22日前完成") == '建议<span class="keep">2028年11月22日</span>前完成'
    assert whole("2026年3月主题") == '<span class="keep">2026年3月</span>主题'


@pytest.mark.parametrize("kept", ["“会做”（2026-03 自评）", "（2026-03 上级评定）", "(2026-03 self)"])
def test_a_level_stays_with_its_date(kept: str) -> None:
    shown = kept.replace("2026-03", '<span class="keep">2026-03</span>')
    assert whole(f"您目前{kept}") == f'您目前<span class="phrase">{shown}</span>'


def test_a_title_breaks_after_its_punctuation() -> None:
    assert phrases("秋季班开课：三天学") == '<span class="phrase">秋季班开课：</span><span class="phrase">三天学</span>'
    assert phrases("“甲，”乙") == '<span class="phrase">“甲，”</span><span class="phrase">乙</span>'


def test_a_title_without_punctuation_stays_as_it_is() -> None:
    assert phrases("看懂“我的学习”") == "看懂“我的学习”"
    assert phrases("，甲") == "，甲"


@pytest.mark.parametrize("filtered", [whole, phrases])
def test_what_people_typed_is_escaped(filtered) -> None:  # type: ignore[no-untyped-def]
    assert "<b>" not in filtered("<b>甲，2026-03</b>，乙")
