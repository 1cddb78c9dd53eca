"""What a member says is wrong: fixed choices only, for the training contact and the administrators of the member's units."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import MemberOwnedQuerySet


class CorrectionRequest(models.Model):
    """「岗位或信息不对」: of which kind, about what (one of the keys, or nothing), and what became of it.

    No free text: nobody can write about another person here. An open request of the same kind about the same thing stands once.
    """

    class Kind(models.TextChoices):
        POST = "post", _("岗位不对")
        PERSON = "person", _("姓名或单位不对")
        CATEGORY = "category", _("人员类别或层次不对")
        RECORD = "record", _("学习记录有漏或有错")
        HOURS = "hours", _("学时不对")
        REQUIREMENT = "asked", _("这一要求不适合我的岗位")
        LEVEL = "level", _("能力等级不对")

    class State(models.TextChoices):
        OPEN = "open", _("待处理")
        MENDED = "mended", _("已更正")
        CHECKED = "checked", _("核对无误")

    #: Kinds about the person as a whole: what the member was looking at does not matter.
    ABOUT_PERSON = frozenset({Kind.POST, Kind.PERSON, Kind.CATEGORY})

    member = models.ForeignKey(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="correction_requests"
    )
    kind = models.CharField(_("哪里不对"), max_length=10, choices=Kind.choices)
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("学习活动"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    record = models.ForeignKey(
        "lms_records.Record", verbose_name=_("学习记录"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    day = models.DateField(_("提出日期"))
    state = models.CharField(_("处理情况"), max_length=8, choices=State.choices, default=State.OPEN)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("处理人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handled_on = models.DateField(_("处理日期"), null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("更正申请")
        verbose_name_plural = _("更正申请")
        ordering = ["-day", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["state", "day"], name="records_request_state")]
        constraints = [
            models.UniqueConstraint(
                "member", "kind", Coalesce("activity", 0), Coalesce("competency", 0), Coalesce("record", 0), Coalesce("year", 0),
                condition=models.Q(state="open"), name="records_request_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
