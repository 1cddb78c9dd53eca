"""The sentences of the player. Plain values in, plain Chinese out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import heart, intervals
from .intervals import SECOND

#: Why a heartbeat is not believed, for who reads it on the page. Most never see any of these.
REFUSALS: dict[str, str | Promise] = {
    heart.MALFORMED: gettext_lazy("没有看懂这次发送的学习进度。"),
    heart.TOO_LARGE: gettext_lazy("这次发送的学习进度太长了。"),
    heart.UNKNOWN: gettext_lazy("没有找到这次学习，请重新打开这一课。"),
    heart.ELSEWHERE: gettext_lazy("您正在别处学习。要在这里接着学，请点“在这里继续”。"),
    heart.RETIRED: gettext_lazy("这一课已下架，不再记学习进度。"),
    heart.MEDIUM: gettext_lazy("这一课里没有这段内容，请刷新页面。"),
    intervals.BEYOND: gettext_lazy("进度超出了内容的长度，没有记。"),
    intervals.TOO_FAST: gettext_lazy("进度比时间走得快，没有记。"),
    intervals.JUMP: gettext_lazy("没看过的部分不能跳过，没有记。"),
}


def refusal(reason: str) -> str:
    return str(REFUSALS[reason])


def signed_out() -> str:
    return _("登录已过期。请重新登录，回到这一课接着学。")


def not_offered() -> str:
    return _("这一课目前不在您可学的范围内，可以看，不记学习进度。")


def clock(tenths: int) -> str:
    """A place in a recording: 3:20."""
    minutes, seconds = divmod(tenths // SECOND, 60)
    return f"{minutes}:{seconds:02d}"


def duration(tenths: int) -> str:
    """An amount of time, whole seconds rounded up: 2 分 10 秒."""
    minutes, seconds = divmod(-(-tenths // SECOND), 60)
    if not minutes:
        return _("%(seconds)s 秒") % {"seconds": seconds}
    if not seconds:
        return _("%(minutes)s 分钟") % {"minutes": minutes}
    return _("%(minutes)s 分 %(seconds)s 秒") % {"minutes": minutes, "seconds": seconds}


def still_to_watch(tenths: int) -> str:
    return _("还需看 %(time)s") % {"time": duration(tenths)}


def still_to_hear(tenths: int) -> str:
    return _("还需听 %(time)s") % {"time": duration(tenths)}


def go_on_from(tenths: int) -> str:
    return _("从 %(time)s 接着看") % {"time": clock(tenths)}


def go_on_hearing_from(tenths: int) -> str:
    return _("从 %(time)s 接着听") % {"time": clock(tenths)}


def watch(title: str, many: bool) -> str:
    return _("看完《%(title)s》") % {"title": title} if many else _("看完视频")


def hear(title: str, many: bool) -> str:
    return _("听完《%(title)s》") % {"title": title} if many else _("听完音频")


def read_it() -> str:
    return _("读完并确认")


def check(count: int, needed: int) -> str:
    """``count`` 0: not known."""
    if not count:
        return _("通过随堂测验")
    return _("通过随堂测验（%(count)s 题答对 %(needed)s 题）") % {"count": count, "needed": needed}


def locked(watch: bool) -> str:
    return _("看完后可以作答") if watch else _("读完后可以作答")


def registered() -> str:
    return _("由组织者登记参加")


def for_learners() -> str:
    return _("您的账号不是学员，可以看，不记学习进度。")


def again() -> str:
    return _("这一课您已学过。再看一遍不影响任何记录。")


def read_on() -> str:
    return _("读正文")


def answer() -> str:
    return _("去做随堂测验")


def go_on_answering() -> str:
    return _("继续作答")


def finish() -> str:
    return _("完成这一课")


def see_result() -> str:
    return _("看学习结果")


def no_attempts(reopens: dt.datetime | None) -> str:
    if reopens is None:
        return _("可答次数已用完，请联系培训联络员。")
    when = date_format(timezone.localtime(reopens), "DATETIME_FORMAT")
    return _("可答次数已用完，%(when)s 后可以再答。") % {"when": when}


def attempts(number: int | None) -> str:
    return "" if number is None else _("还可以答 %(count)s 次") % {"count": number}


def learned_elsewhere() -> str:
    return _("您已学完这一课，不必再学。想再学一遍也可以。")


def plan_place(section: str, position: int, count: int) -> str:
    """As 我的学习 numbers its lessons: within 必学 or 补缺."""
    return _("%(section)s第 %(position)s 门，共 %(count)s 门") % {"section": section, "position": position, "count": count}


def unfinished(left: int) -> str:
    """Said to who wants to finish and cannot yet."""
    if left:
        return _("还没有学完：还需看 %(time)s。") % {"time": duration(left)}
    return _("还没有学完，请看“怎样算学完”。")


def words_for(kind: str) -> dict[str, Any]:
    """The sentences about a recording, by whether it is seen or heard."""
    if kind == "audio":
        return {"do": hear, "left": still_to_hear, "resume": go_on_hearing_from, "begin": _("开始听")}
    return {"do": watch, "left": still_to_watch, "resume": go_on_from, "begin": _("开始看")}
