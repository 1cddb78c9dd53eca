"""Working state of an upload: kept until some days after it was used, never part of the record."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """Sheets of one user on their way in: chosen, checked, asked about, imported. Nobody else sees it."""

    class State(models.TextChoices):
        CHOOSING = "choosing", _("待选择")
        TOO_LARGE = "too_large", _("行数太多")
        CHECKING = "checking", _("检查中")
        CHECKED = "checked", _("已检查")
        IMPORTING = "importing", _("导入中")
        IMPORTED = "imported", _("已导入")
        CANCELLED = "cancelled", _("已取消")
        FAILED = "failed", _("未完成")

    #: States in which a process works on it.
    BUSY = (State.CHECKING, State.IMPORTING)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    #: When something last moved: from this a work that has died is told from one that goes on.
    moved_at = models.DateTimeField(auto_now=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CHOOSING)
    language = models.CharField(max_length=12, default="")
    rows = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=8, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    good_rows_only = models.BooleanField(default=False)
    as_correction = models.BooleanField(default=False)
    #: Counts by sheet and how the check ended; what stands on the pages.
    result = models.JSONField(default=dict)
    #: Problems, changes and questions, packed: they may be a hundred thousand.
    findings = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("上传的表格")
        verbose_name_plural = _("上传的表格")
        ordering = ["-created_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY

    def move(self, state: str, *, was: Any = None, **values: Any) -> bool:
        """Go on to ``state`` where it still is in ``was``; False where somebody else was faster."""
        from django.utils import timezone

        rows = type(self).objects.filter(pk=self.pk)
        if was is not None:
            rows = rows.filter(state__in=was)
        changed = rows.update(state=state, moved_at=timezone.now(), **values)
        if changed:
            for name, value in {"state": state, **values}.items():
                setattr(self, name, value)
        return bool(changed)


class StagedFile(models.Model):
    """One file of an upload. ``sheet`` is empty as long as nobody knows which sheet it is."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    sheet = models.CharField(max_length=40, blank=True, default="")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("待导入的表格")
        verbose_name_plural = _("待导入的表格")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        return "." + self.name.rpartition(".")[2].lower()
