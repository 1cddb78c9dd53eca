"""A wrong record is corrected by a new one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.people.viewsets import ObjectActionView

from ..actions import Conflict, record
from ..facts import BadFact, NewRecord
from ..forms import CorrectionForm
from ..models import Record

SOURCE = "admin:correction"


class CorrectionView(ObjectActionView):
    model = Record
    name = "correct"
    icon = "edit"
    label = _("录入更正")
    explanation = _("原记录保留可查，但不再算数；以更正后的内容重新计算。")
    done_message = _("更正已录入。")
    form_class = CorrectionForm
    permission_required = "correct"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "record": self.get_object()}

    def get_initial(self) -> dict[str, Any]:
        wrong = self.get_object()
        return {"day": wrong.day, "level": wrong.level, "hours": wrong.hours}

    def perform(self, form: Any) -> None:
        wrong, data = self.get_object(), form.cleaned_data
        if wrong.level is not None and wrong.member.user_id == self.request.user.pk:
            raise ValidationError(_t("不能为自己确认等级，请由其他管理员办理。"))
        if Record.objects.filter(corrects_source=wrong.source, corrects_key=wrong.key).exists():
            raise ValidationError(_t("这条记录已经更正过，请更正后来的那一条。"))
        try:
            self.created = record(
                NewRecord(
                    member_id=wrong.member_id, verb=wrong.verb, source=SOURCE, key=f"r{wrong.pk}", day=data["day"],
                    activity_id=wrong.activity_id, competency_id=wrong.competency_id, kind=wrong.kind,
                    level=data.get("level", wrong.level), success=wrong.success, score=wrong.score, minutes=wrong.minutes,
                    hours=data.get("hours", wrong.hours), mode=wrong.mode, platform=wrong.platform,
                    reason=Record.Reason.MISTAKE.value, corrects_source=wrong.source, corrects_key=wrong.key,
                    is_void=data["is_void"],
                ),
                by=self.request.user,
            )
        except (Conflict, BadFact) as error:
            raise ValidationError(_t("这条记录不能这样更正。")) from error

    def get_success_url(self) -> str:
        pk = self.created.pk if hasattr(self, "created") else self.get_object().pk
        return reverse("lms_records:inspect", args=[pk])
