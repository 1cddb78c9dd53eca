"""The sentences of the record: what was done, with which result, and who wrote it down. Plain values in, plain Chinese out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.core.states import State

from .wording import hours_number, level_word, listed


def hours_towards(hours: Decimal, targets: Sequence[str]) -> str:
    return _("%(hours)s（%(targets)s）") % {"hours": hours_number(hours), "targets": listed(targets)}


def outside(opening: bool) -> str:
    return _("全年学时（期初登记）") if opening else _("外部学习")


def assessed(number: int, kind: str) -> str:
    text = level(number)
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


def counted(modes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Modes with their forms: 网络（视频、图文）、集中与现场（现场教学）."""
    return listed([_("%(mode)s（%(forms)s）") % {"mode": mode, "forms": listed(forms)} for mode, forms in modes])


def unassessed() -> str:
    return str(State.UNASSESSED.word)


def level(number: int) -> str:
    """A level as it is told in a change: 0 is not a level but is said."""
    return level_word(number) or _("未达到“%(level)s”") % {"level": level_word(1)}


def lapsed() -> str:
    return _("已到期")


def years(first: int, last: int) -> str:
    return _("%(first)s—%(last)s年") % {"first": first, "last": last} if first != last else _("%(year)s年") % {"year": last}


def rules(name: str, number: int) -> str:
    return _("%(name)s（第%(number)s版）") % {"name": name, "number": number}
