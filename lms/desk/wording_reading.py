"""The sentences of the reading plan and of notes."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from .wording import day


def quarter(number: int) -> str:
    """第一季度 to 第四季度; 0 is the whole year."""
    return {1: _("第一季度"), 2: _("第二季度"), 3: _("第三季度"), 4: _("第四季度")}.get(number, _("全年"))


def period(year: int, number: int) -> str:
    return _("%(year)s年%(quarter)s") % {"year": year, "quarter": quarter(number)}


def due(value: dt.date) -> str:
    return _("计划%(day)s前读完") % {"day": day(value)}


def summary(planned: int, done: int) -> str:
    return _("计划 %(planned)s 项，已读完 %(done)s 项") % {"planned": planned, "done": done}


def saved() -> str:
    return _("已保存。")


def removed() -> str:
    return _("已删除。")
