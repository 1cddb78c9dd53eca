"""The sentences of 摸底. Plain values in, plain Chinese out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .wording import lessons, level_word, minutes, quoted


def answer_word(level: int) -> str:
    """知道, 会做, 熟练, 带教; 还不了解 for level 0."""
    return level_word(level) or _("还不了解")


def progress(place: int, count: int) -> str:
    return _("第 %(place)s 项，共 %(count)s 项") % {"place": place, "count": count}


def who_asks(who: str, level: int) -> str:
    return _("%(who)s要求“%(level)s”") % {"who": who, "level": level_word(level)}


def said(claimed: int, level: int) -> str:
    if level < claimed:
        return _("您选“%(claimed)s”，先按“%(level)s”算") % {"claimed": answer_word(claimed), "level": answer_word(level)}
    return answer_word(claimed)


def noted(what: str, claimed: int, level: int) -> str:
    if level < claimed:
        return _("%(what)s已记下：您选“%(claimed)s”，先按“%(level)s”算，测试或有人确认后再提高。") % {
            "what": quoted(what), "claimed": answer_word(claimed), "level": answer_word(level),
        }
    return _("%(what)s已记下：“%(claimed)s”。") % {"what": quoted(what), "claimed": answer_word(claimed)}


def plan_sum(count: int, length: int) -> str:
    return _("%(lessons)s，%(minutes)s") % {"lessons": lessons(count), "minutes": minutes(length)}


def no_question(compulsory: bool) -> str:
    """Why a lesson cannot be answered with one's own word."""
    return _("这是必学课，学完才算，自评不能代替。") if compulsory else _("这一课所教的，您的岗位没有要求，不需要自评。")


def corrected() -> str:
    return _("您今天的自评已由管理员更正，今天不能再改。")
