"""How a cell becomes a value. A converter takes the raw cell and returns the value, or raises ``BadValue``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from .. import clock
from . import normal

Convert = Callable[[Any], Any]


class BadValue(Exception):
    """A cell that cannot be read: what is wrong and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Remarked:
    """A value that was read, with a remark for the notices."""

    value: Any
    message: str
    remedy: str


def text(length: int) -> Convert:
    """Text of at most ``length`` signs, as written."""

    def convert(raw: Any) -> str:
        return _fit(normal.squeeze(normal.as_text(raw)), length)

    return convert


def name(length: int) -> Convert:
    """A person's name."""

    def convert(raw: Any) -> str:
        return _fit(normal.person(normal.as_text(raw)), length)

    return convert


def code(length: int = 40) -> Convert:
    """One code: half-width, no blanks, none of the signs that join codes."""

    def convert(raw: Any) -> str:
        found = _fit(normal.plain(normal.as_text(raw)), length)
        if any(sign in found for sign in "|;:,、"):
            raise BadValue(_("编码中不能有 | ; : , 、"), _("请改用字母、数字和连字符"))
        return found

    return convert


def codes(raw: Any) -> tuple[str, ...]:
    """Several codes or names joined by | 、 , ; or /."""
    found = tuple(normal.split_list(normal.as_text(raw)))
    if not found:
        raise BadValue(_("没有内容"), _("请填写编码，多个用 | 连接"))
    return found


def number(low: int = 0, high: int = 99_999, places: int = 2) -> Convert:
    """A decimal number from ``low`` to ``high``, rounded to ``places``."""

    def convert(raw: Any) -> Decimal:
        return _in_range(raw, low, high).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    return convert


def whole(low: int, high: int, words: Mapping[str, int] | None = None) -> Convert:
    """A whole number from ``low`` to ``high``; ``words`` may stand for numbers."""

    def convert(raw: Any) -> int:
        known = (words or {}).get(normal.plain(normal.as_text(raw)))
        found = Decimal(known) if known is not None else _in_range(raw, low, high)
        if found != found.to_integral_value():
            raise BadValue(_("须是整数"), _("请填 %(low)s 到 %(high)s 的整数") % {"low": low, "high": high})
        return int(found)

    return convert


def choice(words: Mapping[str, Any]) -> Convert:
    """One of ``words`` (compared in half-width small letters). The Chinese ones are named to whoever wrote another."""
    lookup = {normal.plain(key).lower(): value for key, value in words.items()}
    named = [word for word in words if not word.isascii()] or list(words)

    def convert(raw: Any) -> Any:
        key = normal.plain(normal.as_text(raw)).lower()
        if key not in lookup:
            raise BadValue(_("不是可用的值"), _("请填：%(words)s") % {"words": "、".join(named)})
        return lookup[key]

    return convert


flag = choice(
    {
        "是": True,
        "否": False,
        "Y": True,
        "N": False,
        "yes": True,
        "no": False,
        "true": True,
        "false": False,
        "1": True,
        "0": False,
        "有": True,
        "无": False,
        "√": True,
        "×": False,
    }
)


def month(raw: Any) -> Any:
    """A month as its first day. Not before 1900, not in the future."""
    found = _calendar(raw, default_day=1).replace(day=1)
    if found > clock.today():
        raise BadValue(_("日期在将来"), _("请核对年月"))
    if normal.is_half_a_month(raw):
        if isinstance(raw, float):
            raise BadValue(_("数字格式分不清是1月还是10月"), _("请写成 1972-01 或 1972-10 的样式"))
        return Remarked(found, _("按1月读取"), _("若是10月，请写成 1972.10 或 1972-10"))
    return found


def day(raw: Any) -> dt.date:
    """A full date."""
    return _calendar(raw, default_day=None)


def past_day(raw: Any) -> dt.date:
    """A full date that is not in the future."""
    found = day(raw)
    if found > clock.today():
        raise BadValue(_("日期在将来"), _("请核对日期"))
    return found


def last_day(raw: Any) -> Any:
    """A date until which something holds; a month stands for its last day, with a remark."""
    if (parts := normal.parse_day(raw)) and parts[2] is None:
        first = _calendar(raw, default_day=1)
        found = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return Remarked(found, _("只有年月，按当月最后一日读取"), _("请写全年月日"))
    return day(raw)


def _calendar(raw: Any, default_day: int | None) -> dt.date:
    parts = normal.parse_day(raw)
    remedy = _("请写成 2001-06-01、2001-06 或 2001年6月 的样式")
    if parts is None:
        raise BadValue(_("无法识别的日期"), remedy)
    if parts[2] is None and default_day is None:
        raise BadValue(_("缺少日"), _("请写全年月日，如 2026-03-15"))
    try:
        found = dt.date(parts[0], parts[1], parts[2] or default_day or 1)
    except ValueError:
        raise BadValue(_("没有这一天"), remedy) from None
    if not 1900 <= found.year <= 2200:
        raise BadValue(_("年份不可能"), _("请核对年份（1900 以后）"))
    return found


def _in_range(raw: Any, low: int, high: int) -> Decimal:
    found = normal.parse_number(raw)
    if found is None:
        raise BadValue(_("不是数字"), _("请填 %(low)s 到 %(high)s 的数字") % {"low": low, "high": high})
    if not low <= found <= high:
        raise BadValue(_("超出范围"), _("请填 %(low)s 到 %(high)s 的数字") % {"low": low, "high": high})
    return found


def _fit(found: str, length: int) -> str:
    if "\x00" in found:
        raise BadValue(_("含有不可用的字符"), _("请删去后重填"))
    if len(found) > length:
        raise BadValue(_("文字过长"), _("请缩短到 %(length)s 字以内") % {"length": length})
    return found
