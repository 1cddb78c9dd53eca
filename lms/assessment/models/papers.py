from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Level


class Paper(models.Model):
    """试卷: which questions are put, and when it counts as passed. Written by ``actions.papers.keep_paper`` under its ``key``.

    Fixed questions and lines that draw (n of a competency at a level) may stand together. Passed with ``needed`` right answers
    or with ``pass_percent`` of the points; where neither is said, all must be right. An attempt keeps the rule it began under.
    """

    key = models.CharField(max_length=160, unique=True, editable=False)
    title = models.CharField(_("名称"), max_length=200)
    needed = models.PositiveSmallIntegerField(_("须答对题数"), null=True, blank=True, validators=[MinValueValidator(1)])
    pass_percent = models.PositiveSmallIntegerField(
        _("及格线（%）"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    minutes = models.PositiveSmallIntegerField(_("限时（分钟）"), null=True, blank=True, validators=[MinValueValidator(1)])
    attempts = models.PositiveSmallIntegerField(_("可答次数"), null=True, blank=True, help_text=_("留空则不限"))

    class Meta:
        verbose_name = _("试卷")
        verbose_name_plural = _("试卷")
        ordering = ["key"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class PaperQuestion(models.Model):
    """A question that everybody gets."""

    paper = models.ForeignKey(Paper, verbose_name=_("试卷"), on_delete=models.CASCADE, related_name="fixed")
    question = models.ForeignKey("Question", verbose_name=_("题目"), on_delete=models.CASCADE, related_name="on_papers")
    sort_order = models.IntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("试卷题目")
        verbose_name_plural = _("试卷题目")
        ordering = ["paper", "sort_order"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["paper", "question"], name="assessment_paper_question_once")]

    def __str__(self) -> str:
        return str(self.question)


class PaperLine(models.Model):
    """So many questions of a competency at a level, drawn anew for each attempt."""

    paper = models.ForeignKey(Paper, verbose_name=_("试卷"), on_delete=models.CASCADE, related_name="lines")
    competency = models.ForeignKey(
        "lms_competencies.Competency", verbose_name=_("能力"), on_delete=models.CASCADE, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("等级"), choices=Level.choices)
    count = models.PositiveSmallIntegerField(_("题数"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("抽题规则")
        verbose_name_plural = _("抽题规则")
        ordering = ["paper", "competency", "level"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["paper", "competency", "level"], name="assessment_paper_line_once")]

    def __str__(self) -> str:
        return f"{self.competency} {self.level} × {self.count}"
