"""设为必学: for which unit, by when; what it costs is seen first; and taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from lms.catalogue.models import Activity
from lms.core import clock
from lms.people.models import OrgUnit, Tier
from lms.people.viewsets import RoleView, ScopedForm, UnitField
from lms.requirements.models import RequirementSet

from ..compulsory import Wish, asking_for, cost_of, end_compulsory, make_compulsory, refuse, token_of
from ..reach import KINDS
from .reach import ReachView


class CompulsoryForm(ScopedForm):
    unit = UnitField(label=_("哪个组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), empty_label=_("请选择"))
    tiers = forms.ModelMultipleChoiceField(
        label=_("哪些层次"), queryset=Tier.objects.all(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是全体学员。"),
    )
    due_on = forms.DateField(
        label=_("截止日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("可以不填。填了，到期没有学完的会显示为逾期。"),
    )
    reason = forms.CharField(
        label=_("超出必学上限的理由"), required=False, max_length=200, help_text=_("只有超过每年上限时才要填，由工委管理员填写。")
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due and due < clock.today():
            raise forms.ValidationError(_t("截止日期不能早于今天。"))
        return due


class CompulsoryView(RoleView, FormView):
    """GET shows who asks for the lesson now. The first POST shows what it would cost, the second one saves exactly that."""

    template_name = "lms_planning/admin/compulsory.html"
    form_class = CompulsoryForm
    header_icon = "tasks"
    page_title = _("设为必学")

    @cached_property
    def activity(self) -> Activity:
        rows = Activity.objects.for_user(self.request.user).filter(published=True, kind__in=KINDS)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("lms_reach:activity", args=[self.activity.pk]), "label": ReachView.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def form_valid(self, form: Any) -> Any:
        said = form.cleaned_data
        wish = Wish(self.activity, said["unit"], tuple(said["tiers"]), said["due_on"])
        impact, seen = cost_of(wish)
        try:
            refuse(wish, seen, reason=said["reason"], by=self.request.user)
        except ValidationError as error:
            form.add_error(None, _first(error))
            return self.render_to_response(self.get_context_data(form=form, impact=impact, seen=seen.words, saves=False))
        token = token_of(wish)
        if said["confirmed"] != token:
            return self.render_to_response(
                self.get_context_data(form=form, impact=impact, seen=seen.words, token=token, saves=True)
            )
        make_compulsory(wish=wish, reason=said["reason"], by=self.request.user)
        messages.success(self.request, _t("已设为必学：%(who)s。在下面可以取消。") % {"who": wish.name})
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            activity=self.activity, standing=asking_for(self.activity, self.request.user),
            of_tiers=[tier.name for tier in self.activity.tiers.all()] if self.activity.is_required else [], **kwargs,
        )  # fmt: skip


def _first(error: ValidationError) -> str:
    return str(error.messages[0])


class EndView(CompulsoryView):
    """POST takes one back."""

    http_method_names = ["post", "options"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        asked = RequirementSet.objects.for_user(request.user).filter(pk=kwargs["asked"]).first()
        if asked is None or not any(each.may_end and each.asked == asked for each in asking_for(self.activity, request.user)):
            raise Http404
        end_compulsory(activity=self.activity, asked=asked, by=request.user)
        messages.success(request, _t("已取消必学：%(who)s。已学完的不受影响。") % {"who": asked.name})
        return redirect("lms_reach:compulsory", self.activity.pk)
