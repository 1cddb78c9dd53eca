"""The sentences of the desk. Plain values in, plain Chinese out: no queries, no rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.catalogue.credit_rules import MODE_WORDS
from lms.competencies.models import Level as LevelName
from lms.core.states import State
from lms.planning.gaps import Level
from lms.requirements.models import Line

#: How a level came about where no assessment is known. Lazy: one of them is translated, and only where it is shown.
BASES = {
    "formal": gettext_lazy("认定"),
    "learned": gettext_lazy("学习所得"),
    "self": gettext_lazy("自评"),
    "lapsed": gettext_lazy("已到期"),
    "none": State.UNASSESSED.word,
}
#: Columns of the table of hours, in their order. Hours of other modes stand under ``other``.
MODES = ("onsite", "online", "opening", "other")


def level_word(level: int) -> str:
    """知道, 会做, 熟练, 带教; nothing for level 0, which is not a level that one is at."""
    return str(LevelName(level).label) if level in LevelName.values else ""


def month(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def listed(parts: Sequence[str]) -> str:
    return _("、").join(parts) if len(parts) > 1 else "".join(parts)


def beside(*parts: str) -> str:
    """Short facts side by side in one line; empty ones are left out. No line begins with the dot between them."""
    return "\u00a0· ".join([part for part in parts if part])


def day(value: dt.date) -> str:
    """A day in full, as the language writes it: 2026年3月15日."""
    return date_format(value)


def minutes(number: int) -> str:
    return _("%(minutes)s 分钟") % {"minutes": number}


def lessons(number: int) -> str:
    return _("%(count)s 门") % {"count": number}


def by_when(due: dt.date | None, binding: bool) -> str:
    """A deadline, a suggestion, or that no day is set."""
    if due is None:
        return _("时间不限")
    return (_("%(day)s截止") if binding else _("建议%(day)s前完成")) % {"day": day(due)}


def quoted(name: str) -> str:
    """In double quotes; quotes inside become single ones, as Chinese punctuation has it."""
    return _("“%(name)s”") % {"name": name.replace("“", "‘").replace("”", "’")}


def reaches(what: str, level: int) -> str:
    return _("%(what)s达到“%(level)s”") % {"what": quoted(what), "level": level_word(level)}


def basis_word(level: Level, kind: str) -> str:
    """How the level came about; ``kind`` is the name of the assessment (自评, 上级评定…) where one is known."""
    return kind or str(BASES[level.basis])


def where_i_am(level: Level, kind: str = "", day: dt.date | None = None) -> tuple[str, str]:
    """The second half of a reason, with date and origin in brackets and without: 您目前“知道”（2026-03 自评）.

    Not assessed is said as such and never as a lack.
    """
    if level.basis == "none":
        return (_("您目前未评估"),) * 2
    if level.basis == "lapsed":
        held = {"level": level_word(level.held)}
        said = _("您曾“%(level)s”，需复训") % held if level.held else _("您的评估已到期")
        if not level.until:
            return said, said
        ended = _("%(month)s 到期") % {"month": month(level.until)}
        if not level.held:
            return _("%(said)s（%(basis)s）") % {"said": said, "basis": month(level.until)}, said
        return _("您曾“%(level)s”（%(ended)s），需复训") % {**held, "ended": ended}, said
    said = _("您目前未达到“%(level)s”") if not level.level else _("您目前“%(level)s”")
    said %= {"level": level_word(level.level or 1)}
    origin = " ".join(part for part in (month(day) if day else "", basis_word(level, kind)) if part)
    return _("%(said)s（%(basis)s）") % {"said": said, "basis": origin}, said


def standing_line(what: str, standing: str, until: dt.date | None) -> str:
    said = _("%(what)s：%(standing)s") % {"what": what, "standing": standing}
    return _("%(said)s，%(day)s到期") % {"said": said, "day": day(until)} if until else said


def basis_line(day_: dt.date | None, basis: str, until: dt.date | None, lapsed: bool, who: str) -> str:
    """Since when and by what one is at a level, until when that holds, and who asks for more."""
    since = " ".join(part for part in (day(day_) if day_ else "", basis) if part)
    lapse = ""
    if until:
        lapse = (_("已于%(day)s到期") if lapsed else _("%(day)s到期")) % {"day": day(until)}
    return beside(since, lapse, _("%(who)s要求") % {"who": who})


def asks_level(who: str, what: str, level: int) -> str:
    return _("%(who)s：%(what)s达到“%(level)s”") % {"who": who, "what": quoted(what), "level": level_word(level)}


def asks_lesson(who: str, tier: bool) -> str:
    return (_("%(who)s必修课") if tier else _("%(who)s要求学完这一课")) % {"who": who}


def origin(own: bool) -> str:
    """Where a requirement comes from: from above, or from the member's own unit."""
    return _("本单位要求") if own else _("上级指定")


def version(number: int, start: dt.date | None) -> str:
    """Which version of a requirement is in force, and since when."""
    said = _("第 %(number)s 版") % {"number": number}
    return _("%(said)s（%(day)s起）") % {"said": said, "day": day(start)} if start else said


def other_domain() -> str:
    return _("其他能力")


def myself() -> str:
    return _("自愿选学")


def first_name(name: str) -> str:
    """Tiers and targets that every site starts with are shown in the reader's language; other names stand as they are."""
    return _(name)


def also_fills(counts: str, short: Sequence[str], everything: bool) -> str:
    """Which of the targets lack hours: by name, or all of them."""
    if everything:
        return _("%(counts)s（还没有学满）") % {"counts": counts}
    return _("%(counts)s（%(targets)s还没有学满）") % {"counts": counts, "targets": listed(list(map(first_name, short)))}


def teaches(what: str, level: int, again: bool) -> str:
    text = _("%(what)s复训到“%(level)s”") if again else _("%(what)s学到“%(level)s”")
    return text % {"what": quoted(what), "level": level_word(level)}


def alternative_reason(reason: str) -> str:
    return {
        "more_minutes": _("也能补上，但会让总时间变长"),
        "covered": _("它能补的，清单中的其他课已经补上"),
        "done": _("您已经学过"),
    }[reason]


def form(name: str) -> str:
    return _("学习方式：%(form)s") % {"form": name}


def passed_over(title: str, length: int, reason: str) -> str:
    return _("《%(title)s》，%(minutes)s 分钟：%(reason)s") % {"title": title, "minutes": length, "reason": reason}


def nothing_passed_over() -> str:
    return _("没有其他课程能补上同样的内容。")


def for_another_tier() -> str:
    return _("这一课原为其他层次开设；没有更合适的本层次课程，所以列入。")


def why_headings() -> tuple[str, str, str, str]:
    """Who asks, where I am, what it supplies, what was passed over."""
    return _("谁提出的要求"), _("您目前的情况"), _("这一课补上"), _("没有选用的其他课程")


def ask(contact: str) -> str:
    """Whom to turn to, as a clause without a full stop. ``contact`` may be empty."""
    if contact:
        return _("请联系培训联络员（%(contact)s）") % {"contact": contact}
    return _("请联系所在党支部")


def arranged(contact: str) -> str:
    """The next step where a lesson cannot be opened here. ``contact`` may be empty."""
    if contact:
        return _("由组织安排学习，学完后由培训联络员（%(contact)s）登记。") % {"contact": contact}
    return _("由组织安排学习，学完后由所在党支部登记。")


def arranged_on_site(contact: str) -> str:
    if contact:
        return _("待组织安排，请联系培训联络员（%(contact)s）。") % {"contact": contact}
    return _("待组织安排，请联系所在党支部。")


def to_be_arranged(contact: str) -> str:
    """In place of a button, for what takes place somewhere."""
    return _("待组织安排 · %(contact)s") % {"contact": contact or _("所在党支部")}


def said_once(due: str, counts: str, of_all: bool) -> str:
    """Above a section, what is the same for its lessons; empty where nothing is."""
    parts = []
    if due:
        parts.append(_("各课%(due)s。") % {"due": due})
    if counts:
        parts.append((_("学时都%(counts)s。") if of_all else _("学时除另有注明外%(counts)s。")) % {"counts": counts})
    return "".join(parts)


def hours_number(hours: Decimal) -> str:
    """Hours without trailing zeros: 0.5, 32."""
    text = f"{hours.normalize():f}"
    return "0" if text in ("-0", "") else text


def hours_earned(hours: Decimal | None, targets: Sequence[str]) -> str:
    return _("%(hours)s 学时") % {"hours": hours_number(hours)} if hours and targets else _("不计学时")


def counts_for(hours: Decimal | None, targets: Sequence[str]) -> str:
    """For what the hours count; empty where there are none."""
    return _("计入%(targets)s") % {"targets": listed(list(map(first_name, targets)))} if hours and targets else ""


def credit(earned: str, counts: str) -> str:
    return _("%(earned)s，%(counts)s") % {"earned": earned, "counts": counts} if counts else earned


def priority_word(priority: int | None) -> str:
    return str(Line.Priority(priority).label) if priority in Line.Priority.values else ""


def mode_column(mode: str) -> str:
    """The column of a mode: what a sheet called 网络自学 is ``online``."""
    known = MODE_WORDS.get(mode, mode)
    return known if known in MODES else "other"


def mode_word(column: str) -> str:
    return {"onsite": _("集中与现场"), "online": _("网络"), "opening": _("期初登记"), "other": _("其他方式")}[column]


def target(name: str, years: int) -> str:
    """A target of hours; with the length of its window where that is longer than a year."""
    return _("%(name)s（%(years)s年）") % {"name": name, "years": years} if years > 1 else name


def window(first: int, last: int) -> str:
    """Over which years hours are added up."""
    return _("%(first)s—%(last)s年合计") % {"first": first, "last": last}
