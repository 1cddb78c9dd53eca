"""The sentences of what has changed: the plan since the last visit, and the posts. Plain values in, plain Chinese out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from .wording import day, level_word, listed, quoted, reaches


def title(name: str) -> str:
    return _("《%(title)s》") % {"title": name}


# ---- posts


def posts_changed(
    since: dt.date, before: Sequence[str], now: Sequence[str], *, added: int, dropped: int, held: int, minutes: tuple[int, int]
) -> str:
    """One sentence; a first post after none and the end of the only one say so."""
    said = {
        "day": day(since), "before": listed([quoted(each) for each in before]), "now": listed([quoted(each) for each in now]),
        "added": added, "dropped": dropped, "held": held, "from": minutes[0], "to": minutes[1],
    }
    if not before:
        text = _("%(day)s起，您的岗位登记为%(now)s：要求 %(added)s 项能力，已达 %(held)s 项继续有效，计划 %(from)s→%(to)s 分钟。")
    elif not now:
        text = _("%(day)s起，您不再担任%(before)s：不再要求 %(dropped)s 项，计划 %(from)s→%(to)s 分钟。学过的都还在。")
    else:
        text = _(
            "%(day)s起，岗位由%(before)s变为%(now)s：新增 %(added)s 项、不再要求 %(dropped)s 项、已达 %(held)s 项继续有效，"
            "计划 %(from)s→%(to)s 分钟。"
        )
    return text % said


def not_assessed_yet(count: int) -> str:
    return _("新增的有 %(count)s 项还没有评估，摸底以后计划可能更短。") % {"count": count}


def added_heading() -> str:
    return _("新增或提高的要求")


def dropped_heading() -> str:
    return _("不再要求")


def held_heading() -> str:
    return _("已达到，继续有效")


def asked(what: str, level: int) -> str:
    return reaches(what, level)


# ---- the plan


def came_asked(who: str) -> str:
    return _("%(who)s要求学") % {"who": who}


def came_again(what: str) -> str:
    return _("%(what)s到期，需复训") % {"what": quoted(what)}


def came_new_post(what: str) -> str:
    return _("岗位变化，新要求%(what)s") % {"what": quoted(what)}


def came_new_line(what: str) -> str:
    return _("岗位要求调整，新要求%(what)s") % {"what": quoted(what)}


def came_instead(name: str, shorter: bool) -> str:
    text = _("代替《%(title)s》，总时间更短") if shorter else _("代替《%(title)s》")
    return text % {"title": name}


def came_before(name: str) -> str:
    return _("先学它，才能学《%(title)s》") % {"title": name}


def came_for(what: str) -> str:
    return _("补上%(what)s") % {"what": quoted(what)}


def came_anyhow() -> str:
    return _("安排已更新")


def went_withdrawn() -> str:
    return _("课程已停用")


def went_reached(what: str, level: int) -> str:
    return _("%(what)s已达到“%(level)s”，不用再学") % {"what": quoted(what), "level": level_word(level)}


def went_post(what: str) -> str:
    return _("岗位变化，不再要求%(what)s") % {"what": quoted(what)}


def went_line(what: str) -> str:
    return _("岗位要求调整，不再要求%(what)s") % {"what": quoted(what)}


def went_covered(name: str, shorter: bool) -> str:
    text = _("由《%(title)s》补上，用时更短") if shorter else _("由《%(title)s》补上")
    return text % {"title": name}


def went_awaiting(what: str) -> str:
    return _("%(what)s已学过别的课，正等着确认") % {"what": quoted(what)}


def went_not_asked() -> str:
    return _("不再要求学")


def went_follower() -> str:
    return _("要用到它的课已不在清单中")


def summed(came: int, went: int, done: int) -> str:
    """学完 1 门、新增 2 门、移出 3 门."""
    parts = []
    if done:
        parts.append(_("学完 %(count)s 门") % {"count": done})
    if came:
        parts.append(_("新增 %(count)s 门") % {"count": came})
    if went:
        parts.append(_("移出 %(count)s 门") % {"count": went})
    return listed(parts)


def done() -> str:
    return _("已学完")


def exempted() -> str:
    return _("免修，不用再学")
