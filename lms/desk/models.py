"""What the desk remembers between two visits. Working state: neither record nor projection, the member's alone.

No administrator sees any of it, no report counts it; it goes with the person and may be thrown away without loss of facts.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskState(models.Model):
    """How far the member has taken note: of the plan, of a change of posts; and whether 摸底 was put off.

    ``seen``: ``{"lessons": [...], ...}``, the plan as the member acknowledged it, see ``changes``. It is no trace of visits: it
    has no date, is written once at the very first one and then only when the member says 知道了.
    """

    member = models.OneToOneField(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, primary_key=True, related_name="desk_state"
    )
    seen = models.JSONField(default=dict, blank=True)
    posts_noted_on = models.DateField(null=True, blank=True)
    check_skipped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("学习页状态")
        verbose_name_plural = _("学习页状态")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.member_id)


class LaidAside(models.Model):
    """A lesson that the member began and put down. Nothing is lost by it: what was learned stays in the record."""

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="laid_aside")
    activity = models.ForeignKey("lms_catalogue.Activity", verbose_name=_("课程"), on_delete=models.CASCADE, related_name="+")
    since = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("已放下的课")
        verbose_name_plural = _("已放下的课")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["member", "activity"], name="lms_desk_laid_aside_once")]

    def __str__(self) -> str:
        return f"{self.member_id}:{self.activity_id}"


class Note(models.Model):
    """A private note, perhaps on a lesson. Plain text that nobody but the member ever reads; it proves and counts nothing.

    No manager of scopes, no permission, no place in the admin, in search or in a log.
    """

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="notes")
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("课程"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("笔记"))
    changed_on = models.DateField(_("修改日期"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("笔记")
        verbose_name_plural = _("笔记")
        ordering = ["-changed_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Outcome(models.Model):
    """What one piece of learning changed for the member: the end page of a lesson or of a test. See ``outcome``.

    ``before``: what was true before, as ids and numbers, until ``said`` holds the difference. ``result``: of a test, how far each
    part went, as the marking told it. ``key`` names the attempt or sitting, so that a repeated request finds its page again.
    No name, no time of day; the last few are kept, they may all be thrown away.
    """

    member = models.ForeignKey("lms_people.Member", on_delete=models.CASCADE, related_name="outcomes")
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("课程"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=80, blank=True)
    before = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    said = models.JSONField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("学习结果页")
        verbose_name_plural = _("学习结果页")
        default_permissions = ()
        indexes = [models.Index(fields=["member", "key"], name="lms_desk_outcome_key")]

    def __str__(self) -> str:
        return str(self.pk)
