"""Courses and tracks: what is made of lessons."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField

from lms.catalogue.models import Activity
from lms.requirements.actions import Audience, LineData, ask_audience, stop_asking
from lms.requirements.models import Line, RequirementSet

from .pages import ActivityPage, refuse_circles


class WholeMixin(ActivityPage):
    """What is made of lessons in their order. A page type adds the rows ``parts`` (see ``courses.rows``)."""

    search_fields: ClassVar[list[Any]] = [*ActivityPage.search_fields]
    api_fields: ClassVar[list[Any]] = [*ActivityPage.api_fields, APIField("parts")]
    told_by: ClassVar[tuple[str, ...]] = ("intro",)

    class Meta:
        abstract = True

    def as_activity(self) -> dict[str, Any]:
        made_of = [row.activity for row in self.parts.all()]
        return {"minutes": sum(each.minutes for each in made_of), "parts": tuple(each.pk for each in made_of)}

    def clean(self) -> None:
        super().clean()
        refuse_circles(self, parts=[row.activity_id for row in self.parts.all()])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..parts import parts_for

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["made_of"] = parts_for(self, request)
        return context


class TrackMixin(WholeMixin):
    """A learning track: its parts for an audience, asked until a day, on demand or of everybody."""

    activity_kind: ClassVar[str] = Activity.Kind.TRACK

    mode = models.CharField(
        _("方式"), max_length=10, choices=RequirementSet.Mode.choices, default=RequirementSet.Mode.ON_DEMAND,
        help_text=_("按需：只学自己缺的，已会的显示“已掌握”。全员必学：每个人都要学完，由管理员决定。"),
    )
    audience_tiers = ParentalManyToManyField("lms_people.Tier", verbose_name=_("层次"), blank=True, related_name="+")
    audience_categories = ParentalManyToManyField(
        "lms_people.MemberCategory", verbose_name=_("人员类别"), blank=True, related_name="+"
    )
    audience_posts = ParentalManyToManyField("lms_people.Post", verbose_name=_("岗位"), blank=True, related_name="+")
    audience_units = ParentalManyToManyField(
        "lms_people.OrgUnit", verbose_name=_("组织（含下级）"), blank=True, related_name="+"
    )
    due_on = models.DateField(_("截止日期"), null=True, blank=True, help_text=_("到这一天应当学完。可以不填。"))

    api_fields: ClassVar[list[Any]] = [*WholeMixin.api_fields, APIField("mode"), APIField("due_on")]

    class Meta:
        abstract = True

    @property
    def audience(self) -> Audience:
        return Audience(
            tiers=_ids(self.audience_tiers), categories=_ids(self.audience_categories), posts=_ids(self.audience_posts),
            units=_ids(self.audience_units),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["audience"] = self.audience_words()
        return context

    def audience_words(self) -> str:
        """Whom the track is for, in words. Four queries."""
        facets = (self.audience_tiers, self.audience_categories, self.audience_posts, self.audience_units)
        named = ["、".join(str(row) for row in rows.all()) for rows in facets]
        return "；".join(filter(None, named)) or _t("还没有选对象")

    def after_keeping(self, activity: Activity, *, on: dt.date | None, by: Any) -> None:
        """The track asks its audience from the day of publishing on; see ``lms.requirements.actions.audiences``."""
        line = LineData(Line.Kind.ACTIVITY, activity_id=activity.pk, due_on=self.due_on)
        ask_audience(
            kind=RequirementSet.Kind.TRACK, source_code=activity.code, name=self.title, mode=self.mode,
            audience=self.audience, lines=[line], on=on, owner_unit=self.owner_unit, by=by,
        )

    @classmethod
    def after_retiring(cls, activity: Activity, *, on: dt.date | None, by: Any) -> None:
        stop_asking(kind=RequirementSet.Kind.TRACK, source_code=activity.code, on=on, by=by)


def _ids(rows: Any) -> frozenset[int]:
    return frozenset(row.pk for row in rows.all())
