"""分组: saved choices of members. The form says at once how many they are and names the first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column

from lms.core import clock

from ..group_forms import GroupForm
from ..group_queries import members_of
from ..models import MemberGroup
from ..roles import ADMIN_ROLES
from ..scopes import MemberQuerySet, has_role
from .base import ScopedModelViewSet
from .units import member_link
from .views import ScopedCreateView, ScopedDeleteView, ScopedEditView, ScopedIndexView, ScopedInspectView

#: Names shown beside the count, and rows of the inspect view.
NAMED, SHOWN = 10, 200


def looked_at(members: MemberQuerySet) -> dict[str, Any]:
    """How many, and the first names. Two queries."""
    first = list(members.order_by("code").select_related("branch")[: NAMED + 1])
    return {"count": members.count() if len(first) > NAMED else len(first), "first": first[:NAMED]}


class LookView(View):
    """The conditions come in the address or posted: the count and the first names as a piece of a page. Nothing is stored."""

    def post(self, request: Any) -> Any:
        return self.look(request, request.POST)

    def get(self, request: Any) -> Any:
        return self.look(request, request.GET)

    def look(self, request: Any, data: Any) -> Any:
        if not has_role(request.user, ADMIN_ROLES):
            raise PermissionDenied
        form = GroupForm(data, instance=MemberGroup(), for_user=request.user)
        form.is_valid()
        wrong = [name for name in form.errors if name != "name"]
        said = {} if wrong else looked_at(form.fitting())
        return render(request, "lms_people/admin/group_count.html", said)


class CountsBeforeSaving:
    """``do=look`` shows who fits and stores nothing; for browsers without scripts."""

    template_name = "lms_people/admin/group_form.html"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.POST.get("do") != "look":
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        form = self.get_form()  # type: ignore[attr-defined]
        form.is_valid()
        self.looked = looked_at(form.fitting()) if not [name for name in form.errors if name != "name"] else {}
        self.form = form
        self.object = getattr(self, "object", None)
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        looked = getattr(self, "looked", None)
        if looked is None and getattr(self, "object", None) is not None and self.object.pk:  # type: ignore[attr-defined]
            looked = looked_at(sight(self.object, self.request.user))  # type: ignore[attr-defined]
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, **(looked or {}), "look_url": reverse("lms_groups:look")}


def sight(group: MemberGroup, user: Any) -> MemberQuerySet:
    """Who belongs today, in the user's sight."""
    return members_of(group, clock.today()).for_user(user)


class GroupCreateView(CountsBeforeSaving, ScopedCreateView):
    pass


class GroupEditView(CountsBeforeSaving, ScopedEditView):
    pass


class GroupIndexView(ScopedIndexView):
    prefetch_related = ("posts", "tiers", "categories", "units")


def in_words(group: MemberGroup) -> str:
    """The conditions of a group whose related rows are prefetched."""
    parts = ["、".join(map(str, rows.all())) for rows in (group.posts, group.tiers, group.categories, group.units)]
    parts += ["、".join(group.sites), "、".join(group.educations)]
    if group.min_age is not None:
        parts.append(_t("%(age)s 岁以上") % {"age": group.min_age})
    if group.max_age is not None:
        parts.append(_t("%(age)s 岁以下") % {"age": group.max_age})
    if group.is_mobile is not None:
        parts.append(_t("流动党员") if group.is_mobile else _t("非流动党员"))
    return "；".join(part for part in parts if part) or _t("全部学员")


class GroupInspectView(ScopedInspectView):
    select_related = ("owner_unit",)

    def get_sections(self) -> list[dict[str, Any]]:
        members = sight(self.object, self.request.user).select_related("branch", "tier", "category")
        rows = [[member_link(one), one.code, one.branch, one.tier, one.category] for one in members.order_by("code")[:SHOWN]]
        title = _t("现在有 %(count)s 人（随名册变化）") % {"count": members.count()}
        headings = [_("姓名"), _("编号"), _("所在党支部"), _("层次"), _("人员类别")]
        more = f"{reverse('lms_members:index')}?group={self.object.pk}"
        return [{"title": title, "headings": headings, "rows": rows, "more": more}]

    def get_fields_context(self) -> list[Any]:
        return [{"label": _("条件"), "value": in_words(self.object), "component": None}, *super().get_fields_context()]


class MemberGroupViewSet(ScopedModelViewSet):
    model = MemberGroup
    name = "lms_groups"
    url_prefix = "lms/groups"
    icon = "group"
    menu_label = _("分组")
    links_to_inspect = True
    form_class = GroupForm
    index_view_class = GroupIndexView
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
    delete_view_class = ScopedDeleteView
    inspect_view_class = GroupInspectView
    list_display = ["name", Column("words", label=_("条件"), accessor=in_words), "owner_unit"]
    list_select_related = ("owner_unit",)
    list_prefetch_related = ("posts", "tiers", "categories", "units")
    list_export = ["name", "owner_unit.name"]
    export_headings = {"owner_unit.name": _("归属组织")}
    export_filename = "groups"
    search_fields = ("name",)
    inspect_view_fields = ["owner_unit"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("look/", LookView.as_view(), name="look")]  # the first one is the menu's
