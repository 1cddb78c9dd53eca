"""How far a member is in a lesson that is being learned.

Working state, the member's alone: neither record nor projection. No administrator sees a row of it, it goes with the person, and
it may be thrown away without loss of facts: what was finished stands in the record.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Watching(models.Model):
    """One member in one lesson, in whichever language. All times within recordings are tenths of a second.

    ``media``: ``{block id: {"len": length, "bytes": size of the file, "at": place, "seen": [[start, end], …]}}``, with ``rule``
    and ``free_jump`` as they stood when the lesson was last opened for learning, so that a heartbeat reads no page.
    ``place``: id of the block that was last worked at. ``lap``: which time the lesson is learned, part of the keys of its facts:
    the day on which it began; empty where it was learned before and nobody asks for it again, then nothing is recorded.
    ``secret`` is known to the one tab in which the member learns just now; it is empty in all other lessons of the member.
    ``heard_at``, ``number``, ``carried``: when the last heartbeat was believed, which one it was, and the playing time that may
    still be told early, see ``player.intervals``.
    """

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="watching")
    activity = models.ForeignKey("lms_catalogue.Activity", on_delete=models.CASCADE, related_name="watching")
    rule = models.CharField(max_length=20, blank=True)
    free_jump = models.BooleanField(default=False)
    media: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    place = models.CharField(max_length=40, blank=True)
    lap = models.CharField(max_length=10, blank=True)
    read_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    secret = models.CharField(max_length=32, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveIntegerField(default=0)
    carried = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("学习中的课")
        verbose_name_plural = _("学习中的课")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["member", "activity"], name="lms_courses_watching_once")]

    def __str__(self) -> str:
        return f"{self.member_id}:{self.activity_id}"
