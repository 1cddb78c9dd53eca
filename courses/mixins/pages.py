"""What all pages of what is taught share: who may read them, what they say of themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from lms.catalogue.actions.keep import circle_of
from lms.catalogue.models import Activity

from ..forms_of_learning import Recommended
from ..readers import belongs_to
from ..trail import trail_of


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

    def as_activity(self) -> dict[str, Any]:
        """What the catalogue keeps beside what all pages say: fields of ``lms.catalogue.actions.keep.Kept``, minutes at least."""
        raise NotImplementedError

    def after_keeping(self, activity: Activity, *, on: dt.date | None, by: Any) -> None:
        """The activity was written as the published pages say, in the same call."""

    @classmethod
    def after_retiring(cls, activity: Activity, *, on: dt.date | None, by: Any) -> None:
        """No page of the activity is published any more."""


def refuse_circles(page: ActivityPage, **wanted: Any) -> None:
    """ValidationError where the page's activity would need itself or be part of itself, over however many steps."""
    from ..publishing import activity_of

    activity = activity_of(page) if page.pk else None
    if activity is not None and (way := circle_of(activity.pk, **wanted)):
        raise ValidationError(_t("成环：%(way)s") % {"way": " → ".join(way)})
