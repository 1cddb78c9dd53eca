"""Rows below a row in one form (what a lesson teaches, the rules of a version), without script: three empty lines at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.forms.models import inlineformset_factory
from django.utils.functional import Promise

from .scoped_forms import ScopedModelForm


@dataclass(frozen=True)
class Inline:
    """Rows of ``model`` that point to the edited row by ``fk_name``."""

    name: str
    title: str | Promise
    model: Any
    fields: tuple[str, ...]
    fk_name: str
    form: type[ScopedModelForm] = ScopedModelForm
    help_text: str | Promise = ""
    extra: int = 3
    widgets: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)

    def formset_class(self, parent: Any) -> Any:
        return inlineformset_factory(
            parent, self.model, form=self.form, fields=self.fields, fk_name=self.fk_name, extra=self.extra,
            can_delete=True, widgets=self.widgets or None, labels=self.labels or None,
        )


class InlinesMixin:
    """For create and edit views: shows, checks and saves the formsets of ``inlines`` with the form, in its transaction."""

    inlines: tuple[Inline, ...] = ()
    template_name = "lms_people/admin/form_with_inlines.html"

    def build_formsets(self, instance: Any) -> dict[str, Any]:
        request: Any = self.request  # type: ignore[attr-defined]
        data = request.POST if request.method == "POST" else None
        return {
            one.name: one.formset_class(self.model)(  # type: ignore[attr-defined]
                data, instance=instance, prefix=one.name, form_kwargs={"for_user": request.user}
            )
            for one in self.inlines
        }

    def is_valid(self, form: Any) -> bool:
        self.formsets = self.build_formsets(form.instance)
        valid = not [one for one in self.formsets.values() if not one.is_valid()]
        if not valid:
            form.add_error(None, next(self._problems()))
        return super().is_valid(form) and valid  # type: ignore[misc]

    def _problems(self) -> Any:
        from django.utils.translation import gettext as _

        for one in self.inlines:
            if not self.formsets[one.name].is_valid():
                yield _("“%(part)s”中有错误，请检查。") % {"part": one.title}

    def save_formsets(self, instance: Any) -> None:
        for formset in self.formsets.values():
            formset.instance = instance
            formset.save()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        formsets = getattr(self, "formsets", None) or self.build_formsets(context["form"].instance)
        context["inlines"] = [{"about": one, "formset": formsets[one.name]} for one in self.inlines]
        for formset in formsets.values():
            context["media"] += formset.media
        return context
