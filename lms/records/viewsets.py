"""The record and what is computed from it, in the admin: to read, to search, to export. Nothing here is edited."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from lms.people.models import Post, Tier
from lms.people.viewsets import (
    ActionButtonsMixin,
    ManagersMenuItem,
    ObjectActionsMixin,
    ScopedFilterSet,
    ScopedIndexView,
    ScopedInspectView,
    ScopedModelViewSet,
    UnitBelowFilter,
    ValuesFilter,
    visible,
)

from .models import CreditEntry, LevelStep, Progress, Record
from .recorders import with_recorder
from .sources import source_word
from .views.attendance import AttendanceView
from .views.attendance_done import DoneView
from .views.correction import CorrectionView


def subject(record: Record) -> str:
    """What the record is about."""
    return str(record.activity or record.competency or record.platform or "")


def names_of(model: Any, codes: list[str]) -> str:
    names = dict(model.objects.filter(code__in=codes).values_list("code", "name"))
    return "、".join(str(names.get(code, code)) for code in codes if code) or "—"


class RecordFilterSet(ScopedFilterSet):
    unit = UnitBelowFilter(field_name="member__branch__path")
    source = ValuesFilter(label=_("来源"), said=source_word)

    class Meta:
        model = Record
        fields = {"verb": ["exact"], "day": ["gte", "lte"], "kind": ["exact"], "reason": ["exact"]}


class RecordInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("member", "activity", "competency", "unit", "rules")

    def get_fields_context(self) -> list[dict[str, Any]]:
        """A record says one thing: most of its fields have nothing to say."""
        return [field for field in super().get_fields_context() if field["value"] != "—"]

    def get_recorded_by_id_display_value(self) -> str:
        user = get_user_model()._default_manager.filter(pk=self.object.recorded_by_id).first()
        return str(user) if user else "—"

    def get_tier_code_display_value(self) -> str:
        """Names instead of codes; a code that is no longer there is shown as it was noted."""
        return names_of(Tier, [self.object.tier_code])

    def get_post_codes_display_value(self) -> str:
        return names_of(Post, self.object.post_codes.split("|"))

    def get_source_display_value(self) -> str:
        return source_word(self.object.source)

    def get_sections(self) -> list[dict[str, Any]]:
        this, rows = self.object, visible(Record, self.request.user)
        after = rows.filter(corrects_source=this.source, corrects_key=this.key)
        before = rows.filter(source=this.corrects_source, key=this.corrects_key) if this.corrects_key else rows.none()
        headings = [_("记录"), _("事实"), _("等级"), _("学时"), _("撤销")]
        return [
            {"title": title, "headings": headings, "rows": [cells(one) for one in found]}
            for title, found in ((_("由下列记录更正"), list(after)), (_("更正了下列记录"), list(before)))
            if found
        ]


def cells(record: Record) -> list[Any]:
    link = {"text": str(record), "url": reverse("lms_records:inspect", args=[record.pk])}
    return [link, record.get_verb_display(), record.level, record.hours, _("是") if record.is_void else _("否")]


class RecordIndexView(ScopedIndexView):
    def get_base_queryset(self) -> Any:
        return with_recorder(super().get_base_queryset())


class RecordViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = Record
    name = "lms_records"
    url_prefix = "lms/records"
    icon = "doc-empty"
    menu_label = _("学习记录")
    form_fields: list[str] = []
    object_actions = (CorrectionView,)
    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    list_display = [
        "member", "day", "verb", Column("subject", label=_("内容"), accessor=subject), "kind", "level", "hours",
        Column("recorder", label=_("登记人"), accessor=lambda row: row.recorder or "—"), "is_void",
    ]
    list_select_related = ("member", "activity", "competency", "unit")
    list_export = [
        "day", "member.code", "member.name", "verb", "activity.code", "activity.title", "competency.code", "competency.name",
        "kind", "level", "score", "success", "minutes", "hours", "mode", "platform", "reason", "unit.name", "tier_code",
        "post_codes", "source", "is_void", "recorded_at", "recorder",
    ]
    export_headings = {
        "member.code": _("学员编号"), "member.name": _("姓名"), "activity.code": _("学习活动编码"),
        "activity.title": _("学习活动"),
        "competency.code": _("能力编码"), "competency.name": _("能力"), "unit.name": _("当时所在组织"), "recorder": _("登记人"),
    }
    export_filename = "learning_records"
    filterset_class = RecordFilterSet
    search_fields = (
        "member__name", "member__code", "activity__title", "activity__code", "competency__name", "competency__code",
    )
    inspect_view_fields = [
        "member", "verb", "day", "activity", "competency", "kind", "level", "score", "success", "minutes", "hours", "mode",
        "platform", "reason", "unit", "tier_code", "post_codes", "rules", "source", "is_void", "recorded_at",
        "recorded_by_id",
    ]


class OwnedFilterSet(ScopedFilterSet):
    unit = UnitBelowFilter(field_name="member__branch__path")


class ProgressFilterSet(OwnedFilterSet):
    class Meta:
        model = Progress
        fields = {"state": ["exact"], "done_on": ["gte", "lte"]}


class ProgressViewSet(ScopedModelViewSet):
    model = Progress
    name = "lms_progress"
    url_prefix = "lms/progress"
    icon = "tasks"
    menu_label = _("学习进度")
    form_fields: list[str] = []
    list_display = ["member", "activity", "state", "started_on", "done_on", "score"]
    list_select_related = ("member", "activity")
    list_export = ["member.code", "member.name", "activity.code", "activity.title", "state", "started_on", "done_on", "score"]
    export_headings = RecordViewSet.export_headings
    export_filename = "progress"
    filterset_class = ProgressFilterSet
    search_fields = ("member__name", "member__code", "activity__title", "activity__code")
    inspect_view_fields = ["member", "activity", "state", "started_on", "done_on", "score"]


class CreditFilterSet(OwnedFilterSet):
    class Meta:
        model = CreditEntry
        fields = {"target": ["exact"], "day": ["gte", "lte"]}


class CreditViewSet(ScopedModelViewSet):
    model = CreditEntry
    name = "lms_credit"
    url_prefix = "lms/credit"
    icon = "time"
    menu_label = _("学时明细")
    form_fields: list[str] = []
    list_display = ["member", "target", "day", "hours", "mode", "record"]
    list_select_related = ("member", "target", "record")
    list_export = ["member.code", "member.name", "target.code", "target.name", "day", "hours", "mode", "record"]
    export_headings = {**RecordViewSet.export_headings, "target.code": _("指标编码"), "target.name": _("学时指标")}
    export_filename = "credit"
    filterset_class = CreditFilterSet
    search_fields = ("member__name", "member__code")
    inspect_view_fields = ["member", "target", "day", "hours", "mode", "record"]


class LevelFilterSet(OwnedFilterSet):
    class Meta:
        model = LevelStep
        fields = ["level", "basis"]


class LevelViewSet(ScopedModelViewSet):
    model = LevelStep
    name = "lms_levels"
    url_prefix = "lms/levels"
    icon = "order"
    menu_label = _("能力等级")
    form_fields: list[str] = []
    list_display = ["member", "competency", "level", "basis", "start", "until", "record"]
    list_select_related = ("member", "competency", "record")
    list_export = ["member.code", "member.name", "competency.code", "competency.name", "level", "basis", "start", "until"]
    export_headings = RecordViewSet.export_headings
    export_filename = "levels"
    filterset_class = LevelFilterSet
    search_fields = ("member__name", "member__code", "competency__name", "competency__code")
    inspect_view_fields = ["member", "competency", "level", "basis", "start", "until", "record"]


class CompletionViewSet(ViewSet):
    """The form that records a completion for several members."""

    name = "lms_completion"
    url_prefix = "lms/completion"
    icon = "check"
    menu_label = _("登记参加学习")
    menu_item_class = ManagersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", AttendanceView.as_view(), name="index"), path("done/", DoneView.as_view(), name="done")]
