"""The sentences of 谁会学到. Plain values in, plain Chinese out."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from . import reach
from .reach import Reach

#: Lessons that are named for one reason.
NAMED = 3


def group_words() -> dict[str, tuple[str, str]]:
    """Word and explanation of each group."""
    return {
        reach.MUST: (_("必学"), _("有要求指定，或为本层次必修")),
        reach.GAP: (_("补缺"), _("在各人的最短计划里")),
        reach.FREE: (_("可选"), _("不要求学，想学可以学")),
    }


def reasons(found: Reach, titles: Mapping[int, str]) -> list[str]:
    """Why nobody's plan needs the lesson, what concerns most first."""
    return [_reason(why, count, found, titles) for why, count in found.reasons.most_common()]


def _reason(why: str, count: int, found: Reach, titles: Mapping[int, str]) -> str:
    if why == reach.NOBODY:
        return _("%(count)s 人不缺这一课教的能力。") % {"count": count}
    if why == reach.COVERED:
        said = {"count": count, "titles": _named([pk for pk, _n in found.instead.most_common(NAMED)], titles)}
        return _("%(count)s 人缺，但%(titles)s已能补上，总时间不更长。") % said
    if why == reach.TIER:
        return _("%(count)s 人缺，但有为他们层次开的课，这一课不是。") % {"count": count}
    if why == reach.BEFORE:
        said = {"count": count, "titles": _named([pk for pk, _n in found.missing.most_common(NAMED)], titles)}
        if not found.missing:
            return _("%(count)s 人缺，但这一课没有开放。") % said
        return _("%(count)s 人缺，但要先学的%(titles)s没有开放。") % said
    if why == reach.SCOPE:
        return _("%(count)s 人缺，但不在共享范围内（仅限本单位）。") % {"count": count}
    if why == reach.AWAITING:
        return _("%(count)s 人已学过同样内容的课，正等着确认。") % {"count": count}
    return _("%(count)s 人缺的等级，有更合适的课。") % {"count": count}


def _named(lessons: list[int], titles: Mapping[int, str]) -> str:
    return _("、").join(_("《%(title)s》") % {"title": titles.get(pk, "")} for pk in lessons) or _("别的课")


def nothing_taught() -> str:
    return _("还没有填写“所教能力”，谁也不会因为缺什么而学到它。")


def no_tiers() -> str:
    return _("还没有填写“适用层次”。")


def sampled(count: int) -> str:
    return _("人数较多：按均匀抽取的 %(count)s 人逐一计算后推算。") % {"count": count}
