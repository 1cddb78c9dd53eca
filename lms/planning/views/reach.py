"""谁会学到: the figures of one lesson, as a page and as a part of another page, and the names within one's own scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from lms.catalogue.models import Activity
from lms.catalogue.snapshot import Lesson
from lms.core import clock
from lms.people.models import Member
from lms.people.roles import ADMIN_ROLES, ALL_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets import RoleView

from .. import reach, wording_reach
from ..reach import Reach, reach_of
from ..world import world_on

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """The lesson: as it stands (``draft`` None), or as somebody is writing it. ``note`` says as of when."""

    title: str
    activity: Activity | None
    draft: Lesson | None = None
    note: str = ""
    back: str = ""


class ReachView(RoleView, TemplateView):
    """``?part=1``: only the figures, for a panel; ``?show=gap``: with the names of that group."""

    roles = ALL_ROLES
    header_icon = "group"
    page_title = _("谁会学到")

    def get_template_names(self) -> list[str]:
        name = "_reach.html" if self.request.GET.get("part") else "reach.html"
        return [f"lms_planning/admin/{name}"]

    @cached_property
    def subject(self) -> Subject:
        raise NotImplementedError

    def members(self) -> QuerySet[Member]:
        """A trainer is shown the members of the units for which he or she teaches, and no others."""
        return Member.objects.for_user(self.request.user, ALL_ROLES)

    @cached_property
    def found(self) -> Reach:
        activity = self.subject.activity
        return reach_of(self.members(), lesson=activity.pk if activity else reach.NEW, draft=self.subject.draft)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, subject = self.found, self.subject
        lesson = self.lesson()
        context = {
            "subject": subject, "found": found, "groups": self.groups(), "address": self.request.path,
            "reasons": self.reasons() if not found.places[reach.GAP] else [],
            "done": found.count(reach.DONE), "note": subject.note,
            "sampled": wording_reach.sampled(found.reckoned) if found.sampled else "",
            "warnings": self.warnings(lesson) if lesson else [],
            "compulsory": self.may_require(), **self.people(),
        }  # fmt: skip
        return super().get_context_data(**{**context, **kwargs})

    def lesson(self) -> Lesson | None:
        if self.subject.draft is not None:
            return self.subject.draft
        activity = self.subject.activity
        return world_on(clock.today()).catalogue.lessons.get(activity.pk) if activity else None

    @staticmethod
    def warnings(lesson: Lesson) -> list[str]:
        said = [] if lesson.teaches else [wording_reach.nothing_taught()]
        return said if lesson.tiers else [*said, wording_reach.no_tiers()]

    def groups(self) -> list[dict[str, Any]]:
        words = wording_reach.group_words()
        return [
            {"key": key, "word": words[key][0], "why": words[key][1], "count": self.found.count(key), "ids": self.found.ids[key]}
            for key in reach.GROUPS
        ]

    def reasons(self) -> list[str]:
        lessons = {*self.found.instead, *self.found.missing}
        titles = dict(Activity.objects.filter(pk__in=lessons).values_list("pk", "title")) if lessons else {}
        return wording_reach.reasons(self.found, titles)

    def may_require(self) -> bool:
        """Whether the link to making it compulsory is of use: an administrator, and a lesson that is offered."""
        activity = self.subject.activity
        return activity is not None and activity.published and has_role(self.request.user, ADMIN_ROLES)

    def people(self) -> dict[str, Any]:
        show = self.request.GET.get("show", "")
        if show not in reach.GROUPS or self.request.GET.get("part"):
            return {}
        rows = self.members().filter(pk__in=self.found.ids[show]).select_related("branch").order_by("branch__path", "code")
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        return {"page": page, "show": show, "shown": wording_reach.group_words()[show][0]}


class ActivityReachView(ReachView):
    """Of a lesson as it stands in the catalogue."""

    @cached_property
    def subject(self) -> Subject:
        rows = Activity.objects.for_user(self.request.user).filter(kind__in=reach.KINDS)
        activity = get_object_or_404(rows, pk=self.kwargs["pk"])
        return Subject(activity.title, activity, note="" if activity.published else _t("这一课现在没有发布。"))
