"""Forms that offer and accept only what lies in the scope of the user."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from lms.core import clock

from .choosers import ScopedChooser


def narrow(queryset: Any, user: Any, roles: Collection[str] | None = None) -> Any:
    """``queryset`` limited to what ``user`` may see; unchanged where the model has no scope."""
    if not hasattr(queryset, "for_user"):
        return queryset
    return queryset.for_user(user, roles) if roles is not None else queryset.for_user(user)


def narrow_fields(form: forms.BaseForm, user: Any, roles: dict[str, Collection[str]], keep: dict[str, Any]) -> None:
    """Limit every choice of rows in ``form``; ``keep`` names for a field what is chosen already and may stay."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            continue
        queryset = narrow(field.queryset, user, roles.get(name))
        if keep.get(name):
            queryset = field.queryset.model._default_manager.filter(pk__in=keep[name]) | queryset
        field.queryset = queryset
        if isinstance(field.widget, ScopedChooser):
            field.widget.allowed = field.queryset


class Indented:
    """Units indented by their place in the tree. Give the field a queryset in the order of ``path``."""

    def label_from_instance(self, obj: Any) -> str:
        return "\u3000" * int(obj.depth) + str(obj.name)


class UnitField(Indented, forms.ModelChoiceField):
    pass


class UnitsField(Indented, forms.ModelMultipleChoiceField):
    pass


class ScopedForm(forms.Form):
    """A plain form with ``for_user``; limits all choices of rows."""

    scope_roles: ClassVar[dict[str, Collection[str]]] = {}

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        self.for_user = for_user
        super().__init__(*args, **kwargs)
        narrow_fields(self, for_user, self.scope_roles, {})


class ScopedModelForm(WagtailAdminModelForm):
    """The base of all admin forms on rows.

    What is chosen already may stay although the user could not choose it; of several chosen rows those that the user does
    not see are kept on saving.
    """

    scope_roles: ClassVar[dict[str, Collection[str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep: dict[str, Any] = {}
        if self.instance.pk:
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelMultipleChoiceField):
                    continue
                if isinstance(field, forms.ModelChoiceField) and getattr(self.instance, f"{name}_id", None):
                    keep[name] = [getattr(self.instance, f"{name}_id")]
        if self.for_user is not None:
            narrow_fields(self, self.for_user, self.scope_roles, keep)

    def _unseen(self, name: str) -> list[int]:
        """Ids that are chosen in the many-to-many field ``name`` and are out of the user's sight."""
        field: Any = self.fields[name]
        chosen = set(getattr(self.instance, name).values_list("pk", flat=True))
        return list(chosen - set(field.queryset.filter(pk__in=chosen).values_list("pk", flat=True)))

    def _save_m2m(self) -> None:
        unseen = {
            name: self._unseen(name)
            for name, field in self.fields.items()
            if isinstance(field, forms.ModelMultipleChoiceField) and self.instance.pk
        }
        super()._save_m2m()
        for name, ids in unseen.items():
            getattr(self.instance, name).add(*ids)


class DatedFormMixin(forms.Form):
    """Adds the day from which the change holds; what was true before is kept until the day before."""

    on = forms.DateField(
        label=_("生效日期"), widget=AdminDateInput, initial=clock.today, help_text=_("此前的情况保留到前一日，可按日期追溯")
    )
