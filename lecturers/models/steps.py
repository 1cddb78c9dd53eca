from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..scopes import LecturerOwnedQuerySet
from ..states import Reason, State


class LecturerStep(models.Model):
    """One step of a lecturer's history: what became of the state, on which day, why, by whom. Only added."""

    lecturer = models.ForeignKey("lms_lecturers.Lecturer", verbose_name=_("讲师"), on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(_("原状态"), max_length=10, choices=State.choices, blank=True)
    after = models.CharField(_("新状态"), max_length=10, choices=State.choices)
    day = models.DateField(_("日期"))
    reason = models.CharField(_("缘由"), max_length=20, choices=Reason.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    term_end = models.DateField(_("聘期至"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = LecturerOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("讲师变动")
        verbose_name_plural = _("讲师变动")
        ordering = ["lecturer", "day", "pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.lecturer} {self.get_after_display()} {self.day}"
