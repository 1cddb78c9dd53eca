"""What values of lessons are called in the sheet."""

from __future__ import annotations

from typing import Any

REQUIRED_WORDS = {True: "必修", False: "选修"}
SHARE_WORDS = {"all": "全县共享", "unit": "本单位"}


def in_words(field: str, value: Any, units: dict[int, str], subjects: dict[int, str]) -> Any:
    """A value of the activity as it stands in the sheet."""
    if field == "is_required":
        return REQUIRED_WORDS[value]
    if field == "share_scope":
        return SHARE_WORDS.get(value, value)
    if field == "subject_id":
        return subjects.get(value, "")
    return units.get(value, "") if field == "owner_unit_id" else value
