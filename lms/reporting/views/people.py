"""What is missing or does not fit among units and members."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.people.models import Member, OrgUnit
from lms.people.queries import Contradiction, category_contradictions, members_without_post, units_without_contact

from ..filters import UnitFilterSet
from ..tables import LinkColumn
from .base import ScopedReport, link


class ContactReport(ScopedReport):
    name = "no_contact"
    page_title = gettext_lazy("无联络员的党支部")
    filterset_class = UnitFilterSet
    export_headings = {
        "code": gettext_lazy("编码"),
        "name": gettext_lazy("名称"),
        "parent": gettext_lazy("上级组织"),
        "secretary": gettext_lazy("书记"),
        "site": gettext_lazy("所在片区"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        units = units_without_contact().for_user(self.request.user)
        if self.unit:
            units = units.below(self.unit)
        return units.select_related("parent", "secretary").order_by("path")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("name", label=_("党支部"), accessor=lambda row: f"{row.name}（{row.code}）"),
            Column("parent", label=_("上级组织")),
            Column("secretary", label=_("书记"), accessor=lambda row: row.secretary or "—"),
            Column("site", label=_("所在片区"), accessor=lambda row: row.site or "—"),
        ]

    def get_notes(self) -> list[str]:
        return [_("这些党支部没有培训联络员，通知和送学无人负责。请在组织资料里指定一名。")]

    def export_row(self, item: OrgUnit) -> list[Any]:
        return [item.code, item.name, str(item.parent or ""), str(item.secretary or ""), item.site]


class ContradictionReport(ScopedReport):
    name = "contradictions"
    page_title = gettext_lazy("岗位与类别矛盾")
    filterset_class = UnitFilterSet
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "category": gettext_lazy("人员类别"),
        "post": gettext_lazy("岗位"),
        "note": gettext_lazy("特殊情形"),
    }
    list_export = list(export_headings)

    def get_queryset(self) -> Any:
        return category_contradictions(self.today, self.members)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            LinkColumn("member", label=_("学员"), accessor="member", get_url=lambda row: link("person", row.member.pk)),
            Column("branch", label=_("所在党支部"), accessor="member.branch"),
            Column("category", label=_("人员类别"), accessor="member.category"),
            Column("post", label=_("岗位")),
            Column("note", label=_("特殊情形"), accessor=lambda row: row.member.special_case or "—"),
        ]

    def get_notes(self) -> list[str]:
        return [_("岗位限定了可任的人员类别，而学员的类别不在其中。只作提示：请核对岗位或类别，学习要求不受影响。")]

    def export_row(self, item: Contradiction) -> list[Any]:
        member = item.member
        return [member.code, member.name, str(member.branch), str(member.category or ""), str(item.post), member.special_case]


class NoPostReport(ScopedReport):
    name = "no_post"
    page_title = gettext_lazy("无岗位学员")
    filterset_class = UnitFilterSet
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "category": gettext_lazy("人员类别"),
        "note": gettext_lazy("特殊情形"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        without = members_without_post(self.today).filter(pk__in=self.members.values("pk"))
        return without.select_related("branch", "tier", "category").order_by("branch__path", "code")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            LinkColumn("member", label=_("学员"), accessor=str, get_url=lambda row: link("person", row.pk)),
            Column("branch", label=_("所在党支部")),
            Column("tier", label=_("层次")),
            Column("category", label=_("人员类别")),
            Column("note", label=_("特殊情形"), accessor=lambda row: row.special_case or "—"),
        ]

    def get_notes(self) -> list[str]:
        return [_("没有岗位就没有岗位要求，也就没有缺项。请核对是否漏填。")]

    def export_row(self, item: Member) -> list[Any]:
        return [item.code, item.name, str(item.branch), str(item.tier or ""), str(item.category or ""), item.special_case]
