"""The sentences of 我的能力: where a level comes from, how it changed, and what brings one further."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from . import wording_record
from .wording import beside, day, level_word, quoted


def level_at(level: int) -> str:
    """“会做”; for level 0 that the first level is not reached."""
    return quoted(level_word(level)) if level else _("未达到“%(level)s”") % {"level": level_word(1)}


def by_oneself() -> str:
    return _("本人填写")


def entered(source: str, way: str, name: str | None) -> str:
    """Who wrote it down. ``name`` None: nobody, it came with a sheet or by itself; empty: somebody whose account is gone."""
    if name is not None:
        return wording_record.entered_by(name, way)
    return wording_record.imported(way) if source.startswith("sheet:") else way


def learned(how: str, title: str) -> str:
    return _("%(how)s《%(title)s》") % {"how": how, "title": title} if title else how


def change(start: dt.date, level: int, how: str, who: str) -> str:
    return _("%(day)s：%(what)s") % {"day": day(start), "what": beside(level_at(level), how, who)}


def lapse(until: dt.date) -> str:
    return _("%(day)s：已到期") % {"day": day(until)}


def evidence(on: dt.date, how: str, who: str) -> str:
    return beside(day(on), how, who)


def confirmed_by(contact: str) -> str:
    """Who can confirm a level."""
    if contact:
        return _("由培训联络员（%(contact)s）或上级确认") % {"contact": contact}
    return _("由所在党支部或上级确认")


def looked_at(level: int, sentence: str) -> str:
    """What is looked at for a level."""
    if not sentence:
        return _("看是否达到%(level)s") % {"level": quoted(level_word(level))}
    return _("看是否达到%(level)s：%(sentence)s") % {"level": quoted(level_word(level)), "sentence": sentence}


def claimed(claim: int, level: int) -> str:
    return _("您自评%(claimed)s，先按%(level)s算") % {"claimed": quoted(level_word(claim)), "level": level_at(level)}


def unsupplied(level: int) -> str:
    return _("%(level)s还没有课程") % {"level": quoted(level_word(level))}


def reached_of(reached: int, asked: int) -> str:
    return _("已达到 %(reached)s / %(asked)s 项") % {"reached": reached, "asked": asked} if asked else _("岗位没有要求")
