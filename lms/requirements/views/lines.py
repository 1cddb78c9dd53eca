"""The lines of a set as one form. Saving makes a new version from a day; the past stays as it was."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from lms.catalogue.models import Activity, HoursTarget
from lms.competencies.models import Competency
from lms.core import clock
from lms.people.roles import Role
from lms.people.scopes import has_role
from lms.people.viewsets import DatedFormMixin, ObjectActionView, ScopedForm

from ..actions import LineData, replace_lines
from ..cost import Seen, cost_of, digest
from ..forms import LineFormSet, subjects_for
from ..impact import Proposal, impact_of
from ..models import Line, RequirementSet, SetVersion

#: In the log: more compulsory minutes than the cap, with the reason given.
OVER_CAP = "lms_requirements.over_cap"


class LinesHeadForm(DatedFormMixin, ScopedForm):
    """From when, and that the cost of compulsory activities was seen."""

    reason = forms.CharField(label=_("超出必学上限的理由"), required=False, max_length=200)
    confirmed = forms.CharField(label=_("已看到影响，确认保存"), required=False, widget=forms.HiddenInput)


def current_lines(requirement_set: RequirementSet) -> list[Line]:
    """The lines of the latest version that has not ended. Two queries."""
    version = (
        SetVersion.objects.filter(Q(end__isnull=True) | Q(end__gte=clock.today()), requirement_set=requirement_set)
        .order_by("-number").first()
    )
    if version is None:
        return []
    return list(Line.objects.filter(version=version).select_related("competency", "activity", "target"))


def data_of(line: Line) -> LineData:
    return LineData(**{field.name: getattr(line, field.name) for field in fields(LineData)})


def initial_of(line: Line) -> dict[str, Any]:
    subject: Any = line.competency or line.activity or line.target
    names = ("kind", "level", "hours", "priority", "due_within_months", "due_on", "recurs_months", "window_years")
    return {"subject": subject.code, **{name: getattr(line, name) for name in names}}


class LinesView(ObjectActionView):
    model = RequirementSet
    name = "lines"
    icon = "list-ul"
    label = _("修改要求内容")
    explanation = _("保存后从生效日起成为新版本；此前的版本不变。要删去一条，勾选“删除”。")
    done_message = _("要求内容已更新。")
    form_class = LinesHeadForm
    template_name = "lms_requirements/admin/lines.html"

    def get_formset(self) -> Any:
        options = {"prefix": "lines", "form_kwargs": {"subjects": subjects_for(self.request.user)}}
        if self.request.method == "POST":
            return LineFormSet(self.request.POST, initial=[initial_of(line) for line in self.kept()], **options)
        return LineFormSet(initial=[initial_of(line) for line in self.kept()], **options)

    def kept(self) -> list[Line]:
        if not hasattr(self, "_kept"):
            self._kept = current_lines(self.get_object())
        return self._kept

    def form_valid(self, form: Any) -> Any:
        self.formset = self.get_formset()
        if not self.formset.is_valid():
            form.add_error(None, _t("内容有误，请检查各条要求。"))
            return self.form_invalid(form)
        return super().form_valid(form)

    def wanted(self) -> list[LineData]:
        return [
            row.line() for row in self.formset.forms if row.cleaned_data.get("subject_id") and not row.cleaned_data.get("DELETE")
        ]

    def perform(self, form: Any) -> None:
        lines = self.wanted()
        self.check_cost(form, lines)
        requirement_set = self.get_object()
        with transaction.atomic():
            replace_lines(requirement_set=requirement_set, lines=lines, on=form.cleaned_data["on"], by=self.request.user)
            if form.cleaned_data["reason"]:
                log(requirement_set, OVER_CAP, user=self.request.user, data={"reason": form.cleaned_data["reason"]})

    def check_cost(self, form: Any, lines: list[LineData]) -> None:
        """What a change costs is seen first, and only that is saved; above the cap only by the committee, with a reason."""
        kept = {data_of(line) for line in self.kept()}
        if set(lines) == kept:
            return
        on, requirement_set = form.cleaned_data["on"], self.get_object()
        self.impact = impact_of([Proposal(requirement_set.pk, tuple(lines))], on)
        before = {line.activity_id for line in kept if line.kind == Line.Kind.ACTIVITY}
        if {line.activity_id for line in lines if line.kind == Line.Kind.ACTIVITY} - before:
            self.check_cap(form, Seen.of(self.impact, cost_of(requirement_set, lines)))
        token = digest(lines, on)
        if form.cleaned_data["confirmed"] != token:
            self.token = token
            raise forms.ValidationError(Seen.of(self.impact, cost_of(requirement_set, lines)).words + _t("确认无误请再次保存。"))

    def check_cap(self, form: Any, seen: Seen) -> None:
        if not seen.over:
            return
        if not has_role(self.request.user, (Role.COMMITTEE,)):
            raise forms.ValidationError(seen.words + _t("超过每年上限的，只有工委管理员可以保存。"))
        if not form.cleaned_data["reason"]:
            raise forms.ValidationError(seen.words + _t("超过每年上限的，请写明理由。"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        formset = getattr(self, "formset", None) or self.get_formset()
        context["media"] += formset.media
        user = self.request.user
        subjects = [
            *Competency.objects.for_user(user).values_list("code", "name"),
            *HoursTarget.objects.for_user(user).values_list("code", "name"),
            *Activity.objects.for_user(user).filter(published=True).values_list("code", "title"),
        ]
        said = {"impact": getattr(self, "impact", None), "token": getattr(self, "token", "")}
        return {**context, "formset": formset, "subjects": subjects, **said}
