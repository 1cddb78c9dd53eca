from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext

from scripts.traditional import traditional


@pytest.mark.parametrize(
    ("text", "hant", "english"),
    [
        ("我的学习", "我的學習", "My learning"),
        ("层次规则", "層次規則", "Tier rule"),
        ("缺课程", "缺課程", "No course yet"),
        ("需复训", "需復訓", "Refresher due"),
    ],
)
def test_the_texts_are_simplified_and_the_catalogues_translate_them(text: str, hant: str, english: str) -> None:
    for language, expected in (("zh-hans", text), ("zh-hant", hant), ("en", english)):
        with translation.override(language):
            assert gettext(text) == expected


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("发展对象", "發展對象"),  # a category of staff, no 物件 of a programme
        ("项目文件", "項目文件"),
        ("重新登录账号", "重新登入帳號"),
        ("需复训，三项数字不合并", "需復訓，三項數字不合併"),
        ("“干什么学什么”", "「幹什麼學什麼」"),
        ("为群众办事，这里的台账", "為群眾辦事，這裡的台帳"),
    ],
)
def test_conversion_by_words_that_were_reviewed(simplified: str, expected: str) -> None:
    assert traditional(simplified) == expected
