"""What all reports share: who may see them, what stands above the table, where a reader came from and goes back to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.reports import ReportView

from lms.core import clock
from lms.people.models import Member, OrgUnit, PostHolding
from lms.people.queries import in_force
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from .. import actions, queries
from ..completion import Period
from .downloads import Downloads


def link(name: str, *args: Any, **params: Any) -> str:
    """Address of a report with the choices that are not empty. ``name`` of a report of another app has its namespace."""
    chosen = {key: value for key, value in params.items() if value not in (None, "", False)}
    address = reverse(name if ":" in name else f"lms_reporting:{name}", args=args)
    return f"{address}?{urlencode(chosen)}" if chosen else address


class ReportPaginator(WagtailPaginator):
    @property
    def items_count_label(self) -> str:
        return _("共 %(count)s 行") % {"count": self.count}


class ScopedReport(Downloads, ReportView):
    """A report over what the user's grants reach. Another unit's choice answers 404, no role at all is refused.

    The choices stand in one plain form that works without scripts; those in ``carried`` are made by links of the page and only
    go along.
    """

    roles: Iterable[str] = ADMIN_ROLES
    template_name = "lms_reporting/report.html"
    results_template_name = "lms_reporting/report_results.html"
    header_icon = "table"
    name = ""
    #: URL namespace of the app that the report belongs to.
    namespace = "lms_reporting"
    default_year_offset = 0
    context_object_name = None
    paginator_class = ReportPaginator
    #: The report from which this one is opened: name and title.
    opened_from: tuple[str, Any] | None = None
    #: Choices that are no field of the form.
    carried: tuple[str, ...] = ()
    #: ``lms-stack`` makes a line a card on a phone: for tables whose cells say what they are (``tables.Cell``).
    table_classname = "listing"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.lms_roles = tuple(self.roles)
        self.index_url_name = f"{self.namespace}:{self.name}"
        self.index_results_url_name = f"{self.namespace}:{self.name}_results"

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

    # -- what was chosen --

    def chosen(self, name: str) -> Any:
        """What the filter ``name`` says; None where nothing was chosen."""
        value = self.filters.form.cleaned_data.get(name) if self.filters else None
        return None if value == "" else value

    def chosen_id(self, name: str) -> int | None:
        """The key of what was chosen; 0 stands for "none" (no tier, no category)."""
        value = self.chosen(name)
        return None if value is None else 0 if value == "0" else value.pk

    @cached_property
    def choices(self) -> dict[str, str]:
        """All choices as they stand in the address, checked."""
        names = self.filters.form.fields if self.filters else {}
        return {name: value for name in names if (value := self.request.GET.get(name, ""))}

    def here(self, **changes: Any) -> str:
        """This report with other choices; None takes one away."""
        return link(f"{self.namespace}:{self.name}", *self.kwargs.values(), **{**self.choices, **changes})

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
        """The members in the user's sight and in the chosen unit, tier, category and post, as they are today."""
        members = Member.objects.for_user(self.request.user, self.roles)
        if self.unit:
            members = members.in_unit(self.unit)
        for name in ("tier", "category"):
            if (pk := self.chosen_id(name)) is not None:
                members = members.filter(**{f"{name}_id": pk or None})
        if post := self.chosen_id("post"):
            held = PostHolding.objects.filter(in_force(self.today), post_id=post)
            members = members.filter(pk__in=held.values("member_id"))
        return members

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

    # -- what stands on the page --

    def get_unit_word(self) -> str:
        """Whose figures these are: the chosen unit, else the units that the user looks after."""
        if self.unit:
            return self.unit.name
        heads = queries.top_units(list(queries.visible_units(self.request.user)))
        return "、".join(unit.name for unit in heads)

    def get_scope(self) -> list[str]:
        """The choices in words."""
        if not self.filters:
            return []
        fields = [self.filters.form[name] for name in self.filters.form.fields if name not in self.carried]
        return [self._said(field) for field in fields if field.name == "year" or self.choices.get(field.name)]

    def get_scope_words(self) -> list[str]:
        """The same for the screen, which says where nothing was chosen as well."""
        said = self.get_scope()
        has_units = self.filters is not None and "unit" in self.filters.form.fields
        return [*said, _("权限内全部")] if has_units and not self.unit else said or [_("全部")]

    def _said(self, field: Any) -> str:
        if field.name == "year":
            return _("%(year)s 年") % {"year": self.year}
        value = self.chosen(field.name)
        labels = dict(getattr(field.field.widget, "choices", ())) if isinstance(value, str) else {}
        return str(labels.get(value, value)).strip()

    def get_trail(self) -> list[tuple[str, str]]:
        """Where this is, from the outside in: (label, address); the last one has none."""
        return []

    def get_tabs(self) -> list[dict[str, Any]]:
        """Groups of links: ``label`` and ``items`` of (label, address, whether chosen)."""
        return []

    def get_notes(self) -> list[str]:
        return []

    def get_warnings(self) -> list[str]:
        return []

    def get_facts(self) -> list[tuple[str, Any]]:
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        context |= {
            "notes": self.get_notes(),
            "warnings": self.get_warnings(),
            "facts": self.get_facts(),
        }
        if self.is_print:
            return context | {"scope": self.get_scope()} | self.get_print_context(context)
        context |= {
            "choice_form": self.filters.form if self.filters else None,
            "has_choices": bool(self.search_form or self.filters),
            "carried": [(name, value) for name, value in self.choices.items() if name in self.carried],
            "carried_names": self.carried,
            "scope": self.get_scope(),
            "scope_words": self.get_scope_words(),
            "trail": self.get_trail(),
            "tabs": self.get_tabs(),
            **self.get_download_context(),
        }
        # The form of the page takes the place of Wagtail's, which needs scripts and loses the choices in a search.
        context.pop("filters", None)
        context["report_search"] = context.pop("search_form", None)
        return context


class LimitedReport(ScopedReport):
    """A report that reads every member concerned: refused, with the command to run, above the limit of members."""

    command = ""

    @cached_property
    def excess(self) -> int:
        from ..gap_queries import too_many

        return too_many(self.members)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """A sheet without lines would look as if nobody lacked anything: the page says why there is none."""
        if (self.is_export or self.is_print) and self.excess:
            return redirect(self.here())
        return super().get(request, *args, **kwargs)

    def get_warnings(self) -> list[str]:
        if not self.excess:
            return []
        return [
            _("范围内有 %(count)s 人，超过一次能算的人数。请选择下级组织，或运行 manage.py %(command)s。")
            % {"count": self.excess, "command": self.command}
        ]
