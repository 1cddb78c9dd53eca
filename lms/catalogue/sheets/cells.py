"""How the cells of the sheet ``lessons`` are read."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets import normal, values

LEVELS = {"知道": 1, "会做": 2, "熟练": 3, "带教": 4}
CHECK_FORM = "测验"

_PAIR = re.compile(r"(.+?)[:=](.+)")


def taught(raw: Any) -> tuple[tuple[str, int], ...]:
    """``THY01:2;THY04:2`` as pairs of code and level, each once."""
    remedy = _("请写成 THY01:2;THY04:2 的样式，等级 1 到 4")
    found: list[tuple[str, int]] = []
    text = re.sub(r"\s*([:=])\s*", r"\1", unicodedata.normalize("NFKC", normal.as_text(raw)))
    for part in re.split(r"[;|、,\s]+", text):
        if not part:
            continue
        match = _PAIR.fullmatch(part)
        if not match:
            raise values.BadValue(_("“%(part)s”没有等级") % {"part": part}, remedy)
        code, level = match.groups()
        number = LEVELS.get(level) or (int(level) if re.fullmatch(r"[1-4]", level) else 0)
        if not number:
            raise values.BadValue(_("“%(part)s”的等级不可能") % {"part": part}, remedy)
        found.append((code, number))
    if not found:
        raise values.BadValue(_("没有能力编码"), remedy)
    return tuple(dict.fromkeys(found))


def has_check(form: str | None, rule: str | None) -> bool:
    """Whether a lesson ends with a check: a 测验, or a completion rule that speaks of questions, points or tests."""
    words = (rule or "").replace("分钟", "")
    return form == CHECK_FORM or any(sign in words for sign in "题分测")


def kind_of(form: str | None) -> str:
    """``session`` for what is learned on the spot, else ``lesson``."""
    return "session" if form == "现场教学" else "lesson"
