"""The sentences of the record: what was done, with which result, and who wrote it down. Plain values in, plain Chinese out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from .wording import hours_number, level_word, listed


def hours_towards(hours: Decimal, targets: Sequence[str]) -> str:
    return _("%(hours)s（%(targets)s）") % {"hours": hours_number(hours), "targets": listed(targets)}


def outside(opening: bool) -> str:
    return _("全年学时（期初登记）") if opening else _("外部学习")


def assessed(level: int, kind: str) -> str:
    text = level_word(level) or _("未达到“%(level)s”") % {"level": level_word(1)}
    return _("%(level)s（%(kind)s）") % {"level": text, "kind": kind} if kind else text


def result(score: Decimal | None, success: bool | None, minutes: int | None) -> str:
    """Score, minutes, and that the standard was not reached; whatever is known of it."""
    parts = []
    if success is False:
        parts.append(_("未达到完成标准"))
    if score is not None:
        parts.append(_("得分%(score)s") % {"score": hours_number(score)})
    if minutes:
        parts.append(_("%(minutes)s分钟") % {"minutes": minutes})
    return _("，").join(parts)


def person(last_name: str, first_name: str) -> str:
    """Family name first and unspaced where it is Chinese."""
    parts = [last_name, first_name]
    return "".join(parts) if all(ord(char) > 0x2E7F for char in "".join(parts)) else " ".join(reversed(parts)).strip()


def entered_by(name: str, way: str) -> str:
    text = _("由%(name)s登记") % {"name": name or _("管理员")}
    return _("%(text)s（%(way)s）") % {"text": text, "way": way} if way else text


def imported(way: str) -> str:
    return _("由表格导入（%(way)s）") % {"way": way} if way else _("由表格导入")
