from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.core.states import State as States
from lms.people.scopes import MemberOwnedQuerySet


class Attempt(models.Model):
    """一次作答: working state until it is handed in, then a result. Facts for the learning record are written by who hears
    ``signals.submitted``. Questions, versions, order and the rule of passing are frozen at the start.

    ``result`` has an entry for each competency and level: its keys are those of ``marking.Part``.
    """

    class Purpose(models.TextChoices):
        LESSON = "lesson", _("随堂测验")
        TEST_OUT = "test_out", States.TEST.word
        PAPER = "paper", _("测验")

    class State(models.TextChoices):
        OPEN = "open", _("作答中")
        SUBMITTED = "submitted", _("已交卷")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="attempts")
    paper = models.ForeignKey("Paper", verbose_name=_("试卷"), on_delete=models.PROTECT, related_name="taken")
    activity = models.ForeignKey(
        "lms_catalogue.Activity", verbose_name=_("学习活动"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose.choices)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    started = models.DateTimeField(_("开始时间"))
    deadline = models.DateTimeField(_("截止时间"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("交卷时间"), null=True, blank=True)
    needed = models.PositiveSmallIntegerField(_("须答对题数"), null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(_("及格线（%）"), null=True, blank=True)
    score = models.DecimalField(_("得分（百分制）"), max_digits=6, decimal_places=2, null=True, blank=True)
    right = models.PositiveSmallIntegerField(_("答对题数"), null=True, blank=True)
    passed = models.BooleanField(_("通过"), null=True, blank=True)
    result = models.JSONField(default=list, blank=True)

    objects = MemberOwnedQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("答题")
        verbose_name_plural = _("答题")
        ordering = ["-started", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["member", "paper"], condition=models.Q(state="open"), name="assessment_attempt_open_once"
            )
        ]
        indexes = [models.Index(fields=["member", "paper", "state"], name="assessment_attempt_taken")]

    def __str__(self) -> str:
        return f"{self.paper} {self.started:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("lms_assessment:attempt" if self.is_open else "lms_assessment:review", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def was_late(self) -> bool:
        """Handed in when time was up: by the clock, or by who came too late."""
        return bool(self.deadline and self.submitted_at and self.submitted_at >= self.deadline)


class AttemptItem(models.Model):
    """One question of an attempt: the version that was put, the order of its options, and what was answered.

    ``answer``: places of options as in the version (not as shown), or one text. None: not answered.
    """

    attempt = models.ForeignKey(Attempt, verbose_name=_("答题"), on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(_("题号"))
    version = models.ForeignKey("QuestionVersion", verbose_name=_("题目"), on_delete=models.PROTECT, related_name="put")
    order = models.JSONField(default=list)
    answer = models.JSONField(_("作答"), null=True, blank=True)
    is_right = models.BooleanField(_("答对"), null=True, blank=True)

    class Meta:
        verbose_name = _("答题明细")
        verbose_name_plural = _("答题明细")
        ordering = ["attempt", "place"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["attempt", "place"], name="assessment_item_place_once")]

    def __str__(self) -> str:
        return f"{self.place}"

    def get_answer_display(self) -> str:
        """What was answered, in words."""
        from ..wording import answer_in_words

        return answer_in_words(self.version, self.answer)
