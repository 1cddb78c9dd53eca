"""The sentences of a request for correction. Plain values in, plain Chinese out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from . import wording


def registered(parts: Sequence[str]) -> str:
    said = wording.beside(*parts)
    return _("现登记：%(what)s") % {"what": said} if said else _("现在没有登记")


def answered(day: dt.date, name: str, mended: bool) -> str:
    """By whom and when, and what the answer means."""
    who = {"day": wording.day(day), "name": name or _("管理员")}
    text = _("%(name)s于%(day)s处理：已按您所说更正。") if mended else _("%(name)s于%(day)s处理：核对过，登记没有错。")
    return text % who


def sent(contact: str) -> str:
    if contact:
        return _("已交给培训联络员（%(contact)s）。处理结果会写在这里。") % {"contact": contact}
    return _("已交给所在党支部的管理员。处理结果会写在这里。")


def already_there() -> str:
    return _("同样的申请已经在处理，不用再提。")


def withdrawn() -> str:
    return _("申请已撤回。")


def choose() -> str:
    return _("请选择哪里不对。")
