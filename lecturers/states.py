"""The states of a lecturer and the ways between them. Pure: no database."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What is stored. 到期 is not: it follows from the calendar."""

    CANDIDATE = "candidate", _("候选")
    TRIAL = "trial", _("试讲")
    LISTED = "listed", _("在库")
    LEFT = "left", pgettext_lazy("a lecturer", "退出")


#: What 在库 is called once the term is over.
EXPIRED = "expired"
EXPIRED_LABEL = _("到期")


class Reason(models.TextChoices):
    """Why somebody moved on. Nothing here judges a person; what an organiser adds is for organisers."""

    IMPORTED = "imported", _("由师资库汇总表导入")
    SELF = "self", _("自荐")
    UNIT = "unit", _("单位推荐")
    CHOSEN = "chosen", _("组织选拔")
    INVITED = "invited", _("外请")
    TRIAL_SET = "trial_set", _("安排试讲")
    TRIAL_PASSED = "trial_passed", _("试讲通过")
    TRIAL_FAILED = "trial_failed", _("试讲未通过")
    LISTED = "listed", _("聘任入库")
    RENEWED = "renewed", _("续聘")
    TERM_OVER = "term_over", _("聘期届满")
    ASKED = "asked", _("本人提出")
    MOVED = "moved", _("工作变动")
    RETIRED = "retired", _("退休")
    QUALITY = "quality", _("授课质量")
    OTHER = "other", _("其他原因")
    AGAIN = "again", _("重新列为候选")


#: How somebody becomes a candidate; why somebody leaves.
NOMINATING = (Reason.UNIT, Reason.SELF, Reason.CHOSEN, Reason.INVITED)
LEAVING = (Reason.TERM_OVER, Reason.ASKED, Reason.MOVED, Reason.RETIRED, Reason.QUALITY, Reason.OTHER)


def is_over(state: str, term_end: dt.date | None, day: dt.date) -> bool:
    """Whether somebody 在库 has 到期 on ``day``; the last day of the term still counts."""
    return state == State.LISTED and term_end is not None and term_end < day


def state_on(state: str, term_end: dt.date | None, day: dt.date) -> str:
    """The state as it is shown on ``day``."""
    return EXPIRED if is_over(state, term_end, day) else str(state)
