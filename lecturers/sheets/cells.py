"""How the cells of 师资库汇总表 are read and written."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _

from lms.core.sheets import normal, values
from lms.core.sheets.values import BadValue, Remarked

from ..models.lecturers import MOST_COURSES
from ..states import EXPIRED, State

#: Word of the sheet → field of the lecturer, in the order in which they are written.
MODES = {"面授": "in_class", "视频": "by_video", "现场": "on_site"}
ALSO_CALLED = {"讲座": "面授", "授课": "面授", "线上": "视频", "网络": "视频", "录播": "视频", "现场教学": "现场", "实地": "现场"}
#: Word of the sheet → state; what is shown as 到期 is a state of its own here.
STATES = {"候选": State.CANDIDATE, "试讲": State.TRIAL, "试用": State.TRIAL, "在库": State.LISTED, "聘任": State.LISTED,
          "到期": EXPIRED, "退出": State.LEFT}  # fmt: skip
STATE_WORDS = {State.CANDIDATE: "候选", State.TRIAL: "试讲", State.LISTED: "在库", EXPIRED: "到期", State.LEFT: "退出"}
LONGEST_COURSE = 60

state = values.choice({word: str(value) for word, value in STATES.items()})


def modes(raw: Any) -> tuple[str, ...]:
    """授课形式 as the sheet's own words, each once, in our order."""
    named = [ALSO_CALLED.get(word, word) for word in values.codes(raw)]
    for word in named:
        if word not in MODES:
            raise BadValue(_("没有“%(word)s”这种授课形式") % {"word": word}, _("请填：%(words)s") % {"words": "、".join(MODES)})
    return tuple(word for word in MODES if word in named)


def courses(raw: Any) -> str:
    """可授课题目, one a line."""
    found = [normal.squeeze(part) for part in re.split(r"[|;；\n\r]+", normal.as_text(raw))]
    found = list(dict.fromkeys(part for part in found if part))
    if len(found) > MOST_COURSES:
        raise BadValue(_("题目多于5个"), _("请留下最多5个，用 | 连接"))
    if any(len(part) > LONGEST_COURSE for part in found):
        raise BadValue(_("文字过长"), _("请缩短到 %(length)s 字以内") % {"length": LONGEST_COURSE})
    return "\n".join(found)


def last_day(raw: Any) -> Any:
    """The end of a term; a month stands for its last day, as the sheet always means it."""
    found = values.last_day(raw)
    return found.value if isinstance(found, Remarked) else found


def as_month(day: dt.date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def as_end(day: dt.date | None) -> str:
    """A month where the day is its last, else the whole day."""
    if day is None:
        return ""
    return as_month(day) if (day + dt.timedelta(days=1)).day == 1 else day.isoformat()
