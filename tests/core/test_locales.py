from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

LMS = Path(__file__).resolve().parents[2] / "lms"


@pytest.mark.parametrize("text", ["我的学习", "层次规则", "缺课程", "完成情况"])
def test_the_texts_are_simplified_and_the_catalogues_traditional(text: str) -> None:
    with translation.override("zh-hans"):
        assert gettext(text) == text
    with translation.override("zh-hant"):
        assert gettext(text) in {"我的學習", "層次規則", "缺課程", "完成情況"}


def test_every_app_with_texts_has_a_compiled_catalogue() -> None:
    for app in LMS.glob("*/apps.py"):
        assert (app.parent / "locale/zh_Hant/LC_MESSAGES/django.mo").exists(), app.parent.name
