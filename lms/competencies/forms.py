"""Admin forms of competencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.people.viewsets import ScopedModelForm

from .models import EVIDENCE, Competency


class CompetencyForm(ScopedModelForm):
    evidence = forms.MultipleChoiceField(
        label=_("认定方式"), choices=EVIDENCE, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("哪些学习证据算数；现场观察、测试、上级评定等正式认定总是算数"),
    )

    class Meta:
        model = Competency
        fields = (
            "code", "name", "domain", "kind", "description", "level1", "level2", "level3", "level4", "refresh_months",
        )

    field_order = (*Meta.fields[:-1], "evidence", "refresh_months")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {kind for kind, _label in EVIDENCE}
        self.other = sorted(self.instance.evidence_types - known)
        self.initial["evidence"] = sorted(self.instance.evidence_types & known)

    def clean(self) -> Any:
        data = super().clean()
        order = [kind for kind, _label in EVIDENCE if kind in (data.get("evidence") or ())]
        joined = "|".join([*order, *self.other])
        if len(joined) > 80:
            self.add_error("evidence", _t("认定方式过多。"))
        self.recounts = {"refresh_months"} & set(self.changed_data) or set(joined.split("|")) != set(
            self.instance.evidence_types or {""}
        )
        self.instance.evidence_type = joined
        return data
