from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField
from wagtail.search import index

from lms.catalogue.models import Activity

from .. import completion
from ..completion import Completion
from ..fields import BodyField
from ..forms_of_learning import Form
from ..papers import question_blocks
from ..player.rules import effective
from .pages import ActivityPage, refuse_circles

#: Blocks of the body that are watched or heard.
RECORDED = frozenset({"video", "audio"})


class LessonMixin(ActivityPage):
    """A micro-lesson. A page type adds the rows ``teaches`` and ``prerequisites`` (see ``courses.rows``) and tags."""

    minutes = models.PositiveSmallIntegerField(
        _("分钟"), null=True, validators=[MinValueValidator(1), MaxValueValidator(600)], help_text=_("学员大约要用多久。"),
    )
    tiers = ParentalManyToManyField("lms_people.Tier", verbose_name=_("适用层次"), related_name="+")
    form = models.CharField(_("形式"), max_length=8, choices=Form.choices, default=Form.TEXT)
    completion = models.CharField(
        _("怎样算学完"), max_length=12, choices=Completion.choices, blank=True,
        help_text=_("不选时：有随堂测验就要通过，没有就看完或读完。"),
    )
    free_jump = models.BooleanField(
        _("可以跳着看"), default=False, help_text=_("不勾选时，没看过的部分不能跳过；看过的可以随意回看。")
    )
    must_finish = models.BooleanField(_("须学完"), default=False, help_text=_("已会的人也须学完，不能以测代学。"))
    review_on = models.DateField(_("复核日期"), null=True, blank=True, help_text=_("到这一天请重看内容是否还合时宜。"))
    lecturer = models.ForeignKey(
        "lms_lecturers.Lecturer", verbose_name=_("讲师"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        "lms_people.Member", verbose_name=_("作者"), null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(verbose_name=_("正文"), blank=True)

    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields, index.SearchField("body"), index.FilterField("form"), index.FilterField("minutes"),
        index.FilterField("review_on"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *ActivityPage.api_fields, APIField("minutes"), APIField("form"), APIField("completion"), APIField("tiers"),
        APIField("teaches"), APIField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def rule(self) -> str:
        """What completes the lesson: the chosen rule, else that of the form."""
        return self.completion or completion.default_for(self.form)

    @property
    def rule_met(self) -> str:
        """The rule without what the body does not have: see ``courses.player.rules``."""
        kinds = {block.block_type for block in self.body}
        return effective(self.rule, has_recordings=bool(kinds & RECORDED), has_check=bool(question_blocks(self)))

    def as_activity(self) -> dict[str, Any]:
        """What the catalogue keeps beside what all pages say: see ``lms.catalogue.actions.keep.Kept``."""
        rule = self.rule_met
        return {
            "kind": Activity.Kind.SESSION if self.form == Form.ON_SITE else self.activity_kind,
            "minutes": self.minutes or 0,
            "form": self.form,
            "must_finish": self.must_finish,
            "has_check": completion.has_check(rule),
            "lecturer_code": self.lecturer.code if self.lecturer else "",
            "completion_rule": str(Completion(rule).label),
            "tiers": frozenset(tier.pk for tier in self.tiers.all()),
            "teaches": frozenset((row.competency_id, row.level) for row in self.teaches.all()),
            "prerequisites": frozenset(row.activity_id for row in self.prerequisites.all()),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..player.context import lesson_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["player"] = lesson_context(self, request)
        return context

    def clean(self) -> None:
        super().clean()
        if self.completion and not completion.fits(self.form, self.completion):
            sentences = "、".join(str(Completion(each).label) for each in completion.BY_FORM.get(self.form, ()))
            said = {"form": self.get_form_display(), "sentences": sentences}
            raise ValidationError({"completion": _t("形式为“%(form)s”时可以选：%(sentences)s。") % said})
        refuse_circles(self, prerequisites=[row.activity_id for row in self.prerequisites.all()])
