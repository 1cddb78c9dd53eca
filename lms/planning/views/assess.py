"""登记等级: one member, one competency, the level seen; for those whom no plan makes wait."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from lms.competencies.models import Competency
from lms.core import clock
from lms.core.states import State
from lms.people.models import Member
from lms.people.viewsets import RoleView
from lms.records.observing import Seen
from lms.records.queries import Level, levels_on

from ..awaiting import enter_seen
from ..forms import LevelForm, level_name
from ..queries import NoPlan, case_of
from .telling import tell

#: Members found by a name; more are found by a longer one.
SHOWN = 30


class FindView(RoleView, TemplateView):
    """Whose level? A part of the name or the number is enough."""

    template_name = "lms_planning/admin/assess_find.html"
    page_title = _("登记能力等级")
    header_icon = "user"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").strip()[:40]
        found: list[Member] = []
        if query:
            rows = Member.objects.for_user(self.request.user).present().exclude(user_id=self.request.user.pk)
            rows = rows.filter(Q(name__icontains=query) | Q(code__icontains=query))
            found = list(rows.select_related("branch").order_by("branch__path", "code")[: SHOWN + 1])
        return super().get_context_data(query=query, found=found[:SHOWN], more=len(found) > SHOWN, shown=SHOWN, **kwargs)


class OneMember(RoleView):
    """Screens about one member of the scope; a foreign one, and oneself, is not found."""

    header_icon = "user"

    @cached_property
    def member(self) -> Member:
        rows = Member.objects.for_user(self.request.user).present().exclude(user_id=self.request.user.pk)  # type: ignore[attr-defined]
        return get_object_or_404(rows.select_related("branch"), pk=self.kwargs["member"])  # type: ignore[attr-defined]

    @cached_property
    def held(self) -> dict[int, Level]:
        return levels_on([self.member.pk], clock.today())[self.member.pk]

    @cached_property
    def asked(self) -> dict[int, int]:
        """Levels that the member's posts and further requirements ask, by competency."""
        try:
            return dict(case_of(self.member).demand.required)
        except NoPlan:
            return {}

    def now(self, competency: int) -> str:
        mine = self.held.get(competency)
        return str(State.UNASSESSED.word) if mine is None else level_name(mine.level)

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("lms_assess:index"), "label": FindView.page_title}]


class MemberView(OneMember, TemplateView):
    """Which competency? What the posts ask stands first."""

    template_name = "lms_planning/admin/assess_member.html"

    @property
    def page_title(self) -> str:
        return str(self.member)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        for one in Competency.objects.select_related("domain").order_by("domain__sort_order", "domain__code", "code"):
            wanted = self.asked.get(one.pk)
            row = {"competency": one, "now": self.now(one.pk), "wanted": level_name(wanted) if wanted else ""}
            (asked if wanted else others).append(row)
        return super().get_context_data(**{**kwargs, "member": self.member, "asked": asked, "others": others})


class AssessView(OneMember, FormView):
    """Which level?"""

    template_name = "lms_planning/admin/assess.html"
    form_class = LevelForm

    @cached_property
    def competency(self) -> Competency:
        found = Competency.objects.filter(pk=self.kwargs["competency"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def page_title(self) -> str:
        return self.competency.name

    def get_trail(self) -> list[dict[str, Any]]:
        mine = reverse("lms_assess:member", args=[self.member.pk])
        return [*super().get_trail(), {"url": mine, "label": str(self.member)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user, "competency": self.competency}

    def form_valid(self, form: LevelForm) -> Any:
        level, day = form.cleaned_data["level"], form.cleaned_data["day"]
        reached = level >= self.asked.get(self.competency.pk, 1)
        seen = [Seen(self.member.pk, level, reached)]
        try:
            outcome = enter_seen(competency=self.competency, seen=seen, day=day, by=self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        values = {"name": self.member.name, "what": self.competency, "level": level_name(level)}
        tell(self.request, outcome, _t("已登记：%(name)s“%(what)s”为“%(level)s”。") % values)
        return redirect("lms_assess:member", self.member.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.asked.get(self.competency.pk)
        return super().get_context_data(
            member=self.member, competency=self.competency, now=self.now(self.competency.pk),
            wanted=level_name(wanted) if wanted else "", **kwargs,
        )  # fmt: skip
