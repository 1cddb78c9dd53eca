"""Org units in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn

from ..actions.units import create_unit, move_unit
from ..forms import MoveUnitForm, UnitForm
from ..models import Member, OrgUnit
from .base import ScopedModelViewSet
from .choosers import ScopedChooserViewSet
from .filters import ScopedFilterSet, UnitBelowFilter, ValuesFilter
from .object_actions import ActionButtonsMixin, ObjectActionsMixin, ObjectActionView
from .views import ScopedCreateView, ScopedIndexView, ScopedInspectView, visible

SHOWN = 100


class UnitFilterSet(ScopedFilterSet):
    path = UnitBelowFilter(field_name="path")
    kind = ValuesFilter(label=_("类型"))
    label = ValuesFilter(label=_("分类标签"))
    site = ValuesFilter(label=_("所在片区"))

    class Meta:
        model = OrgUnit
        fields = ["path", "kind", "label", "site", "holds_membership"]


class UnitIndexView(ScopedIndexView):
    """The tree as an indented list."""

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Any:
        column = super()._get_title_column(field_name, column_class, **kwargs)
        column.accessor = self.indented
        return column

    def indented(self, unit: OrgUnit) -> SafeString:
        """Steps below the highest unit of the page; lines that wrap stay in step."""
        step = unit.depth - min(one.depth for one in self.shown)
        return format_html('<span class="lms-step lms-step--{}">{}</span>', step, unit.name)


class UnitCreateView(ScopedCreateView):
    def save_instance(self) -> OrgUnit:
        data = {name: value for name, value in self.form.cleaned_data.items() if value is not None or name == "parent"}
        return create_unit(**data, by=self.request.user)


class MoveUnitView(ObjectActionView):
    name = "move"
    icon = "arrow-right-full"
    label = _("调整隶属")
    explanation = _("本组织连同下级一起移到新的上级之下。")
    done_message = _("隶属关系已调整。")
    form_class = MoveUnitForm

    def perform(self, form: Any) -> None:
        move_unit(
            unit=self.get_object(), parent=form.cleaned_data["parent"], on=form.cleaned_data["on"], by=self.request.user
        )


class UnitInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("parent", "secretary", "training_contact")

    def get_sections(self) -> list[dict[str, Any]]:
        unit, user = self.object, self.request.user
        below = [[unit_link(one), one.kind, one.code] for one in visible(OrgUnit, user).filter(parent=unit)[:SHOWN]]
        members = visible(Member, user).filter(branch=unit).present().select_related("tier", "category")[:SHOWN]
        return [
            {"title": _("下级组织"), "headings": [_("名称"), _("类型"), _("编码")], "rows": below},
            {
                "title": _("学员"), "headings": [_("姓名"), _("编号"), _("层次"), _("人员类别")],
                "rows": [[member_link(one), one.code, one.tier, one.category] for one in members],
                "more": f"{reverse('lms_members:index')}?branch={unit.pk}" if unit.pk else None,
            },
        ]


def unit_link(unit: OrgUnit) -> dict[str, str]:
    return {"text": unit.name, "url": reverse("lms_units:inspect", args=[unit.pk])}


def member_link(member: Member) -> dict[str, str]:
    return {"text": member.name or member.code, "url": reverse("lms_members:inspect", args=[member.pk])}


class UnitViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = OrgUnit
    name = "lms_units"
    links_to_inspect = True
    url_prefix = "lms/units"
    icon = "group"
    menu_label = _("组织")
    form_class = UnitForm
    index_view_class = UnitIndexView
    add_view_class = UnitCreateView
    inspect_view_class = UnitInspectView
    object_actions = (MoveUnitView,)
    list_display = [
        "name", "code", "kind", "parent", "training_contact", "site",
    ]
    list_select_related = ("parent", "training_contact")
    list_export = [
        "code", "name", "kind", "parent.code", "depth", "site", "label", "holds_membership", "secretary", "training_contact",
    ]
    export_headings = {"parent.code": _("上级编码"), "depth": _("层级")}
    export_filename = "org_units"
    filterset_class = UnitFilterSet
    search_fields = ("name", "code")
    inspect_view_fields = [
        "code", "name", "kind", "parent", "sort_order", "site", "label", "holds_membership", "secretary", "training_contact",
    ]


class UnitChooserViewSet(ScopedChooserViewSet):
    model = OrgUnit
    name = "lms_unit_chooser"
    url_prefix = "lms/choose/units"
    icon = "group"
    choose_one_text = _("选择组织")
    choose_another_text = _("另选组织")
