"""The forms in which a report leaves the screen: XLSX, CSV and a printed page of A4, all with names that people can read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.utils.formats import date_format
from django.utils.http import content_disposition_header

from lms.core.csv_lists import OfficeCsv

from ..tables import printed

PRINT = "print"


class Downloads(OfficeCsv):
    """Mixed into a report view. The sheet has the rows of the table as chosen, all of them; the printed page has its columns."""

    request: Any
    is_export: bool
    list_export: list[str]
    export_headings: dict[str, Any]
    show_export_buttons = False  # they stand on the page, to be seen

    @property
    def is_print(self) -> bool:
        return self.request.GET.get(PRINT) == "1" and not self.is_export

    def get_paginate_by(self, queryset: Any) -> Any:
        return None if self.is_print else super().get_paginate_by(queryset)  # type: ignore[misc]

    def get_template_names(self) -> list[str]:
        return ["lms_reporting/print.html"] if self.is_print else super().get_template_names()  # type: ignore[misc]

    def address_with(self, **params: str) -> str:
        """This page with the choices it has, and ``params``; never a page number."""
        kept = {key: value for key, value in self.request.GET.items() if key not in (PRINT, "export", "p") and value}
        return f"?{urlencode({**kept, **params})}"

    def get_download_context(self) -> dict[str, Any]:
        return {
            "xlsx_url": self.address_with(export="xlsx"),
            "csv_url": self.address_with(export="csv"),
            "print_url": self.address_with(**{PRINT: "1"}),
        }

    def get_print_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """Heading and cells of the table as plain text. The lines above are those that offices write on a sheet."""
        columns = self.columns  # type: ignore[attr-defined]
        lines = []
        for place, row in enumerate(context["object_list"], start=1):
            cells = [(printed(column, row), column.classname or "") for column in columns]
            lines.append(("" if getattr(row, "is_total", False) else place, cells))
        return {
            "back": self.address_with(),
            "head": [(column.label, getattr(column, "classname", "") or "") for column in columns],
            "lines": lines,
            "reporting_unit": self.get_unit_word(),  # type: ignore[attr-defined]
            "printed_on": date_format(self.today),  # type: ignore[attr-defined]
        }

    # -- sheets --

    def get_file_title(self) -> str:
        return str(self.page_title)  # type: ignore[attr-defined]

    def get_file_parts(self) -> list[str]:
        """What stands in the name of the file behind the title: what was chosen, else the day."""
        return [self.today.isoformat()]  # type: ignore[attr-defined]

    def get_filename(self) -> str:
        parts = [self.get_file_title(), *self.get_file_parts()]
        return "-".join(part.replace("/", " ").replace("：", "-").strip() for part in parts if part)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
        name = f"{self.get_filename()}.{spreadsheet_format}"
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        return response

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return dict(zip(self.list_export, self.export_row(item), strict=True))

    def export_row(self, item: Any) -> list[Any]:
        """The cells of one line of the sheet, in the order of ``list_export``."""
        raise NotImplementedError

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings.get(field, field))
