"""Members in the admin: list, file, and the form of what has no action of its own."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log

from .. import signals
from ..actions.members import create_member, update_member
from ..forms import MemberForm, wanted_posts
from ..group_queries import members_of
from ..models import Leave, Member, MemberEvent, MemberGroup, Membership, PostHolding
from ..queries import in_force
from .base import ScopedModelViewSet
from .filters import ScopedFilterSet, UnitBelowFilter, YesNoFilter
from .inlines import Inline, InlinesMixin
from .member_actions import MEMBER_ACTIONS
from .object_actions import ActionButtonsMixin, ObjectActionsMixin
from .saving import ReportsErrors
from .units import SHOWN
from .views import ScopedCreateView, ScopedEditView, ScopedIndexView, ScopedInspectView
from .widgets import UnitChooser

#: Form fields that are not the row's own.
NOT_FIELDS = ("code", "name", "branch", "main_post", "more_posts", "on")


class MemberFilterSet(ScopedFilterSet):
    branch = UnitBelowFilter(field_name="branch__path")
    post = django_filters.ModelChoiceFilter(
        label=_("岗位"), field_name="holdings__post", method="holding", widget=forms.Select, empty_label=_("全部"),
        queryset=PostHolding._meta.get_field("post").related_model.objects.all(),
    )
    group = django_filters.ModelChoiceFilter(
        label=_("分组"), method="in_group", widget=forms.Select, empty_label=_("全部"),
        queryset=MemberGroup.objects.select_related("owner_unit"),
    )
    no_post = YesNoFilter(
        label=_("任职"), method="without_post", widget=forms.Select(choices=[("", _("全部")), ("true", _("没有岗位"))])
    )
    gone = YesNoFilter(
        label=_("已并入或清除的档案"), method="show_gone",
        widget=forms.Select(choices=[("", _("不显示")), ("true", _("只看这些"))]),
    )

    class Meta:
        model = Member
        fields = ["branch", "tier", "category", "post", "group", "is_mobile", "home_study", "retired", "no_post", "gone"]

    def holding(self, queryset: Any, name: str, value: Any) -> Any:
        from lms.core import clock

        return queryset.filter(pk__in=PostHolding.objects.filter(in_force(clock.today()), post=value).values("member_id"))

    def in_group(self, queryset: Any, name: str, value: Any) -> Any:
        from lms.core import clock

        return queryset.filter(pk__in=members_of(value, clock.today()).values("pk")) if value else queryset

    def without_post(self, queryset: Any, name: str, value: bool | None) -> Any:
        from lms.core import clock

        held = PostHolding.objects.filter(in_force(clock.today()))
        return queryset.exclude(pk__in=held.values("member_id")) if value else queryset

    def show_gone(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset.exclude(pk__in=Member.objects.present().values("pk")) if value else queryset.present()

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("gone") else queryset.present()


class MemberIndexView(ScopedIndexView):
    def get_base_queryset(self) -> Any:
        from lms.core import clock

        held = PostHolding.objects.filter(in_force(clock.today())).select_related("post").order_by("-is_main", "pk")
        return super().get_base_queryset().prefetch_related(Prefetch("holdings", queryset=held, to_attr="held_today"))


def posts_text(member: Member) -> str:
    return "、".join(holding.post.name for holding in member.held_today)  # type: ignore[attr-defined]


class MemberCreateView(ReportsErrors, ScopedCreateView):
    def save_instance(self) -> Member:
        data = self.form.cleaned_data
        fields = {name: value for name, value in data.items() if name not in NOT_FIELDS}
        return create_member(
            code=data["code"], name=data["name"], branch=data["branch"], posts=wanted_posts(data), by=self.request.user, **fields
        )


class MemberEditView(InlinesMixin, ReportsErrors, ScopedEditView):
    inlines = (
        Inline(
            "memberships", _("其他组织关系"), Membership, ("unit", "kind", "start", "end"), "member",
            widgets={"unit": UnitChooser}, help_text=_("党小组、所在单位等；所在党支部用“组织关系转接”"),
        ),
    )

    def save_instance(self) -> Member:
        data = self.form.cleaned_data
        member = Member.objects.get(pk=self.object.pk)
        fields = {name: value for name, value in data.items() if name not in NOT_FIELDS}
        update_member(member=member, on=data["on"], by=self.request.user, name=data["name"], **fields)
        self.save_formsets(member)
        if self.formsets["memberships"].has_changed():
            signals.members_changed.send(sender=Membership, member_ids=[member.pk])
            log(member, "lms_people.member_update", user=self.request.user, data={"fields": ["memberships"]})
        return member


class MemberInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("branch", "category", "tier", "tier_override", "user", "merged_into")

    def get_sections(self) -> list[dict[str, Any]]:
        member = self.object
        span = [_("起"), _("止")]
        holdings = PostHolding.objects.filter(member=member).select_related("post")
        memberships = Membership.objects.filter(member=member).select_related("unit")
        events = MemberEvent.objects.filter(member=member).select_related("by")[:SHOWN]
        return [
            {
                "title": _("任职"), "headings": [_("岗位"), _("主兼"), *span],
                "rows": [[one.post, _("主岗") if one.is_main else _("兼任"), one.start, one.end] for one in holdings],
            },
            {
                "title": _("其他组织关系"), "headings": [_("类型"), _("组织"), *span],
                "rows": [[one.get_kind_display(), one.unit, one.start, one.end] for one in memberships],
            },
            {
                "title": _("离岗"), "headings": [_("离开之日"), _("返回前一日")],
                "rows": [[one.start, one.end] for one in Leave.objects.filter(member=member)],
            },
            {
                "title": _("人员事项"), "headings": [_("日期"), _("事项"), _("操作人")],
                "rows": [[one.day, one.get_kind_display(), one.by] for one in events],
            },
        ]


class MemberViewSet(ObjectActionsMixin, ScopedModelViewSet):
    """Members are never deleted: nobody has the permission; 「清除个人信息」 is the action."""

    model = Member
    name = "lms_members"
    links_to_inspect = True
    url_prefix = "lms/members"
    icon = "user"
    menu_label = _("学员")
    form_class = MemberForm
    index_view_class = MemberIndexView
    add_view_class = MemberCreateView
    edit_view_class = MemberEditView
    inspect_view_class = MemberInspectView
    object_actions = MEMBER_ACTIONS
    list_display = [
        "name", "code", "branch", "tier",
        "category", Column("posts", label=_("岗位"), accessor=posts_text),
    ]
    list_select_related = ("branch", "tier", "category")
    list_export = [
        "code", "name", "sex", "birth_month", "education", "category", "rank", "branch.code", "branch.name", "tier",
        "tier_override", "tier_override_reason", "is_mobile", "home_study", "limited_mobility", "retired", "special_case",
    ]
    export_headings = {"branch.code": _("支部编码"), "branch.name": _("所在党支部")}
    export_filename = "members"
    filterset_class = MemberFilterSet
    search_fields = ("name", "code")
    inspect_view_fields = [
        "code", "name", "sex", "birth_month", "education", "category", "rank", "branch", "tier", "tier_override",
        "tier_override_reason", "is_mobile", "home_study", "limited_mobility", "retired", "special_case", "user",
    ]


class EventViewSet(ScopedModelViewSet):
    """All dated actions of the scope, newest first; read only."""

    model = MemberEvent
    name = "lms_member_events"
    url_prefix = "lms/member-events"
    icon = "history"
    menu_label = _("人员事项")
    form_fields: list[str] = []
    list_display = [
        "member", "kind", "day", "by",
    ]
    list_filter = {"kind": ["exact"], "day": ["gte", "lte"]}
    list_select_related = ("member", "by")
    list_export = ["day", "kind", "member.code", "member.name", "by"]
    export_headings = {"member.code": _("学员编号"), "member.name": _("姓名")}
    export_filename = "member_events"
    search_fields = ("member__name", "member__code")
    inspect_view_fields = ["member", "kind", "day", "by", "recorded_at"]


