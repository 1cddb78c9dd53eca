"""The one sentence of a lesson: at most sixty characters, whatever the names. Plain values in, plain Chinese out.

Where it would be longer it is shortened honestly, the least important first: the bracket with date and origin, then the name of
who asks, then the end of the competency's name, with …. What was left out stands in full under 为什么是这一课.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.requirements.models import RequirementSet

from .wording import level_word, listed, quoted

#: Characters of a sentence; other scripts need more letters for the same words.
LIMIT, LIMIT_OF_LETTERS = 60, 160
ELLIPSIS = "…"


def limit() -> int:
    return LIMIT if (get_language() or "zh").startswith("zh") else LIMIT_OF_LETTERS


def fitted(said: Sequence[str], write: Callable[[str], str], name: str) -> str:
    """The first of ``said`` that fits; else ``write`` with as much of ``name`` as fits."""
    most = limit()
    for each in said:
        if len(each) <= most:
            return each
    length = len(name)
    while length > 1 and len(write(name[:length] + ELLIPSIS)) > most:
        length -= max(1, len(write(name[:length] + ELLIPSIS)) - most)
    return write(name[: max(length, 1)].rstrip() + ELLIPSIS)


def somebody(source: str) -> str:
    """Who asks, without a name. ``source``: kind and code of a set."""
    kind = source.partition(":")[0]
    words = {
        RequirementSet.Kind.POST.value: _("岗位"),
        RequirementSet.Kind.TIER.value: _("本层次"),
        RequirementSet.Kind.TRACK.value: _("学习路径"),
        RequirementSet.Kind.CAMPAIGN.value: _("集中轮训"),
        RequirementSet.Kind.UNIT.value: _("本单位"),
    }
    return words.get(kind) or _("组织")


def asks_competency(who: str, short_who: str, what: str, level: int, standing: tuple[str, str]) -> str:
    """``standing``: where the member is, with and without the bracket."""
    long, short = standing

    def write(who: str, what: str, where: str) -> str:
        said = {"who": who, "what": quoted(what), "level": level_word(level), "standing": where}
        return _("%(who)s要求%(what)s达到“%(level)s”，%(standing)s") % said

    ways = [write(who, what, long), write(who, what, short), write(short_who, what, short)]
    return fitted(ways, lambda cut: write(short_who, cut, short), what)


def asks_lesson(who: str, short_who: str, what: str, level: int, standing: tuple[str, str], tier: bool) -> str:
    """Somebody asks for the lesson itself. ``what`` empty: it teaches no competency."""

    def head(name: str) -> str:
        return (_("%(who)s必修课") if tier else _("%(who)s要求学完这一课")) % {"who": name}

    if not what:
        return fitted([head(who), head(short_who)], head, who)
    long, short = standing

    def write(who: str, what: str, where: str) -> str:
        said = {"head": head(who), "what": quoted(what), "level": level_word(level), "standing": where}
        return _("%(head)s：讲%(what)s，学到“%(level)s”；%(standing)s") % said

    ways = [write(who, what, long), write(who, what, short), write(short_who, what, short)]
    return fitted(ways, lambda cut: write(short_who, cut, short), what)


def comes_before(titles: Sequence[str]) -> str:
    """A prerequisite that nobody asks for itself."""
    first, count = titles[0], len(titles)

    def write(title: str) -> str:
        if count > 1:
            return _("先学这一课，才能学《%(title)s》等 %(count)s 门") % {"title": title, "count": count}
        return _("先学这一课，才能学《%(title)s》") % {"title": title}

    named = listed([_("《%(title)s》") % {"title": title} for title in titles])
    return fitted([_("先学这一课，才能学%(titles)s") % {"titles": named}, write(first)], write, first)


def elective_new(what: str, level: int) -> str:
    def write(name: str) -> str:
        return _("讲%(what)s，可学到“%(level)s”") % {"what": quoted(name), "level": level_word(level)}

    return fitted([write(what)], write, what)


def elective_known() -> str:
    return _("巩固已会的内容")
