"""The file as tables for a spreadsheet program."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .books import Table
from .viewmodels import Paper


def record_table(paper: Paper) -> Table:
    heads = (_("日期"), _("内容"), _("事项"), _("方式"), _("结果"), _("分钟"), _("学时"), _("登记"), _("当时所在组织"))
    rows = (
        (each.iso, each.what, each.verb, each.how, each.outcome, each.minutes, each.hours, each.entered_by, each.unit)
        for each in paper.entries
    )
    return Table(_("学习记录"), heads, tuple(rows))


def tables_of(paper: Paper) -> list[Table]:
    """Who and when, the record, the hours, the changes of level: three results, three sheets."""
    growth = tuple((each.iso, each.what, each.before, each.after, each.basis) for each in paper.growth)
    return [
        Table(_("说明"), (_("项目"), _("内容")), paper.facts),
        record_table(paper),
        Table(_("学时"), paper.hours_heads, paper.hours),
        Table(_("能力等级变化"), (_("日期"), _("能力"), _("原来"), _("变为"), _("依据")), growth),
    ]
