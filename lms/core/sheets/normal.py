"""Reading what people type: blanks, full-width signs, numbers and the many ways to write a date. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any

BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
EXCEL_EPOCH = dt.date(1899, 12, 30)
FORMULA_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
#: With one of these a spreadsheet program takes a text for a formula.
FORMULA_SIGNS = frozenset("=+-@\t\r")
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\"})
LIST_SIGNS = re.compile(r"[|、,;/\s]+")
CJK = re.compile(r"[\u3400-\u9fff]")

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_DAY = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})(?:(?:月|[./-])(?:(\d{1,2})(?:日|号)?)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,20})?")
_UNITS = re.compile(r"(学时|小时|课时|分钟|个月|月|级|分|h|H)$")


def as_text(raw: Any) -> str:
    """A cell as one would read it: 3.0 is "3", a date is ISO."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    return str(raw)


def squeeze(text: str) -> str:
    """``text`` without blanks at its ends, runs of blanks and line breaks as one blank."""
    return BLANKS.sub(" ", text).strip()


def quoted(value: Any) -> Any:
    """Text that a spreadsheet program would run as a formula, with the mark that makes it text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA_SIGNS and value not in NOTHING else value


def unquoted(raw: Any) -> Any:
    """What stands behind the mark of ``quoted``."""
    return raw[1:] if isinstance(raw, str) and raw[:1] == "'" and raw[1:2] in FORMULA_SIGNS and len(raw) > 1 else raw


def plain(text: str) -> str:
    """``text`` in half-width signs and without any blank: for codes, numbers, headings and comparisons."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


def person(text: str) -> str:
    """A person's name: no blanks within Chinese names, single ones in others."""
    name = squeeze(unicodedata.normalize("NFKC", text))
    return name.replace(" ", "") if CJK.search(name) else name


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading reduced to what matters: no blanks, stars, colons, underscores; small letters."""
    return re.sub(r"[*_\-:：]", "", plain(text)).lower()


@lru_cache(maxsize=4096)
def short_heading_key(text: str) -> str:
    """``heading_key`` without remarks in brackets, such as 姓名（必填）."""
    return re.sub(r"[(\[【].*?[)\]】]", "", heading_key(text))


def split_list(text: str) -> list[str]:
    """The parts of a joined cell (``P01|P03``, ``P01、P03``), in order, each once."""
    return list(dict.fromkeys(part for part in LIST_SIGNS.split(unicodedata.normalize("NFKC", text)) if part))


def parse_number(raw: Any) -> Decimal | None:
    """The number in a cell, with or without its unit (32学时); None if there is none."""
    text = plain(as_text(raw))
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    text = _UNITS.sub("", text)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def parse_day(raw: Any) -> tuple[int, int, int | None] | None:
    """Year, month and, where given, day of a cell; None if it is no date at all. Does not check that the day exists.

    Reads 1972.05, 1997.6, 1976年9月, 2001-06-01, 1978/11, 200406, 20040601, Excel serials (29282) and real dates.
    """
    if isinstance(raw, dt.date):
        return raw.year, raw.month, raw.day
    text = plain(_TIME.sub("", squeeze(as_text(raw))))
    if match := _DAY.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day) if day else None
    if re.fullmatch(r"\d{8}", text):
        return int(text[:4]), int(text[4:6]), int(text[6:])
    if re.fullmatch(r"\d{6}", text):
        return int(text[:4]), int(text[4:]), None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        found = EXCEL_EPOCH + dt.timedelta(days=int(text[:5]))
        return found.year, found.month, found.day
    return None


def is_half_a_month(raw: Any) -> bool:
    """Whether ``raw`` is like 1972.1, which may be January or a rounded 1972.10."""
    return bool(re.fullmatch(r"\d{4}\.1", plain(as_text(raw))))


def is_subsequence(short: str, full: str) -> bool:
    """Whether all signs of ``short`` stand in ``full`` in this order (第一支部 in 甲局机关第一党支部)."""
    rest = iter(full)
    return all(sign in rest for sign in short)
