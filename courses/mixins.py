"""What page types of lessons, courses and tracks are made from. A site of its own brings page types made of the same.

Every page made of ``ActivityPage`` is kept as one activity of the catalogue, in however many languages it is written: see
``courses.publishing``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from lms.catalogue.models import Activity

from . import completion
from .completion import Completion
from .fields import BodyField
from .forms_of_learning import Form, Recommended
from .papers import question_blocks
from .player.rules import effective
from .readers import belongs_to
from .trail import trail_of


#: Blocks of the body that are watched or heard.
RECORDED = frozenset({"video", "audio"})


class ReaderPage(Page):
    """A page for signed-in readers."""

    class Meta:
        abstract = True

    def may_be_read_by(self, user: Any) -> bool:
        """Whether this signed-in reader may know of the page."""
        return True

    def is_open(self, request: HttpRequest) -> bool:
        """The same, for lists of a site that ask each page."""
        return request.user.is_authenticated and self.may_be_read_by(request.user)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.may_be_read_by(request.user) and not self.permissions_for_user(request.user).can_edit():
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["trail"] = trail_of(self, request)
        return context


class DescribedPage(ReaderPage):
    """A page with a summary, a picture, a subject and a recommendation of the committee."""

    subject = models.ForeignKey(
        "lms_catalogue.Subject", verbose_name=_("类别"), null=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("学员按类别找课。"),
    )
    intro = models.CharField(_("摘要"), max_length=200, blank=True, help_text=_("一两句话：学了能多做好什么。显示在列表里。"))
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("配图"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("装饰用，显示在列表里；要说明内容的图片请放在正文里并写替代文字。"),
    )
    recommended_as = models.CharField(_("推荐为"), max_length=12, choices=Recommended.choices, blank=True)

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields, index.SearchField("intro"), index.FilterField("subject_id"), index.FilterField("recommended_as"),
    ]
    api_fields: ClassVar[list[Any]] = [APIField("subject"), APIField("intro"), APIField("recommended_as")]

    class Meta:
        abstract = True


class ActivityPage(DescribedPage):
    """A page that the catalogue keeps as an activity."""

    #: The kind of its activity.
    activity_kind: ClassVar[str] = Activity.Kind.LESSON
    #: Fields whose texts the activity is found by.
    told_by: ClassVar[tuple[str, ...]] = ("intro", "body")

    share_scope = models.CharField(
        _("共享范围"), max_length=10, choices=Activity.Share.choices, default=Activity.Share.ALL,
        help_text=_("“本单位”：只有归属组织和它下面的学员看得到。"),
    )
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("归属组织"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_until = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("当日仍有效，以后不再推荐。可以不填。"))

    search_fields: ClassVar[list[Any]] = [
        *DescribedPage.search_fields, index.FilterField("share_scope"), index.FilterField("owner_unit_id"),
    ]
    api_fields: ClassVar[list[Any]] = [*DescribedPage.api_fields, APIField("valid_until")]

    class Meta:
        abstract = True

    def may_be_read_by(self, user: Any) -> bool:
        if self.share_scope != Activity.Share.UNIT or self.owner_unit is None:
            return True
        return belongs_to(user, self.owner_unit)

    def clean(self) -> None:
        super().clean()
        if self.share_scope == Activity.Share.UNIT and self.owner_unit_id is None:
            raise ValidationError({"owner_unit": _t("共享范围为“本单位”时须写明归属组织。")})


class LessonMixin(ActivityPage):
    """A micro-lesson. A page type adds the rows ``teaches`` and ``prerequisites`` (see ``courses.rows``) and tags."""

    minutes = models.PositiveSmallIntegerField(
        _("分钟"), null=True, validators=[MinValueValidator(1), MaxValueValidator(600)], help_text=_("学员大约要用多久。"),
    )
    tiers = ParentalManyToManyField("lms_people.Tier", verbose_name=_("适用层次"), related_name="+")
    form = models.CharField(_("形式"), max_length=8, choices=Form.choices, default=Form.TEXT)
    completion = models.CharField(
        _("怎样算学完"), max_length=12, choices=Completion.choices, blank=True, help_text=_("不选时按形式：有测验的一种。"),
    )
    free_jump = models.BooleanField(
        _("可以跳着看"), default=False, help_text=_("不勾选时，没看过的部分不能跳过；看过的可以随意回看。")
    )
    must_finish = models.BooleanField(_("须学完"), default=False, help_text=_("已会的人也须学完，不能以测代学。"))
    review_on = models.DateField(_("复核日期"), null=True, blank=True, help_text=_("到这一天请重看内容是否还合时宜。"))
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
            "completion_rule": str(Completion(rule).label),
            "tiers": frozenset(tier.pk for tier in self.tiers.all()),
            "teaches": frozenset((row.competency_id, row.level) for row in self.teaches.all()),
            "prerequisites": frozenset(row.activity_id for row in self.prerequisites.all()),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        try:
            from .player.context import lesson_context
        except ImportError:
            return context
        context["player"] = lesson_context(self, request)
        return context

    def clean(self) -> None:
        super().clean()
        if self.completion and not completion.fits(self.form, self.completion):
            sentences = "、".join(str(Completion(each).label) for each in completion.BY_FORM.get(self.form, ()))
            said = {"form": self.get_form_display(), "sentences": sentences}
            raise ValidationError({"completion": _t("形式为“%(form)s”时可以选：%(sentences)s。") % said})
