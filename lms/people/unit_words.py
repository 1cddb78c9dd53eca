"""Names of party organisations as people write them: what they have in common, what kind of unit they mean. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from lms.core.sheets import normal

#: Words that one office writes and another leaves out.
_COMMON = re.compile(r"中国共产党|中共|委员会|机关|直属|党|[总()\-·.]")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
#: (ending, kind), the longer first.
KINDS = (
    ("党小组", "党小组"), ("党总支", "党总支"), ("总支", "党总支"), ("党支部", "党支部"), ("支部", "党支部"),
    ("机关党委", "机关党委"), ("党委", "党委"), ("党组", "党组"), ("工委", "工委"), ("小组", "党小组"),
)  # fmt: skip
BRANCH = "党支部"


def unit_key(name: str) -> str:
    """``name`` as it is compared and remembered."""
    return normal.plain(name)[:120]


def core(name: str) -> str:
    """What is left of a name without the words that are often left out; numbers in Chinese signs."""
    short = _COMMON.sub("", normal.plain(name).translate(_DIGITS))
    return short.replace("十〇", "十").replace("一〇", "十")


def kind_of(name: str, otherwise: str = BRANCH) -> str:
    """The kind of unit that the end of ``name`` says (党支部, 党小组, 党组…), or ``otherwise``."""
    key = re.sub(r"\(.*?\)$", "", normal.plain(name))
    return next((kind for ending, kind in KINDS if key.endswith(ending)), otherwise)


def same_but_written_otherwise(name: str, known: Mapping[str, str]) -> str | None:
    """The one code of ``known`` (code → name) whose name says the same in other words; None where there is none or more."""
    wanted = core(name)
    found = [code for code, other in known.items() if core(other) == wanted] if wanted else []
    return found[0] if len(found) == 1 else None


def most_like(name: str, known: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """Codes of ``known`` (code → name) whose names are most like ``name``, the likest first."""
    by_name: dict[str, list[str]] = {}
    for code, other in known.items():
        by_name.setdefault(normal.plain(other), []).append(code)
    near = difflib.get_close_matches(normal.plain(name), list(by_name), n=most, cutoff=0.6)
    return tuple(code for other in near for code in by_name[other])[:most]
