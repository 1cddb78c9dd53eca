"""CSV of lists and reports of the admin, fit for the spreadsheet programs of offices."""

from __future__ import annotations

import codecs
from typing import Any

from .sheets import normal


class OfficeCsv:
    """Mixed in before Wagtail's ``SpreadsheetExportMixin``. Text that would run as a formula is marked as text."""

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        return super().write_csv_row(writer, {key: normal.quoted(value) for key, value in row_dict.items()})  # type: ignore[misc]

    def stream_csv(self, queryset: Any) -> Any:
        yield codecs.BOM_UTF8  # without it Excel takes Chinese for another encoding
        yield from super().stream_csv(queryset)  # type: ignore[misc]
