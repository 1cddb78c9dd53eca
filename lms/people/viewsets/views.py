"""The generic views of Wagtail, each limited to the rows that the user may see: a foreign object answers 404."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, Model, ProtectedError
from django.db.models.query_utils import DeferredAttribute
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from lms.core.csv_lists import OfficeCsv

from .filters import ScopedFilterSet

ANY = ("view", "add", "change", "delete")


def visible(model: Any, user: Any) -> Any:
    """The rows of ``model`` that ``user`` may at least view."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["view"])


def spreadsheet_value(row: Any, path: str) -> Any:
    """What a cell of an export says: the label of a choice, 是 or 否, nothing for what is missing on the way."""
    *way, last = path.split(".")
    for name in way:
        row = getattr(row, name, None)
    if row is None:
        return ""
    value = getattr(row, f"get_{last}_display", None) or getattr(row, last)
    value = value() if callable(value) else value
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None:
        return ""
    return str(value) if isinstance(value, Model) else value


class ScopedObjectMixin:
    """Views of one object. Sight is asked first (404), then whether the user may do this with this object (refused)."""

    #: Lower layers' relations that the page shows, so that it costs the same however many rows there are.
    select_related: Collection[str] = ()

    def visible_rows(self) -> Any:
        return visible(self.model, self.request.user).select_related(*self.select_related)  # type: ignore[attr-defined]

    def get_base_object_queryset(self) -> Any:
        return self.visible_rows()

    def get_object(self, queryset: Any = None) -> Any:
        found = self.__dict__.get("_scoped_object")
        if found is None:
            quoted = self.kwargs[self.pk_url_kwarg]  # type: ignore[attr-defined]
            found = self.visible_rows().filter(pk=unquote(str(quoted))).first()
            if found is None:
                raise Http404
            self._scoped_object = found
        return found

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        instance = self.get_object()
        needed = getattr(self, "permission_required", None)
        if needed and needed != "add" and not self.permission_policy.user_has_permission_for_instance(  # type: ignore[attr-defined]
            request.user, needed, instance
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ScopedIndexView(OfficeCsv, generic.IndexView):
    """List, its results and its exports."""

    template_name = "lms_people/admin/index.html"
    any_permission_required = list(ANY)
    base_filterset_class = ScopedFilterSet
    select_related: Collection[str] = ()
    prefetch_related: Collection[str] = ()

    def get_base_queryset(self) -> Any:
        rows = visible(self.model, self.request.user)
        return rows.select_related(*self.select_related).prefetch_related(*self.prefetch_related)

    @cached_property
    def changeable(self) -> set[Any]:
        """Keys of the rows of this page that the user may change. One query."""
        if not self.user_has_permission("change"):
            return set()
        shown = [row.pk for row in getattr(self, "shown", ())]
        return set(self.permission_policy.rows(self.request.user, "change").filter(pk__in=shown).values_list("pk", flat=True))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        result = super().paginate_queryset(queryset, page_size)
        self.shown = list(result[2])
        return result[0], result[1], self.shown, result[3]

    #: The title leads to the row's file rather than to its form.
    links_to_inspect = False

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Any:
        column = super()._get_title_column(field_name, column_class, **kwargs)
        if self.links_to_inspect:
            column._get_url_func = self.get_inspect_url
        return column

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        column = super()._get_custom_column(field_name, column_class, **kwargs)
        stored = isinstance(getattr(self.model, field_name, None), DeferredAttribute)
        if stored and isinstance(self.model._meta.get_field(field_name), BooleanField):
            column.accessor = lambda row: _("是") if getattr(row, field_name) else _("否")
        return column

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {field: spreadsheet_value(item, field) for field in self.list_export}

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """As Wagtail's; what opens a row's file is called looking, for Wagtail's Chinese word for it means checking."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        for button in buttons:
            if button.url == self.get_inspect_url(instance):
                button.label = _("查看")
        return buttons

    def get_edit_url(self, instance: Any) -> Any:
        return super().get_edit_url(instance) if instance.pk in self.changeable else None

    def get_delete_url(self, instance: Any) -> Any:
        return super().get_delete_url(instance) if self.user_has_permission("delete") else None


class ScopedCreateView(generic.CreateView):
    def get_success_buttons(self) -> list[Any]:
        return []


class ScopedCopyView(ScopedObjectMixin, generic.CopyView):
    """Shows a form filled from a visible row; what is saved is always a new row."""

    def get_initial_form_instance(self) -> Any:
        instance = self.get_object()
        fresh = self.model.objects.get(pk=instance.pk)
        fresh.pk = None
        fresh._state.adding = True
        if hasattr(fresh, "origin_key"):
            fresh.origin_key = ""
        return fresh


class ScopedEditView(ScopedObjectMixin, generic.EditView):
    def get_success_buttons(self) -> list[Any]:
        return []

    def get_usage_url(self) -> Any:
        return None


class ScopedDeleteView(ScopedObjectMixin, generic.DeleteView):
    """Deletes what nothing refers to; otherwise says so."""

    def get_usage_url(self) -> Any:
        return None

    def form_valid(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("“%(object)s”仍被其他资料引用，不能删除。") % {"object": self.object})
            return redirect(self.get_success_url())


class ScopedHistoryView(ScopedObjectMixin, history.HistoryView):
    any_permission_required = list(ANY)

    def get_edit_url(self, instance: Any) -> Any:
        return super().get_edit_url(instance) if self.user_has_permission("change") else None


class ScopedInspectView(ScopedObjectMixin, generic.InspectView):
    """What the row says, then sections of tables (``get_sections``), then buttons for the actions on it."""

    template_name = "lms_people/admin/inspect.html"
    page_title = gettext_lazy("查看")
    any_permission_required = list(ANY)
    usage_url_name: str | None = None
    history_url_name: str | None = None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        links = ((_("使用情况"), self.usage_url_name, "link"), (_("历史"), self.history_url_name, "history"))
        for at, (label, name, icon) in enumerate(links):
            if name:
                buttons.append(Button(label, url=reverse(name, args=[quote(self.object.pk)]), icon_name=icon, priority=50 + at))
        return buttons

    def get_sections(self) -> list[dict[str, Any]]:
        """Each: ``title``, ``headings``, ``rows`` (cells; a cell may be ``{"text", "url"}``), ``more`` (link or None)."""
        return []

    def get_edit_url(self) -> Any:
        allowed = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", self.object)
        return super().get_edit_url() if allowed else None

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        return "—" if value in (None, "", "-") else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=self.get_sections(), **kwargs)


class ScopedUsageView(ScopedObjectMixin, generic.InspectView):
    """How many rows in the user's sight refer to this one, kind by kind. One query a kind, however many rows."""

    template_name = "lms_people/admin/usage.html"
    page_title = gettext_lazy("使用情况")
    any_permission_required = list(ANY)
    usage_url_name: str | None = None

    def get_fields_context(self) -> list[Any]:
        return []

    def get_sections(self) -> list[dict[str, Any]]:
        rows = []
        for relation in self.model._meta.related_objects:
            manager = relation.related_model._default_manager
            if not hasattr(manager, "for_user"):
                continue
            number = manager.for_user(self.request.user).filter(**{relation.field.name: self.object.pk}).count()
            if number:
                kind = capfirst(relation.related_model._meta.verbose_name)
                rows.append([kind, capfirst(relation.field.verbose_name), number])
        return [{"title": "", "headings": [_("资料"), _("字段"), _("数量")], "rows": rows}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=self.get_sections(), **kwargs)
