"""课后反馈: counters of a lesson, and the mark that somebody need not be asked again.

Nothing leads from an answer to a person: answers stand only as sums, the mark holds neither day nor order nor whether anything
was answered, and what is shown moves on only with every fifth answer, so that no single one can be told from two looks at it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class LessonRating(models.Model):
    """The answers about one lesson: ``{question: {choice: how many}}``. ``shown`` is what readers see, of ``shown_answers``."""

    activity = models.OneToOneField("lms_catalogue.Activity", on_delete=models.CASCADE, primary_key=True, related_name="+")
    answers = models.PositiveIntegerField(default=0)
    sums = models.JSONField(default=dict, blank=True)
    shown_answers = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=dict, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("课后反馈")
        verbose_name_plural = _("课后反馈")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class RatingAsked(models.Model):
    """This member was asked about this lesson, and answered or waved it aside: nobody can tell which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey("lms_catalogue.Activity", on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("已问过课后反馈")
        verbose_name_plural = _("已问过课后反馈")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["member", "activity"], name="lms_courses_rating_asked_once")]

    def __str__(self) -> str:
        return f"{self.member_id}:{self.activity_id}"
