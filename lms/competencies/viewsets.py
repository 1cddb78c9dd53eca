"""Frameworks, domains and competencies in the admin."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.core.models import Revision
from lms.people.viewsets import ScopedChooserViewSet, ScopedCreateView, ScopedEditView, ScopedModelViewSet

from . import signals
from .forms import CompetencyForm
from .models import Competency, Domain, Framework


class CompetencyCreateView(ScopedCreateView):
    def save_instance(self) -> Competency:
        with transaction.atomic():
            saved = super().save_instance()
            Revision.bump("competencies")
        return saved


class CompetencyEditView(ScopedEditView):
    """What counts as evidence decides levels: after such a change they are computed anew."""

    def save_instance(self) -> Competency:
        with transaction.atomic():
            saved = super().save_instance()
            Revision.bump("competencies")
            if self.form.recounts:
                signals.recounted.send(sender=Competency, competency_ids=[saved.pk])
        return saved


class FrameworkViewSet(ScopedModelViewSet):
    model = Framework
    name = "lms_frameworks"
    url_prefix = "lms/frameworks"
    icon = "folder-open-1"
    menu_label = _("能力框架")
    form_fields = ["code", "name"]
    list_display = ["name", "code"]
    list_export = ["code", "name"]
    export_filename = "frameworks"
    search_fields = ("name", "code")


class DomainViewSet(ScopedModelViewSet):
    model = Domain
    name = "lms_domains"
    url_prefix = "lms/domains"
    icon = "folder-inverse"
    menu_label = _("能力领域")
    form_fields = ["framework", "code", "name", "sort_order"]
    list_display = ["name", "code", "framework", "sort_order"]
    list_filter = ["framework"]
    list_select_related = ("framework",)
    list_export = ["code", "name", "framework", "sort_order"]
    export_filename = "domains"
    search_fields = ("name", "code")


class CompetencyViewSet(ScopedModelViewSet):
    model = Competency
    name = "lms_competencies"
    url_prefix = "lms/competencies"
    icon = "pick"
    menu_label = _("能力")
    form_class = CompetencyForm
    add_view_class = CompetencyCreateView
    edit_view_class = CompetencyEditView
    list_display = ["name", "code", "domain", "kind", "evidence_type", "refresh_months"]
    list_filter = ["domain", "kind"]
    list_select_related = ("domain",)
    list_export = [
        "code", "domain.code", "domain.name", "name", "kind", "description", "level1", "level2", "level3", "level4",
        "evidence_type", "refresh_months",
    ]
    export_headings = {"domain.code": _("领域编码"), "domain.name": _("能力领域")}
    export_filename = "competencies"
    search_fields = ("name", "code", "description")
    inspect_view_fields = [
        "code", "name", "domain", "kind", "description", "level1", "level2", "level3", "level4", "evidence_type",
        "refresh_months",
    ]


class CompetencyChooserViewSet(ScopedChooserViewSet):
    model = Competency
    name = "lms_competency_chooser"
    url_prefix = "lms/choose/competencies"
    icon = "pick"
    choose_one_text = _("选择能力")
    choose_another_text = _("另选能力")
