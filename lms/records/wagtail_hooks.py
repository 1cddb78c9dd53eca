"""The learning record in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from lms.people.permissions import read_only, register
from lms.people.roles import ADMIN_ROLES

from .models import CreditEntry, LevelStep, Progress, Record

register(Record, read_only(correct=ADMIN_ROLES))
for model in (Progress, CreditEntry, LevelStep):
    register(model, read_only())


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets import CompletionViewSet, CreditViewSet, LevelViewSet, ProgressViewSet, RecordViewSet

    class RecordsGroup(ViewSetGroup):
        menu_label = _("学习记录")
        menu_name = "lms-records"
        menu_icon = "doc-empty-inverse"
        menu_order = 240
        items = (CompletionViewSet, RecordViewSet, ProgressViewSet, CreditViewSet, LevelViewSet)

    return [RecordsGroup()]
