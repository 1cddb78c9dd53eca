"""Credit rule sets and their versions in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from lms.core.models import Revision
from lms.people.viewsets import (
    ActionButtonsMixin,
    Inline,
    InlinesMixin,
    ObjectActionsMixin,
    ObjectActionView,
    ScopedEditView,
    ScopedInspectView,
    ScopedModelViewSet,
)

from ..actions.credit import is_used, new_version
from ..forms import CreditRuleForm, CreditVersionForm, NewVersionForm
from ..models import CreditRule, CreditRuleSet, CreditRuleVersion


class NewVersionView(ObjectActionView):
    name = "new-version"
    icon = "plus"
    label = _("新建版本")
    explanation = _("新版本复制最新版本的规则，上一版本到前一日为止。建好后再修改新版本的规则。")
    done_message = _("新版本已建立。")
    form_class = NewVersionForm

    def perform(self, form: Any) -> None:
        self.created = new_version(rule_set=self.get_object(), start=form.cleaned_data["start"], by=self.request.user)

    def get_success_url(self) -> str:
        if hasattr(self, "created"):
            return reverse("lms_credit_versions:edit", args=[self.created.pk])
        return super().get_success_url()


class RuleSetInspectView(ActionButtonsMixin, ScopedInspectView):
    def get_sections(self) -> list[dict[str, Any]]:
        versions = CreditRuleVersion.objects.filter(rule_set=self.object)
        link = [{"text": str(one.number), "url": reverse("lms_credit_versions:inspect", args=[one.pk])} for one in versions]
        rows = [[url, one.start, one.end, one.places] for url, one in zip(link, versions, strict=True)]
        return [{"title": _("版本"), "headings": [_("版本"), _("起"), _("止"), _("保留小数位")], "rows": rows}]


class RuleSetViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = CreditRuleSet
    name = "lms_credit_rule_sets"
    links_to_inspect = True
    url_prefix = "lms/credit-rule-sets"
    icon = "form"
    menu_label = _("学时认定办法")
    form_fields = ["code", "name"]
    inspect_view_class = RuleSetInspectView
    object_actions = (NewVersionView,)
    list_display = ["name", "code"]
    list_export = ["code", "name"]
    export_filename = "credit_rule_sets"
    search_fields = ("name", "code")


class VersionEditView(InlinesMixin, ScopedEditView):
    """Only a version by which nothing was counted yet can be edited."""

    inlines = (Inline("rules", _("认定规则"), CreditRule, CreditRuleForm.Meta.fields, "version", form=CreditRuleForm),)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if is_used(self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> CreditRuleVersion:
        with transaction.atomic():
            version = super().save_instance()
            self.save_formsets(version)
            Revision.bump("credit")
            log(version.rule_set, "lms_catalogue.rules", user=self.request.user, data={"number": version.number})
        return version


class VersionInspectView(ScopedInspectView):
    select_related = ("rule_set",)

    def get_sections(self) -> list[dict[str, Any]]:
        rules = CreditRule.objects.filter(version=self.object).prefetch_related("targets")
        rows = [
            [
                rule.form or _("其他"),
                rule.from_minutes,
                rule.below_minutes,
                rule.get_unit_display(),
                rule.unit_minutes,
                rule.value,
                rule.get_mode_display(),
                "、".join(map(str, rule.targets.all())),
                rule.cap_day,
                rule.cap_year,
            ]
            for rule in rules
        ]
        headings = [
            _("形式"),
            _("分钟数从"),
            _("分钟数小于"),
            _("计量"),
            _("每单位分钟数"),
            _("学时"),
            _("方式"),
            _("计入指标"),
            _("每日上限"),
            _("每年上限"),
        ]
        return [{"title": _("认定规则"), "headings": headings, "rows": rows}]


class VersionViewSet(ScopedModelViewSet):
    model = CreditRuleVersion
    name = "lms_credit_versions"
    url_prefix = "lms/credit-versions"
    icon = "form"
    menu_label = _("认定办法版本")
    form_class = CreditVersionForm
    edit_view_class = VersionEditView
    inspect_view_class = VersionInspectView
    list_display = ["rule_set", "number", "start", "end", "places"]
    list_filter = ["rule_set"]
    list_select_related = ("rule_set",)
    list_export = ["rule_set.code", "rule_set.name", "number", "start", "end", "places"]
    export_headings = {"rule_set.code": _("编码"), "rule_set.name": _("学时认定办法")}
    export_filename = "credit_rule_versions"
    search_fields = ("rule_set__name", "rule_set__code")
    inspect_view_fields = ["rule_set", "number", "start", "end", "places"]
