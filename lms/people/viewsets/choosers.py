"""Choosers that list, find and return only what lies in the user's scope."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.permissions import policy_registry


class ScopedChooser(BaseChooser):
    """The widget; ``allowed`` is set by the form, so that a posted foreign id is shown as nothing when the form comes back."""

    allowed: Any = None
    show_edit_link = False

    def get_instance(self, value: Any) -> Any:
        if value is None or self.allowed is None or isinstance(value, self.model_class):
            return super().get_instance(value)
        try:
            return self.allowed.filter(pk=value).first()
        except (TypeError, ValueError):
            return None


class SearchForm(BaseFilterForm):
    """Finds a part of a name or code in any script; no index is needed."""

    fields_searched: ClassVar[Collection[str]] = ("name", "code")

    q = forms.CharField(label=_("搜索"), widget=forms.TextInput(attrs={"placeholder": _("名称或编码")}), required=False)

    def filter(self, objects: Any) -> Any:
        objects = super().filter(objects)
        query = (self.cleaned_data.get("q") or "").strip()
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        condition = Q()
        for field in self.fields_searched:
            condition |= Q(**{f"{field}__icontains": query})
        return objects.filter(condition)


class ScopedChoosingMixin:
    """Limits whatever a chooser view reads; nobody without the right to see the model gets in."""

    roles: Collection[str] | None = None
    search_fields: Collection[str] = ("name", "code")
    select_related: Collection[str] = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        policy = policy_registry.get_by_type(self.model_class)  # type: ignore[attr-defined]
        if not policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def rows(self) -> Any:
        from .scoped_forms import narrow

        manager = self.model_class._default_manager.select_related(*self.select_related)  # type: ignore[attr-defined]
        return narrow(manager, self.request.user, self.roles)  # type: ignore[attr-defined]

    def get_object_list(self) -> Any:
        return self.rows()

    def get_object(self, pk: Any) -> Any:
        try:
            return self.rows().get(pk=pk)
        except ValueError as error:
            raise self.model_class.DoesNotExist from error  # type: ignore[attr-defined]

    def get_objects(self, pks: Any) -> Any:
        return self.rows().filter(pk__in=[pk for pk in pks if str(pk).isdigit()])

    def get_filter_form_class(self) -> Any:
        return type("ChooserSearchForm", (SearchForm,), {"fields_searched": tuple(self.search_fields)})

    def can_create(self) -> bool:
        return False


class ScopedChooseView(ScopedChoosingMixin, generic.ChooseView):
    pass


class ScopedChooseResultsView(ScopedChoosingMixin, generic.ChooseResultsView):
    pass


class ScopedChosenView(ScopedChoosingMixin, generic.ChosenView):
    pass


class ScopedChosenMultipleView(ScopedChoosingMixin, generic.ChosenMultipleView):
    pass


class ScopedCreateView(ScopedChoosingMixin, generic.CreateView):
    """Nothing is created from within a chooser: that needs the whole form."""


class ScopedChooserViewSet(ChooserViewSet):
    """A chooser whose list, results and chosen rows are ``for_user``; ``roles`` None means the model's own default."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView
    create_view_class = ScopedCreateView
    base_widget_class = ScopedChooser
    choose_one_text = _("选择")
    choose_another_text = _("另选")
    edit_item_text = _("编辑")
    search_tab_label = _("搜索")

    roles: Collection[str] | None = None
    search_fields: Collection[str] = ("name", "code")
    select_related: Collection[str] = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            **{"roles": self.roles, "search_fields": self.search_fields, "select_related": self.select_related, **kwargs}
        )
