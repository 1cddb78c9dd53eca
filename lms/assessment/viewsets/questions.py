"""题库: the list with its filters, the form, the file of a question with what came of it."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column

from lms.people.viewsets import (
    ActionButtonsMixin,
    ObjectActionsMixin,
    ScopedCreateView,
    ScopedEditView,
    ScopedFilterSet,
    ScopedIndexView,
    ScopedInspectView,
    ScopedModelViewSet,
    UnitBelowFilter,
    visible,
)
from lms.people.viewsets.filters import YesNoFilter
from lms.people.viewsets.saving import ReportsErrors

from ..actions import create_question, edit_question, send_to_review
from ..forms import QuestionForm, said_of
from ..models import Kind, Question
from ..review import returned_to, waiting_for
from ..showing import preview
from ..statistics import Usage, usage_of
from ..wording import key_in_words
from .deeds import QUESTION_DEEDS

NOTHING = Usage()


class QuestionFilterSet(ScopedFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("题型"), field_name="latest__kind", choices=Kind.choices, widget=forms.Select, empty_label=_("全部")
    )
    owner = UnitBelowFilter(field_name="owner_unit__path", label=_("归属组织"))
    waiting = YesNoFilter(
        label=_("待我审核"), method="waiting_for_me", widget=forms.Select(choices=[("", _("全部")), ("true", _("只看这些"))])
    )

    returned = YesNoFilter(
        label=_("退回给我"), method="returned_to_me", widget=forms.Select(choices=[("", _("全部")), ("true", _("只看这些"))])
    )

    class Meta:
        model = Question
        fields = ["competency", "level", "state", "kind", "owner", "waiting", "returned"]

    def waiting_for_me(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset.filter(pk__in=waiting_for(self.request.user).values("pk")) if value else queryset

    def returned_to_me(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset.filter(pk__in=returned_to(self.request.user).values("pk")) if value else queryset


class QuestionIndexView(ScopedIndexView):
    @cached_property
    def usage(self) -> dict[int, Usage]:
        """Of the versions in use of the rows on this page. One query."""
        return usage_of([row.live_id for row in getattr(self, "shown", ()) if row.live_id])

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        result = super().paginate_queryset(queryset, page_size)
        for row in result[2]:
            row.usage = self.usage.get(row.live_id, NOTHING)
        return result


#: Wagtail's own class: two or three characters stay on one line.
NOWRAP = "w-whitespace-nowrap"


def state_of(question: Question) -> str:
    """The state, and what waits beside a published question."""
    word = question.get_state_display()
    if question.live_id and question.latest_id != question.live_id:
        return _t("%(state)s（修改%(waiting)s）") % {"state": word, "waiting": question.latest.get_state_display()}
    return word


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user else ""


class SavesDrafts(ReportsErrors):
    template_name = "lms_assessment/admin/question_form.html"

    def after_saving(self, question: Question) -> Question:
        if self.request.POST.get("do") == "send" and question.latest.state == "draft":  # type: ignore[attr-defined]
            send_to_review(question=question, by=self.request.user)  # type: ignore[attr-defined]
        return question

    def get_success_url(self) -> str:
        return reverse("lms_questions:inspect", args=[self.object.pk])  # type: ignore[attr-defined]


class QuestionCreateView(SavesDrafts, ScopedCreateView):
    def save_instance(self) -> Question:
        data = self.form.cleaned_data
        question = create_question(
            content=self.form.content, competency=data["competency"], level=data["level"], owner_unit=data["owner_unit"],
            activity=data["activity"], by=self.request.user,
        )  # fmt: skip
        return self.after_saving(question)


class QuestionEditView(SavesDrafts, ScopedEditView):
    select_related = ("latest", "live")

    def save_instance(self) -> Question:
        data = self.form.cleaned_data
        question = Question.objects.select_related("latest", "live").get(pk=self.object.pk)
        for name in ("owner_unit", "activity", *(() if question.live_id else ("competency", "level"))):
            setattr(question, name, data[name])
        question.save(update_fields=["owner_unit", "activity", "competency", "level"])
        edit_question(question=question, content=self.form.content, by=self.request.user)
        return self.after_saving(question)


class QuestionInspectView(ActionButtonsMixin, ScopedInspectView):
    template_name = "lms_assessment/admin/question.html"
    select_related = ("latest", "latest__author", "latest__picture", "live", "competency", "owner_unit", "activity")

    def get_deeds(self) -> list[dict[str, Any]]:
        fitting = {view.label: view.fits(self.object, self.request.user) for _name, view in self.object_actions}
        deeds = [deed for deed in super().get_deeds() if fitting.get(deed["label"], True)]
        return [{"url": reverse("lms_questions:preview", args=[self.object.pk]), "label": _("以学员的样子看")}, *deeds]

    def get_fields_context(self) -> list[Any]:
        version = self.object.latest
        said = [
            (_("题型"), version.get_kind_display()), (_("题干"), version.stem), (_("选项"), "；".join(version.options)),
            (_("正确答案"), key_in_words(version)), (_("解析"), version.explanation), (_("依据"), version.basis),
            (_("分值"), version.points),
        ]  # fmt: skip
        shown = [{"label": label, "value": value, "component": None} for label, value in said if value != ""]
        return [*shown, *super().get_fields_context()]

    @cached_property
    def versions(self) -> list[Any]:
        return list(self.object.versions.select_related("author", "decided_by"))

    def get_sections(self) -> list[dict[str, Any]]:
        usage = usage_of([version.pk for version in self.versions])
        rows = []
        for version in self.versions:
            found = usage.get(version.pk, NOTHING)
            live = _t("在用") if version.pk == self.object.live_id else ""
            rows.append([
                version.number, live or version.get_state_display(), str(version), name_of(version.author),
                name_of(version.decided_by), found.words,
            ])  # fmt: skip
        headings = [_("版本"), _("状态"), _("题干"), _("出题人"), _("审核人"), _("答题情况")]
        return [{"title": _("各版本和答题情况"), "headings": headings, "rows": rows}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = self.object.latest
        mine = latest.state == "review" and latest.author_id == self.request.user.pk
        return super().get_context_data(returned=said_of(latest), waits_for_other=mine, **kwargs)


class PreviewView(View):
    """The newest version as a member meets it, with the pages' own styles."""

    def get(self, request: Any, pk: int) -> Any:
        rows = visible(Question, request.user).select_related("latest", "latest__picture", "competency")
        question = rows.filter(pk=pk).first()
        if question is None:
            raise Http404
        version = question.latest
        shown = {"question": question, "version": version, "one": preview(version), "key": key_in_words(version)}
        return render(request, "lms_assessment/preview.html", shown)


class QuestionViewSet(ObjectActionsMixin, ScopedModelViewSet):
    """Questions are retired, never deleted: somebody may have answered them."""

    model = Question
    name = "lms_questions"
    url_prefix = "lms/questions"
    icon = "help"
    menu_label = _("题库")
    menu_name = "lms-questions"
    links_to_inspect = True
    form_class = QuestionForm
    index_view_class = QuestionIndexView
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    inspect_view_class = QuestionInspectView
    object_actions = QUESTION_DEEDS
    filterset_class = QuestionFilterSet
    list_display = [
        "stem", "code", "competency", "level",
        Column("kind", label=_("题型"), accessor="latest.get_kind_display", classname=NOWRAP),
        Column("state", label=_("状态"), accessor=state_of, classname=NOWRAP), "owner_unit",
        Column("usage", label=_("答题情况"), accessor="usage.words", width="7em"),
    ]
    list_select_related = ("latest", "live", "competency", "owner_unit", "activity")
    list_export = [
        "code", "latest.stem", "latest.kind", "competency.code", "competency", "level", "state", "owner_unit.code",
        "activity.code", "latest.points",
    ]
    export_headings = {
        "latest.stem": _("题干"), "latest.kind": _("题型"), "latest.points": _("分值"), "competency.code": _("能力编码"),
        "owner_unit.code": _("归属组织编码"), "activity.code": _("课程编码"),
    }  # fmt: skip
    export_filename = "question_bank"
    search_fields = ("code", "latest__stem", "competency__name")
    inspect_view_fields = ["code", "competency", "level", "state", "owner_unit", "activity"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("preview/<int:pk>/", PreviewView.as_view(), name="preview")]
