"""Forms of the page editor: what may be chosen by whom, and what a lesson must say before it is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from lms.people.models import OrgUnit
from lms.people.roles import ALL_ROLES, TEACHING_ROLES, Role
from lms.people.scopes import has_role
from lms.people.viewsets.scoped_forms import Indented, narrow_fields
from lms.requirements.actions import may_require
from lms.requirements.models import RequirementSet

from . import track_cost
from .missing import lacks_questions
from .papers import question_blocks

#: Who teaches for a unit offers its own units first.
OWN_UNITS = {"owner_unit": TEACHING_ROLES, "audience_units": ALL_ROLES}
AUDIENCE = ("audience_tiers", "audience_categories", "audience_posts", "audience_units")


class DescribedForm(WagtailAdminPageForm):
    """Choices in the scope of the editor; only the committee recommends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            narrow_fields(self, self.for_user, OWN_UNITS, self._chosen())
            if "recommended_as" in self.fields and not has_role(self.for_user, (Role.COMMITTEE,)):
                self.fields["recommended_as"].disabled = True
                self.fields["recommended_as"].help_text = _("由工委管理员决定。")
        if "slug" in self.fields:
            self.fields["slug"].required = False  # then it is made of the title; nobody looks for it on another tab
        if "subject" in self.fields:
            self.fields["subject"].error_messages["required"] = _("请选类别，学员按类别找课。")

    def defer_required_fields(self) -> None:
        """The editor shows an empty first row where one is needed to publish; in a draft it may stay empty."""
        super().defer_required_fields()
        for row in self._blank_rows():
            for field in row.fields.values():
                field.required = False

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if valid and self.is_deferred_validation:
            for row in self._blank_rows():
                row.cleaned_data["DELETE"] = True
        return valid

    def _blank_rows(self) -> list[Any]:
        """New rows into which nobody has written anything."""
        rows = [row for formset in self.formsets.values() for row in formset.forms]
        return [row for row in rows if row.is_bound and not row.instance.pk and _is_blank(row)]

    def _chosen(self) -> dict[str, list[int]]:
        """What stands already may stay, even where this editor could not choose it."""
        names = [name for name, field in self.fields.items() if isinstance(field, forms.ModelChoiceField)]
        single = {name: getattr(self.instance, f"{name}_id", None) for name in names}
        return {name: [pk] for name, pk in single.items() if pk}


def _is_blank(row: forms.BaseForm) -> bool:
    """Whether nobody has written anything into the row."""
    own = {name: field for name, field in row.fields.items() if name not in ("ORDER", "DELETE", "id")}
    return not any(field.widget.value_from_datadict(row.data, row.files, row.add_prefix(name)) for name, field in own.items())


class ActivityForm(DescribedForm):
    """What somebody of a unit writes belongs to the unit."""

    own_unit: OrgUnit | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("owner_unit")
        if field is None:
            return
        field.label_from_instance = Indented().label_from_instance
        field.queryset = field.queryset.order_by("path")
        if self.for_user is not None and not has_role(self.for_user, (Role.COMMITTEE,)):
            field.help_text = _("由哪个单位发布。")
            if not self.instance.owner_unit_id:
                self.own_unit = OrgUnit.objects.for_user(self.for_user, TEACHING_ROLES).order_by("path").first()
                self.initial["owner_unit"] = self.own_unit

    def clean(self) -> Any:
        data = super().clean()
        if "owner_unit" in data and data["owner_unit"] is None:
            data["owner_unit"] = self.own_unit
        return data


class LessonForm(ActivityForm):
    """Published only with category, minutes, tiers and a competency with level; a draft may lack all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"minutes": _("请写学员大约要用几分钟。"), "tiers": _("请至少选一个层次。")}
        for name, message in said.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = message
        if "completion" in self.fields:
            field = self.fields["completion"]
            field.choices = [("", _("按内容自动")), *[each for each in field.choices if each[0]]]
        if "teaches" in self.formsets:
            self.formsets["teaches"].error_messages["too_few_forms"] = _("请至少写一种能力，并选教到哪一级。")

    def clean(self) -> Any:
        data = super().clean()
        if not self.is_deferred_validation and "body" in data:
            page = self.instance
            page.body = data["body"]
            if lacks_questions(data.get("form", ""), data.get("completion", ""), has_questions=bool(question_blocks(page))):
                where = "completion" if data.get("completion") else "form"
                self.add_error(where, _("这样学完须通过测验，正文里还没有“随堂测验”。请加题，或另选。"))
        return data


class TrackForm(ActivityForm):
    """Only an administrator over the audience asks everybody; the others may not widen what was decided either."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=200,
        help_text=gettext_lazy("只在全员必学超过每年上限时须写。"),
    )  # fmt: skip
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields.get("audience_units")
        if units is not None:
            units.label_from_instance = Indented().label_from_instance
            units.queryset = units.queryset.order_by("path")
        self.decided = self.instance.pk is not None and self.instance.mode == RequirementSet.Mode.ALL
        if self.decided and not self._may(self.instance.audience_units.all()):
            for name in ("mode", "due_on", *AUDIENCE):
                if name in self.fields:
                    self.fields[name].disabled = True
            self.fields["mode"].help_text = _("已由管理员定为全员必学，对象和截止日期由管理员修改。")

    def _may(self, units: Any) -> bool:
        return self.for_user is None or may_require(self.for_user, units)

    def clean(self) -> Any:
        data = super().clean()
        is_new = data.get("mode") == RequirementSet.Mode.ALL and not self.fields["mode"].disabled
        if is_new and not self._may(data.get("audience_units") or ()):
            self.add_error("mode", _("全员必学由管着这些人的管理员决定。请先选“按需”，再请管理员修改。"))
        if self.is_deferred_validation:
            return data
        if not any(data.get(name) for name in AUDIENCE):
            self.add_error("audience_tiers", _("请至少选一项对象：层次、人员类别、岗位或组织。"))
        elif self.for_user and not may_require(self.for_user, data.get("audience_units") or (), ALL_ROLES):
            self.add_error("audience_units", _("请选自己单位范围内的组织。"))
        elif data.get("mode") == RequirementSet.Mode.ALL and not self.errors:
            self._show_cost(data)
        return data

    def _show_cost(self, data: dict[str, Any]) -> None:
        """What it costs is seen before it is published; publishing once more confirms exactly that."""
        rows = {name.removeprefix("audience_"): list(data.get(name) or ()) for name in AUDIENCE}
        parts = [row["activity"].pk for row in self._part_rows() if row.get("activity")]
        due = data.get("due_on")
        wanted = track_cost.decision(data["mode"], rows, parts, due)
        if wanted == track_cost.published_decision(self.instance):
            return
        seen = track_cost.cost(rows, parts, due)
        try:
            track_cost.refuse(seen, reason=data.get("reason") or "", by=self.for_user)
        except ValidationError as error:
            self.add_error(None, error)
            return
        if data.get("confirmed") != wanted:
            posted: Any = self.data.copy()  # type: ignore[has-type]
            posted[self.add_prefix("confirmed")] = wanted
            self.data = posted
            self.add_error("mode", _("%(cost)s确认无误，请再点一次发布或送审。") % {"cost": seen.words})

    def _part_rows(self) -> list[dict[str, Any]]:
        formset = self.formsets["parts"]
        formset.is_valid()
        rows = [getattr(row, "cleaned_data", {}) for row in formset.forms]
        return [row for row in rows if not row.get("DELETE")]
