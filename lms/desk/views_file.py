"""我的档案: record, hours, paper, sheets, and all that is held about the member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from lms.core import clock

from .books import csv_text, xlsx_bytes
from .correction import request_rows
from .everything import as_json, everything_of
from .file import my_file, my_hours
from .paper import paper_of
from .paper_tables import record_table, tables_of
from .views import MemberPage

A_PAGE = 20
#: Requests for correction shown beside the record; the others are one press away.
REQUESTS = 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = "all"


def asked_year(request: HttpRequest, ahead: int = 0) -> int | None:
    """The year in the address; None for none, nonsense and years further ahead than ``ahead``."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    return year if 1900 < year <= clock.today().year + ahead else None


class MyFile(MemberPage):
    template_name = "lms_desk/my_file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file = my_file(self.member, self.member.user_id or 0, asked_year(self.request))
        page = Paginator(file.learned, A_PAGE).get_page(self.request.GET.get("page"))
        requests = request_rows(self.member)
        return super().get_context_data(
            file=file, page=page, requests=requests[:REQUESTS], more_requests=len(requests) > REQUESTS, tab="record", **kwargs
        )


class MyHours(MemberPage):
    template_name = "lms_desk/my_hours.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hours=my_hours(self.member, asked_year(self.request)), tab="hours", **kwargs)


def paper_year(request: HttpRequest) -> int | None:
    """None: all years, asked for by name; without a year it is this one."""
    return None if request.GET.get("year") == ALL else asked_year(request) or clock.today().year


class FilePrint(MemberPage):
    """A sheet of paper: no navigation, nothing to press but 打印."""

    template_name = "lms_desk/file_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paper = paper_of(self.member, self.member.user_id or 0, paper_year(self.request))
        return super().get_context_data(paper=paper, **kwargs)


class FileExport(MemberPage):
    """The record of a year or of all: ``format`` csv gives the transcript alone, otherwise XLSX with all three results."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        paper = paper_of(self.member, self.member.user_id or 0, paper_year(request))
        name = _("培训档案")
        if request.GET.get("format") == "csv":
            return sent(csv_text(record_table(paper)), "text/csv; charset=utf-8", name, "csv")
        return sent(xlsx_bytes(tables_of(paper)), XLSX, name, "xlsx")


class Everything(MemberPage):
    """All that is held about the member: as sheets to read, or for programs as JSON with every column."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = _("我的全部信息")
        if request.GET.get("format") == "json":
            told = as_json(everything_of(self.member, request.user))
            return sent(told, "application/json; charset=utf-8", name, "json")
        return sent(xlsx_bytes(everything_of(self.member, request.user, to_read=True)), XLSX, name, "xlsx")


def sent(content: str | bytes, kind: str, name: str, ending: str) -> HttpResponse:
    """A file to be kept, with the day in its name."""
    day: dt.date = clock.today()
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}_{day.isoformat()}.{ending}")
    return response
