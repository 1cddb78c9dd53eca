"""Filters of lists: their choices end where the user's scope ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import WagtailFilterSet

from ..models import OrgUnit
from .scoped_forms import narrow


class ScopedFilterSet(WagtailFilterSet):
    """Limits the choices of every filter on rows; single choices are drop-down lists with 「全部」."""

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any = None, prefix: str | None = None) -> None:
        super().__init__(data, queryset, request=request, prefix=prefix)
        for one in self.filters.values():
            chosen_from = getattr(one, "queryset", None)
            if chosen_from is not None and not callable(chosen_from):
                one.queryset = narrow(chosen_from, request.user)

    @classmethod
    def filter_for_lookup(cls, field: Any, lookup_type: str) -> Any:
        """Plain drop-down lists: long rows of radio buttons hide the list itself."""
        filter_class, params = super().filter_for_lookup(field, lookup_type)
        if issubclass(filter_class, django_filters.BooleanFilter):
            filter_class = YesNoFilter
        if issubclass(filter_class, (django_filters.ModelChoiceFilter, django_filters.ChoiceFilter)):
            params = {**params, "widget": forms.Select, "empty_label": _("全部")}
        return filter_class, params


class YesNoFilter(django_filters.BooleanFilter):
    """Yes or no; the choice in force is shown in the words of its own list, not as True or False."""


class YesNoAdapter(BaseFilterAdapter):
    def get_active_filters(self) -> Any:
        words = {str(key).lower(): word for key, word in self.bound_field.field.widget.choices}
        for one in super().get_active_filters():
            yield one._replace(value=words.get(str(self.value).lower(), _("是") if self.value else _("否")))


register_filter_adapter_class(YesNoFilter, YesNoAdapter)


class UnitBelowFilter(django_filters.ModelChoiceFilter):
    """A unit and everything below it; ``field_name`` is the lookup of the path."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", OrgUnit.objects.order_by("path"))
        kwargs.setdefault("label", _("组织（含下级）"))
        kwargs.setdefault("empty_label", _("全部"))
        kwargs.setdefault("widget", forms.Select)
        super().__init__(*args, **kwargs)

    def filter(self, qs: Any, value: OrgUnit | None) -> Any:
        return qs.filter(**{f"{self.field_name}__startswith": value.path}) if value else qs


class ValuesFilter(django_filters.ChoiceFilter):
    """A drop-down list of the values that occur in the rows that the user may see, each in the words of ``said``."""

    def __init__(self, *args: Any, said: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.said = said
        kwargs.setdefault("empty_label", _("全部"))
        kwargs.setdefault("widget", forms.Select)
        kwargs.setdefault("choices", ())
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> Any:
        rows = narrow(self.model._default_manager.all(), self.parent.request.user)
        values = rows.order_by(self.field_name).values_list(self.field_name, flat=True).distinct()
        self.extra["choices"] = [(value, self.said(value)) for value in values if value]
        return super().field
