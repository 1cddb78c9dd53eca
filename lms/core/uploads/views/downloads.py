"""What is taken away from 表格: sheets as they stand, empty ones, problems, changes, rows left out, numbers given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ... import clock
from ...sheets import registry
from ...sheets.exporting import columns_of, csv_lines, rows_of, xlsx
from .. import originals
from ..findings import title_of, unpack
from .base import Gate, OwnUpload


def as_xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], wide: Sequence[int] = ()) -> FileResponse:
    return FileResponse(xlsx(name, head, rows, wide), as_attachment=True, filename=f"{name}.xlsx")


class ExportView(Gate):
    """A sheet as it stands, as far as the user may see it, in the layout in which it comes in."""

    def get(self, request: Any, sheet: str, form: str) -> HttpResponseBase:
        spec = registry.sheet(sheet)
        if spec is None or form not in ("xlsx", "csv") or not registry.may_export(request.user, spec):
            raise Http404
        head = [heading for _field, heading in columns_of(spec)]
        name = f"{spec.title}-{clock.today().isoformat()}"
        if form == "xlsx":
            return as_xlsx(name, head, rows_of(spec, request.user))
        response = StreamingHttpResponse(csv_lines(head, rows_of(spec, request.user)), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
        return response


class TemplateView(Gate):
    """The headings of a sheet and nothing else."""

    def get(self, request: Any, sheet: str) -> HttpResponseBase:
        spec = registry.sheet(sheet)
        if spec is None or not registry.may_upload(request.user, spec):
            raise Http404
        return as_xlsx(str(spec.title), [heading for _field, heading in columns_of(spec)], ())


class ProblemsView(OwnUpload):
    """All problems of an upload, to be worked through at a desk."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = [_("文件"), _("表"), _("行"), _("列"), _("原值"), _("问题"), _("办法"), _("程度")]
        rows = (
            [p.file, title_of(sheet), p.row, p.column, p.value, p.message, p.remedy, _("错误") if p.blocks else _("提示")]
            for sheet, p in unpack(self.upload.findings).problems
        )
        return as_xlsx(_("问题清单"), head, rows, (24, 12, 8, 16, 24, 40, 40, 8))


class ChangesView(OwnUpload):
    """All changes of an upload, cell by cell."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = [_("表"), _("行"), _("对象"), _("列"), _("原来"), _("改为")]
        rows = ([title_of(c.sheet), c.row, c.label, c.column, c.old, c.new] for c in unpack(self.upload.findings).changes)
        return as_xlsx(_("变更清单"), head, rows, (12, 8, 20, 16, 30, 30))


class OwnFile(OwnUpload):
    """Made of one uploaded file: its bytes and its sheet."""

    def file_and_spec(self, sheet: str) -> tuple[Any, registry.SheetSpec]:
        spec, file = registry.sheet(sheet), self.upload.files.filter(sheet=sheet).first()
        if spec is None or file is None or not registry.may_upload(self.request.user, spec):
            raise Http404
        return file, spec


class LeftOutView(OwnFile):
    def get(self, request: Any, sheet: str, **kwargs: Any) -> HttpResponseBase:
        file, spec = self.file_and_spec(sheet)
        found = unpack(self.upload.findings)
        why: dict[int, list[str]] = defaultdict(list)
        for name, problem in found.problems:
            if name == sheet and problem.blocks and problem.row is not None:
                what = f"{problem.column}：" if problem.column else ""
                why[problem.row].append(f"{what}{problem.message}")
        told = {number: "；".join(dict.fromkeys(words)) for number, words in why.items()}
        parts = originals.left_out(bytes(file.content), spec, found.left.get(sheet, ()), told)
        if parts is None or sheet not in found.left:
            raise Http404
        return as_xlsx(_("%(sheet)s-未导入的行") % {"sheet": spec.title}, *parts)


class NumbersView(OwnFile):
    def get(self, request: Any, sheet: str, **kwargs: Any) -> HttpResponseBase:
        file, spec = self.file_and_spec(sheet)
        given = unpack(self.upload.findings).numbers.get(sheet)
        parts = originals.with_numbers(bytes(file.content), spec, given) if given else None
        if parts is None:
            raise Http404
        return as_xlsx(_("%(sheet)s-带编号") % {"sheet": spec.title}, *parts)
