"""The slips of one batch as a workbook, for those who hand them out in another way than on paper."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from . import one_time
from .actions.slips import Batch


def workbook(batch: Batch, address: str) -> bytes:
    """XLSX with a line for each slip; for whom none was made stands on a sheet of its own, with the reason."""
    book = Workbook()
    book.remove(book.worksheets[0])
    made = book.create_sheet(_("登录单"))
    _row(made, [_("所在党支部"), _("姓名"), _("学员编号"), _("网址"), _("一次性密码"), _("有效期至")])
    for slip in batch.slips:
        member, until = slip.member, timezone.localdate(slip.expires_at).isoformat()
        _row(made, [member.branch.name, member.name, member.code, address, one_time.shown(slip.password), until])
    for column, width in zip("ABCDEF", (24, 12, 14, 34, 20, 14), strict=True):
        made.column_dimensions[column].width = width
    made.freeze_panes = "A2"
    if batch.refused:
        rest = book.create_sheet(_("未制作"))
        _row(rest, [_("姓名"), _("学员编号"), _("原因")])
        for one in batch.refused:
            _row(rest, [one.member.name, one.member.code, one.reason])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _row(sheet: Worksheet, values: Sequence[str]) -> None:
    """Texts as texts: a name that begins with an equals sign is no formula."""
    sheet.append(list(values))
    for cell in sheet[sheet.max_row]:
        cell.data_type = "s"
