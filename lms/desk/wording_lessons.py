"""The sentences of 课程 and of the page of one lesson. Plain values in, plain Chinese out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .wording import level_word, listed, quoted


def place(mandatory: bool) -> str:
    """In which section of my plan it stands."""
    return _("必学") if mandatory else _("补缺")


def fills_too() -> str:
    """Not in my plan, but it would fill what I lack."""
    return _("也能补缺")


def own_title() -> str:
    return _("与我的关系")


def own(must: str, gap: str, still: str, learned: str) -> list[tuple[str, str]]:
    """The options of the filter by own state, each with its value."""
    return [(must, _("必学")), (gap, _("补缺")), (still, _("还没学完")), (learned, _("已学完"))]


def everything() -> str:
    return _("全部")


def with_count(label: str, count: int) -> str:
    return _("%(label)s（%(count)s）") % {"label": label, "count": count}


def by(titles: Sequence[str]) -> str:
    """What the lessons can be narrowed by."""
    return _("按%(titles)s筛选") % {"titles": "、".join(titles)}


def subject_title() -> str:
    return _("类别")


def competency_title() -> str:
    return _("能力")


def whole_domain(name: str) -> str:
    return _("%(domain)s：全部") % {"domain": name}


def form_title() -> str:
    return _("形式")


def minutes_title() -> str:
    return _("时长")


def lengths(most: Sequence[str], longer: str) -> dict[str, str]:
    """Up to so many minutes, and longer than the most of them."""
    found = {each: _("%(minutes)s 分钟以内") % {"minutes": each} for each in most}
    return {**found, longer: _("%(minutes)s 分钟以上") % {"minutes": most[-1]}}


def tier_title() -> str:
    return _("适用层次")


def lecturer_title() -> str:
    return _("讲师")


def collection_title() -> str:
    return _("推荐")


def teaches(taught: Sequence[tuple[str, int]]) -> str:
    """What a lesson teaches, in one sentence; at most three competencies by name."""
    if not taught:
        return _("通用学习内容")
    named = [_("%(what)s学到“%(level)s”") % {"what": quoted(what), "level": level_word(level)} for what, level in taught[:3]]
    said = listed(named)
    return _("%(what)s，共 %(count)s 项") % {"what": said, "count": len(taught)} if len(taught) > 3 else said


def made_of(count: int) -> str:
    """Of a course, which teaches by its lessons."""
    return _("共 %(count)s 课") % {"count": count}


def teaches_one(what: str, level: int) -> str:
    return _("%(what)s学到“%(level)s”") % {"what": quoted(what), "level": level_word(level)}


def not_because_done() -> str:
    return _("您已经学完这一课，眼下不必再学。")


def not_because_elsewhere() -> str:
    return _("它能补上的内容，您计划中的其他课已经补上。")


def not_because_longer() -> str:
    return _("它也能补上您所缺的内容，但换成它会让总时间变长。")


def not_because_held() -> str:
    return _("这一课所教的，您都已经达到。")


def not_because_other_level() -> str:
    return _("它教的等级不是您眼下所缺的那一级，您所缺的另有安排。")


def not_because_not_asked() -> str:
    return _("您的岗位眼下没有要求这一课所教的内容，有兴趣可以选学。")


def not_because_covered() -> str:
    return _("这一课所教的您已学过别的课，正等着确认。")


def not_because_unknown() -> str:
    return _("学习安排暂时排不出来，稍后再看它是否在您的计划中。")


def asked_of_me(required: int) -> str:
    return _("岗位要求“%(level)s”") % {"level": level_word(required)} if required else _("岗位没有要求")
