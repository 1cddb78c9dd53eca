"""What all reports share: who may see them, what stands above the table, both forms of export."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.reports import ReportView

from lms.core import clock
from lms.people.models import Member, OrgUnit
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from .. import actions, queries
from ..completion import Period


def link(name: str, *args: Any, **params: Any) -> str:
    """Address of a report with the choices that are not empty."""
    chosen = {key: value for key, value in params.items() if value not in (None, "", False)}
    address = reverse(f"lms_reporting:{name}", args=args)
    return f"{address}?{urlencode(chosen)}" if chosen else address


class ReportPaginator(WagtailPaginator):
    @property
    def items_count_label(self) -> str:
        return _("共 %(count)s 行") % {"count": self.count}


class ScopedReport(ReportView):
    """A report over what the user's grants reach. Another unit's choice answers 404, no role at all is refused."""

    roles: Iterable[str] = ADMIN_ROLES
    template_name = "lms_reporting/report.html"
    results_template_name = "lms_reporting/report_results.html"
    header_icon = "table"
    name = ""
    default_year_offset = 0
    context_object_name = None
    paginator_class = ReportPaginator
    #: The report from which this one is opened: name and title.
    opened_from: tuple[str, Any] | None = None

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.lms_roles = tuple(self.roles)
        self.index_url_name = f"lms_reporting:{self.name}"
        self.index_results_url_name = f"lms_reporting:{self.name}_results"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, self.roles):
            raise PermissionDenied
        if self.filters and not self.filters.is_valid():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        if self.opened_from is None:
            return items
        name, title = self.opened_from
        return [*items[:-1], {"url": link(name), "label": title}, items[-1]]

    def chosen(self, name: str) -> Any:
        """What the filter ``name`` says; None where nothing was chosen."""
        value = self.filters.form.cleaned_data.get(name) if self.filters else None
        return None if value == "" else value

    @cached_property
    def today(self) -> dt.date:
        return clock.today()

    @property
    def unit(self) -> OrgUnit | None:
        return self.chosen("unit")

    @property
    def year(self) -> int:
        chosen = self.chosen("year")
        return int(chosen) if chosen else self.today.year + self.default_year_offset

    @cached_property
    def period(self) -> Period:
        return Period.year(self.year, self.today)

    @cached_property
    def members(self) -> Any:
        """The members in the user's sight and in the chosen unit."""
        members = Member.objects.for_user(self.request.user, self.roles)
        return members.in_unit(self.unit) if self.unit else members

    @cached_property
    def behind(self) -> int:
        """For how many members the figures are not up to date, after a try to make them so."""
        return actions.freshen(self.year)

    def behind_warnings(self) -> list[str]:
        if not self.behind:
            return []
        said = _("有 %(count)s 名学员的数据正在更新，下面的数字可能不是最新的。") % {"count": self.behind}
        return [said + _("没有后台进程时，请运行 manage.py summarise --year %(year)s。") % {"year": self.year}]

    def rules_note(self, day: dt.date) -> str:
        version = queries.rules_in_force(day)
        name = f"{version.rule_set.name} v{version.number}" if version else "—"
        return _("统计截至 %(day)s；学时认定办法：%(rules)s。") % {"day": day.isoformat(), "rules": name}

    def get_notes(self) -> list[str]:
        return []

    def get_warnings(self) -> list[str]:
        return []

    def get_facts(self) -> list[tuple[str, Any]]:
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context |= {
                "notes": self.get_notes(),
                "warnings": self.get_warnings(),
                "facts": self.get_facts(),
            }
        return context

    # -- export --

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return dict(zip(self.list_export, self.export_row(item), strict=True))

    def export_row(self, item: Any) -> list[Any]:
        """The cells of one line of the sheet, in the order of ``list_export``."""
        raise NotImplementedError

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        return super().write_csv_row(writer, {key: harmless(value) for key, value in row_dict.items()})

    def stream_csv(self, queryset: Any) -> Any:
        yield codecs.BOM_UTF8  # without it Excel takes Chinese for another encoding
        yield from super().stream_csv(queryset)

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings.get(field, field))

    def get_filename(self) -> str:
        return f"{self.name}-{self.today.isoformat()}"


def harmless(value: Any) -> Any:
    """Text that a spreadsheet program would run as a formula is quoted."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") and value != "-" else value


class LimitedReport(ScopedReport):
    """A report that reads every member concerned: refused, with the command to run, above the limit of members."""

    command = ""

    @cached_property
    def excess(self) -> int:
        from ..gap_queries import too_many

        return too_many(self.members)

    def get_warnings(self) -> list[str]:
        if not self.excess:
            return []
        return [
            _("范围内有 %(count)s 人，超过一次能算的人数。请选择下级组织，或运行 manage.py %(command)s。")
            % {"count": self.excess, "command": self.command}
        ]
