"""``ScopedModelViewSet``: the base of every list in the admin."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.forms.models import modelform_factory
from wagtail.admin.viewsets.model import ModelViewSet

from . import views
from .filters import ScopedFilterSet
from .scoped_forms import ScopedModelForm


class ScopedModelViewSet(ModelViewSet):
    """A ``ModelViewSet`` of which **every** view is limited by the model's ``for_user``.

    The model needs a manager with ``for_user`` and a registered ``ScopedPermissionPolicy``. Search looks for a part of the
    fields named (Wagtail's own index does not find Chinese words); usage is counted per relation and within scope, so the
    reference index is not used.

    ``form_class``: a ``ScopedModelForm``; without one a form with ``form_fields`` is made.
    ``list_select_related``, ``list_prefetch_related``: what the columns and the export read, so that a list of fifty rows
    costs as many queries as one of one row.
    """

    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    search_backend_name = None
    search_fields: Collection[str] = ()
    list_select_related: Collection[str] = ()
    list_prefetch_related: Collection[str] = ()
    form_class: type[ScopedModelForm] | None = None
    #: Whether the list leads to the inspect view (the file with all that belongs to the row) rather than to the form.
    links_to_inspect = False
    list_per_page = 50

    index_view_class = views.ScopedIndexView
    add_view_class = views.ScopedCreateView
    edit_view_class = views.ScopedEditView
    delete_view_class = views.ScopedDeleteView
    history_view_class = views.ScopedHistoryView
    usage_view_class = views.ScopedUsageView
    copy_view_class = views.ScopedCopyView
    inspect_view_class = views.ScopedInspectView

    #: The model is limited by ``objects.for_user``; asked by the test that walks all viewsets.
    scoped = True

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            **{
                "select_related": self.list_select_related, "prefetch_related": self.list_prefetch_related,
                "links_to_inspect": self.links_to_inspect, **kwargs,
            }
        )

    def get_form_class(self, for_update: bool = False) -> Any:
        if self.form_class is not None:
            return self.form_class
        return modelform_factory(self.model, form=ScopedModelForm, fields=self.get_form_fields() or [])


__all__ = ["ScopedFilterSet", "ScopedModelViewSet"]
