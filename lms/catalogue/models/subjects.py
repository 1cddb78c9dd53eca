from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import ReferenceQuerySet


class SubjectQuerySet(ReferenceQuerySet):
    def within(self, subject: Subject) -> SubjectQuerySet:
        """``subject`` and its topics: what a filter for it finds."""
        return self.filter(models.Q(pk=subject.pk) | models.Q(parent=subject.pk))


class SubjectManager(models.Manager.from_queryset(SubjectQuerySet)):  # type: ignore[misc]
    """A topic is shown with its category, so that is read along."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("parent")


class Subject(models.Model):
    """类别与主题: what a lesson or a lecturer is about, in two levels. Five categories come with the program; an office
    writes its own beside them, and topics below. Names are unique, because sheets know subjects by name."""

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40, unique=True, help_text=_("表格按名称认，不能重名"))
    parent = models.ForeignKey(
        "self", verbose_name=_("所属类别"), null=True, blank=True, on_delete=models.PROTECT, related_name="topics",
        help_text=_("留空即为类别；选了类别即为其下的主题"),
    )  # fmt: skip
    sort_order = models.IntegerField(_("排序"), default=0)

    objects = SubjectManager()

    class Meta:
        verbose_name = _("类别与主题")
        verbose_name_plural = _("类别与主题")
        # Each category with its topics below it.
        ordering = [
            Coalesce("parent__sort_order", "sort_order"),
            Coalesce("parent__code", "code"),
            F("parent").asc(nulls_first=True),
            "sort_order",
            "code",
        ]

    def __str__(self) -> str:
        return f"{self.parent.label} · {self.label}" if self.parent else self.label

    @property
    def label(self) -> str:
        """The name alone, without its category."""
        return gettext(self.name)  # the first ones are ours

    def clean(self) -> None:
        if not self.parent:
            return
        if self.parent.parent_id or self.parent_id == self.pk:
            raise ValidationError({"parent": gettext("主题只能放在类别之下。")})
        if self.pk and Subject.objects.filter(parent=self.pk).exists():
            raise ValidationError({"parent": gettext("其下已有主题，不能再放到别的类别之下。")})
