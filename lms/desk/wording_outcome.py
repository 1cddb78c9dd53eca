"""The sentences of the end page of a lesson or test. Plain values in, plain Chinese out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from . import wording_change
from .outcome_changes import AWAITING, FOLLOWER, INSTEAD, REACHED
from .wording import first_name, hours_number, level_word, listed, minutes, quoted, reaches
from .wording_record import unassessed
from .wording_test_out import pair


def headline(how: str) -> str:
    return {
        "exempted": _("您已会，这一课免修"),
        "passed": _("通过了"),
        "tested": _("通过了测试"),
        "some": _("通过了一部分"),
        "failed": _("这次没有通过"),
        "completed": _("学完了"),
        "attended": _("学完了"),
        "seen": _("看完了，还差测验"),
    }.get(how) or _("没有新的变化")


def lead(how: str, score: str) -> str:
    said = {
        "exempted": _("已记入我的档案，不用再学。"),
        "passed": _("这一课已完成，记入我的档案。"),
        "tested": _("已记入我的档案。"),
        "some": _("通过的部分已记入我的档案，没有通过的不作记录。"),
        "failed": _("没有写入任何记录，计划和能力等级都和原来一样。"),
        "completed": _("已记入我的档案。"),
        "attended": _("已记入我的档案。"),
        "seen": _("通过测验以后，这一课才算完成。"),
    }.get(how) or _("这些以前已经记过，不重复记。")
    return _("得分 %(score)s。%(said)s") % {"score": hours_number(Decimal(score)), "said": said} if score else said


def hours_added(hours: Decimal, mode: str, targets: Sequence[str]) -> str:
    """+0.25（网络），计入党员学时."""
    said = {"hours": hours_number(hours), "mode": mode, "targets": listed([first_name(each) for each in targets])}
    return _("+%(hours)s（%(mode)s），计入%(targets)s") % said


def no_hours() -> str:
    return _("没有增加")


def standing(level: int, basis: str) -> str:
    if basis == "none":
        return unassessed()
    if basis == "lapsed":
        return _("已到期")
    word = level_word(level) or _("未达到“%(level)s”") % {"level": level_word(1)}
    return _("%(word)s（自评）") % {"word": word} if basis == "self" else word


def corrected(what: str, level: int) -> str:
    """The member's own word was higher; from now on the proof counts."""
    return _("%(what)s：自评改以这次为准，现为“%(level)s”") % {"what": quoted(what), "level": level_word(level)}


def rose(what: str, before: str, level: int) -> str:
    said = {"what": quoted(what), "before": before, "after": standing(level, "")}
    return _("%(what)s：%(before)s → %(after)s") % said


def awaits(what: str, level: int, who: str) -> str:
    return _("%(what)s：待确认，%(who)s") % {"what": reaches(what, level), "who": who}


def held(what: str, level: int) -> str:
    return _("%(what)s原已“%(level)s”，不变") % {"what": quoted(what), "level": level_word(level)}


def no_levels() -> str:
    return _("没有变化")


def off() -> str:
    return _("这一课已从计划中去掉")


def no_other_lessons() -> str:
    return _("没有其他变化")


def not_needed() -> str:
    return _("不用再学")


def added() -> str:
    return _("新增")


def came(what: str, level: int) -> str:
    """Why a lesson is needed now that was not before."""
    return _("补上%(what)s的“%(level)s”") % {"what": quoted(what), "level": level_word(level)} if level else _("要先学它")


def tested(what: str, level: int, right: int, of: int, passed: bool) -> str:
    text = _("%(what)s：答对 %(right)s/%(of)s，通过") if passed else _("%(what)s：答对 %(right)s/%(of)s，没有通过")
    return text % {"what": pair(what, level), "right": right, "of": of}


def gone(why: str, what: str, level: int, title: str) -> str:
    if why == REACHED:
        return wording_change.went_reached(what, level)
    if why == AWAITING:
        return wording_change.went_awaiting(what)
    if why == INSTEAD:
        return _("改学《%(title)s》") % {"title": title}
    if why == FOLLOWER:
        return wording_change.went_follower()
    return wording_change.came_anyhow()


def left(count: int, length: int) -> str:
    return (
        _("还剩 %(count)s 课，%(minutes)s") % {"count": count, "minutes": minutes(length)} if count else _("计划里的课都学完了")
    )


def unassessed_left(count: int) -> str:
    return _("还有 %(count)s 项能力未评估，摸底以后才知道要补什么。") % {"count": count}


def arranged_left() -> str:
    return _("剩下的课由组织安排。")
