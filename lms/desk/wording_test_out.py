"""The sentences of 测一测，会了就免修. Plain values in, plain Chinese out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.core.states import State

from .wording import counts_for, credit, day, hours_earned, level_word, listed, minutes, quoted


def title(name: str) -> str:
    """What the test is called on its papers."""
    return _("测一测：%(name)s") % {"name": name}


def pair(what: str, level: int) -> str:
    return _("%(name)s（%(level)s）") % {"name": what, "level": level_word(level)}


def headline(exempts: bool) -> str:
    return _("测一测，会了就免修") if exempts else str(State.TEST.word)


def size(count: int, length: int) -> str:
    return _("%(count)s 题，最多 %(minutes)s，到时自动交卷") % {"count": count, "minutes": minutes(length)}


def pass_mark(percent: int, parts: int) -> str:
    return (_("每项得 %(percent)s 分以上") if parts > 1 else _("得 %(percent)s 分以上")) % {"percent": percent}


def exempts() -> str:
    return _("这一课免修，计划马上变短；能力等级马上记入。")


def proves() -> str:
    return _("能力等级马上记入，计划按新的等级重排。")


def stays(pairs: Sequence[str]) -> str:
    """Why the lesson stays: it teaches what no quiz proves, or too few questions are there."""
    return _("这一课还教%(pairs)s，要学完或由人确认，所以不免修。") % {"pairs": listed(pairs)}


def not_always_exempt() -> str:
    return _("只通过一部分，就只记通过的部分，这一课还要学。")


def outweighs(what: str, said: int, tested: int) -> str:
    """By the rules a proof takes the place of one's own word: that is said before and not after."""
    told = {"what": quoted(what), "said": level_word(said), "tested": level_word(tested)}
    return _("%(what)s您自评“%(said)s”，这里只测“%(tested)s”：通过后以测试为准。") % told


def earns(hours: Decimal | None, targets: Sequence[str]) -> str:
    return credit(hours_earned(hours, targets), counts_for(hours, targets))


def earns_nothing() -> str:
    return _("不计学时")


def harmless() -> str:
    return _("不通过不影响任何记录。")


def how_often(days: int) -> str:
    if not days:
        return ""
    return _("每天可以测一次。") if days == 1 else _("每 %(days)s 天可以测一次。") % {"days": days}


def again_on(value: dt.date) -> str:
    return _("今天已测过，%(day)s起可以再测。") % {"day": day(value)}


def too_few() -> str:
    return _("题库正在更新，暂时不能开始，请改天再试。")
