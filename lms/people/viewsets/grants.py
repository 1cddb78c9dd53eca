"""Grants in the admin: given and ended, never edited or deleted by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..actions.grants import end_grant, give_grant
from ..forms import EndGrantForm, GrantForm, roles_to_give
from ..models import Grant
from .base import ScopedModelViewSet
from .filters import ScopedFilterSet, UnitBelowFilter
from .object_actions import ActionButtonsMixin, ObjectActionsMixin, ObjectActionView
from .saving import ReportsErrors
from .views import ScopedCreateView, ScopedInspectView


class GrantFilterSet(ScopedFilterSet):
    unit = UnitBelowFilter(field_name="unit__path")

    class Meta:
        model = Grant
        fields = ["role", "unit"]


class GrantCreateView(ReportsErrors, ScopedCreateView):
    def save_instance(self) -> Grant:
        return give_grant(**self.form.cleaned_data, by=self.request.user)

    def get_edit_url(self) -> str:
        return reverse("lms_grants:inspect", args=[self.object.pk])


class EndGrantView(ObjectActionView):
    name = "end"
    icon = "cross"
    label = _("结束授权")
    explanation = _("最后一日过后，该账号不再具有此项权限。")
    done_message = _("授权已结束。")
    form_class = EndGrantForm
    permission_required = "end"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        grant = self.get_object()
        if grant.role not in roles_to_give(request.user, grant.unit):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> None:
        end_grant(grant=self.get_object(), on=form.first_day_without(), by=self.request.user)

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)


class GrantInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("user", "unit")


class GrantViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = Grant
    name = "lms_grants"
    url_prefix = "lms/grants"
    icon = "key"
    menu_label = _("授权")
    form_class = GrantForm
    add_view_class = GrantCreateView
    inspect_view_class = GrantInspectView
    object_actions = (EndGrantView,)
    list_display = [
        "user", "role", "unit", "start", "end",
    ]
    list_select_related = ("user", "unit")
    list_export = ["user", "role", "unit.code", "unit.name", "start", "end"]
    export_headings = {"unit.code": _("组织编码"), "unit.name": _("组织")}
    export_filename = "grants"
    filterset_class = GrantFilterSet
    search_fields = ("user__username", "unit__name")
    inspect_view_fields = ["user", "role", "unit", "start", "end"]
