"""What is missing or does not fit among units and members, mended where it is seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from lms.core.posted import key, keys
from lms.people.actions.mending import give_post, name_contact
from lms.people.models import Member, OrgUnit, Post
from lms.people.queries import Contradiction, category_contradictions, members_without_post, units_without_contact

from ..list_filters import MemberListFilterSet, UnitListFilterSet
from ..tables import Cell, HeadColumn
from .lists import ListReport

#: People offered as contact of one unit.
OFFERED = 200


def may_change(user: Any, model: Any) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "change"))


def member_address(member: Member) -> str:
    return reverse("lms_members:inspect", args=[member.pk])


class MendingReport(ListReport):
    """A list whose lines are mended on the page itself: one form around the table."""

    results_template_name = "lms_reporting/mending_results.html"
    mended: Any = None
    button: Any = ""

    @cached_property
    def may_mend(self) -> bool:
        return may_change(self.request.user, self.mended) and not self.is_export and not self.is_print

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_change(request.user, self.mended):
            raise PermissionDenied
        try:
            self.mend(request.POST)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.here())

    def mend(self, data: Any) -> None:
        raise NotImplementedError

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context |= {"may_mend": self.may_mend, "mend_url": self.here(), "button": self.button, **self.get_mending()}
        return context

    def get_mending(self) -> dict[str, Any]:
        return {}


class ContactReport(MendingReport):
    name = "no_contact"
    page_title = gettext_lazy("没有联络员的组织")
    filterset_class = UnitListFilterSet
    mended = OrgUnit
    button = gettext_lazy("保存联络员")
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
    def offered(self) -> dict[int, list[Member]]:
        """Members of the branches listed, by branch. One query."""
        found: dict[int, list[Member]] = {}
        branches = [unit.pk for unit in getattr(self, "page_rows", ())]
        people = Member.objects.for_user(self.request.user).present().filter(branch__in=branches)
        for member in people.order_by("code"):
            found.setdefault(member.branch_id, []).append(member)
        return found

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        self.page_rows = list(rows)
        return paginator, page, self.page_rows, is_paginated

    def choose(self, unit: OrgUnit) -> SafeString | str:
        people = self.offered.get(unit.pk, [])[:OFFERED]
        if not people:
            return _("还没有学员")
        options = format_html_join("", '<option value="{}">{}</option>', ((one.pk, str(one)) for one in people))
        label = _("%(unit)s的联络员") % {"unit": unit.name}
        select = '<select name="contact-{}" aria-label="{}"><option value="">{}</option>{}</select>'
        return format_html(select, unit.pk, label, _("请选择"), options)

    @cached_property
    def columns(self) -> list[Column]:
        found = [
            HeadColumn("name", label=_("组织"), accessor=_unit_name, get_url=_unit_address),
            Cell("parent", label=_("上级组织")),
            Cell("secretary", label=_("书记"), accessor=lambda row: row.secretary or "—"),
            Cell("site", label=_("所在片区"), accessor=lambda row: row.site or "—"),
        ]
        if self.may_mend:
            found.append(Cell("contact", label=_("指定联络员"), accessor=self.choose, classname="lms-wide"))
        return found

    def mend(self, data: Any) -> None:
        chosen = {
            unit: member
            for name, value in data.items()
            if name.startswith("contact-") and (unit := key(name[8:])) and (member := key(value))
        }
        policy = policy_registry.get_by_type(OrgUnit)
        units = policy.rows(self.request.user, "change").filter(pk__in=list(chosen))
        people = Member.objects.for_user(self.request.user).select_related("branch").in_bulk(list(chosen.values()))
        done = []
        for unit in units:
            if member := people.get(chosen[unit.pk]):
                name_contact(unit=unit, member=member, by=self.request.user)
                done.append(f"{unit.name}：{member.name}")
        if done:
            messages.success(self.request, _("已指定联络员：%(names)s。") % {"names": "；".join(done)})
        else:
            messages.info(self.request, _("没有选联络员。"))

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("组织数"), self.object_list.count())]

    def get_notes(self) -> list[str]:
        return [_("这些党支部没有培训联络员，通知和送学无人负责。可以当场从本支部学员里指定一名。")]

    def export_row(self, item: OrgUnit) -> list[Any]:
        return [item.code, item.name, str(item.parent or ""), str(item.secretary or ""), item.site]


def _unit_name(unit: OrgUnit) -> str:
    return f"{unit.name}（{unit.code}）"


def _unit_address(unit: OrgUnit) -> str:
    return reverse("lms_units:inspect", args=[unit.pk])


class ContradictionReport(ListReport):
    name = "contradictions"
    page_title = gettext_lazy("信息矛盾")
    filterset_class = MemberListFilterSet
    export_headings = {
        "code": gettext_lazy("学员编号"),
        "name": gettext_lazy("姓名"),
        "branch": gettext_lazy("所在党支部"),
        "tier": gettext_lazy("层次"),
        "category": gettext_lazy("人员类别"),
        "post": gettext_lazy("岗位"),
        "note": gettext_lazy("特殊情形"),
    }
    list_export = list(export_headings)

    def get_queryset(self) -> Any:
        return category_contradictions(self.today, self.members.select_related("tier"))

    @cached_property
    def columns(self) -> list[Column]:
        found = [
            HeadColumn("member", label=_("学员"), accessor="member", get_url=lambda row: member_address(row.member)),
            Cell("branch", label=_("所在党支部"), accessor="member.branch", classname="lms-wide"),
            Cell("what", label=_("哪里矛盾"), accessor=_what_clashes, classname="lms-wrap"),
            Cell("note", label=_("特殊情形"), accessor=lambda row: row.member.special_case or "—"),
        ]
        return found if self.is_print else [*found, Cell("mend", label=_("去更正"), accessor=_ways_to_mend)]

    def get_facts(self) -> list[tuple[str, Any]]:
        return [(_("处数"), len(self.object_list))]

    def get_notes(self) -> list[str]:
        return [_("岗位限定了可任的人员类别，而学员的类别不在其中。只作提示：请核对岗位或类别，学习要求不受影响。")]

    def export_row(self, item: Contradiction) -> list[Any]:
        member = item.member
        return [
            member.code, member.name, str(member.branch), str(member.tier or ""), str(member.category or ""), str(item.post),
            member.special_case,
        ]  # fmt: skip


def _what_clashes(row: Contradiction) -> str:
    return _("类别是%(category)s，却任%(post)s") % {"category": row.member.category, "post": row.post}


def _ways_to_mend(row: Contradiction) -> SafeString:
    ways = (("lms_members:posts", _("改岗位")), ("lms_members:edit", _("改类别")))
    return format_html_join(" · ", '<a href="{}">{}</a>', ((reverse(name, args=[row.member.pk]), label) for name, label in ways))


class NoPostReport(MendingReport):
    name = "no_post"
    page_title = gettext_lazy("没有岗位的学员")
    filterset_class = MemberListFilterSet
    mended = Member
    button = gettext_lazy("给勾选的学员定岗")
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
        found = [
            HeadColumn("member", label=_("学员"), accessor=str, get_url=member_address),
            Cell("branch", label=_("所在党支部"), classname="lms-wide"),
            Cell("tier", label=_("层次")),
            Cell("category", label=_("人员类别")),
            Cell("note", label=_("特殊情形"), accessor=lambda row: row.special_case or "—"),
        ]
        if not self.may_mend:
            return found
        tick = Cell("tick", label=_("勾选"), accessor=_tick, classname="lms-tick")
        return [tick, *found, Cell("mend", label=_("单独定岗"), accessor=_post_link)]

    def get_mending(self) -> dict[str, Any]:
        return {"posts": Post.objects.for_user(self.request.user), "on": self.today.isoformat()} if self.may_mend else {}

    def mend(self, data: Any) -> None:
        post = Post.objects.for_user(self.request.user).filter(pk=key(data.get("post", ""))).first()
        members = list(self.members.filter(pk__in=keys(data.getlist("member"))))
        if post is None or not members:
            raise ValidationError(_("请勾选学员，并选一个岗位。"))
        try:
            on = dt.date.fromisoformat(data.get("on", ""))
        except ValueError:
            raise ValidationError(_("请填写任职的起始日期。")) from None
        changed = give_post(members=members, post=post, on=on, by=self.request.user)
        text = _("%(count)s 名学员自 %(day)s 起任%(post)s。") % {"count": len(changed), "day": on.isoformat(), "post": post.name}
        messages.success(self.request, text)

    def get_facts(self) -> list[tuple[str, Any]]:
        return self.counts_of(self.object_list)

    def get_notes(self) -> list[str]:
        return [_("没有岗位就没有岗位要求，也就没有缺项。请核对是否漏填；离退休等确无岗位的，不必处理。")]

    def export_row(self, item: Member) -> list[Any]:
        return [item.code, item.name, str(item.branch), str(item.tier or ""), str(item.category or ""), item.special_case]


def _tick(member: Member) -> SafeString:
    return format_html('<input type="checkbox" name="member" value="{}" aria-label="{}">', member.pk, member.name or member.code)


def _post_link(member: Member) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("lms_members:posts", args=[member.pk]), _("改岗位"))
