"""What a roster calls somebody's office (局长、办公室主任兼机关党委书记), as separate titles that can be compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from lms.core.sheets import normal

#: Signs of one title, as many as are stored.
LONGEST = 80
#: No titles of their own: what they say stands in other columns.
NO_TITLES = frozenset({"无", "暂无", "党员", "普通党员", "正式党员", "预备党员", "中共党员", "群众"})
#: Posts held: id and whether it is the main one.
Held = list[tuple[int, bool]]
LEFT_OFFICE = ("退休", "离休")

#: 兼 joins two titles, but not in 兼职 and 专兼职.
_JOINTS = re.compile(r"[、,;|+&/\n\r。]+|(?<=[^\s专])兼(?:任)?(?!职)")
_ASIDES = re.compile(r"\((?:兼|兼任|兼职)\)")
_NUMBERS = re.compile(r"\d{6,}")
_OUTER = " .·:-_"
_EDGES = f"{_OUTER}()[]【】"


def title_key(text: str) -> str:
    """``text`` as it is compared: half-width, small letters, no blanks, without a remark that it is held beside another."""
    return _ASIDES.sub("", normal.plain(text)).lower()


@lru_cache(maxsize=65_536)
def split_titles(cell: str, name: str = "") -> tuple[str, ...]:
    """The titles of a cell in order, each once, as one would read them.

    Nothing that names the person is kept: not ``name``, no long run of digits. Words that are no titles are left out.
    """
    text = unicodedata.normalize("NFKC", re.sub(r"[\r\n]+", "、", cell))
    if len(name) > 1:
        text = text.replace(name, "")
    if normal.CJK.search(text):
        text = normal.BLANKS.sub("", text)
    found: dict[str, str] = {}
    for part in _JOINTS.split(_NUMBERS.sub("", text)):
        title = readable(part)
        key = title_key(title)
        if any(sign.isalpha() for sign in key) and key not in NO_TITLES and not any(word in key for word in LEFT_OFFICE):
            found.setdefault(key, title)
    return tuple(found.values())


def readable(text: str) -> str:
    """A title without signs left over at its ends, cut to what is stored."""
    title = _ASIDES.sub("", normal.squeeze(text)).strip(_OUTER)
    inside = title.strip(_EDGES)
    if title.count("(") != title.count(")") or len(title) - len(inside) > 1 or inside == "兼":
        title = "" if inside == "兼" else inside
    return title[:LONGEST].strip(_OUTER)


def moved_posts(held: Held, dropped: set[int], fresh: Sequence[int], main: int | None, *, replaces_main: bool) -> Held | None:
    """``held`` without ``dropped``, with ``fresh``; None if that changes nothing. ``main``: the post that is the main one now.

    ``replaces_main``: a main post that came from elsewhere ends, as it does where a roster states another one.
    """
    base = [(post, is_main) for post, is_main in held if post not in dropped]
    if main is not None:
        base = [(post, is_main and post == main) for post, is_main in base if not (replaces_main and is_main and post != main)]
    wanted = dict(base)
    for post in fresh:
        wanted.setdefault(post, False)
    if main is not None:
        wanted[main] = True
    elif wanted and not any(wanted.values()) and any(is_main for _post, is_main in held):
        wanted[next(iter(dict.fromkeys((*fresh, *wanted))))] = True
    return None if wanted == dict(held) else list(wanted.items())
