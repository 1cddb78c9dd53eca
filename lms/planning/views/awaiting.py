"""待确认: which levels are awaited, by whom; tick and confirm, or say what was seen instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.views.generic import TemplateView

from lms.competencies.models import Competency
from lms.core import clock
from lms.core.posted import keys
from lms.core.states import State
from lms.people.models import Member
from lms.people.viewsets import RoleView
from lms.records.observing import Seen
from lms.records.queries import levels_on

from .. import awaiting_queries as ask
from ..awaiting import enter_seen
from ..forms import REACHED, SeenForm, WhoForm, level_name
from ..models import Awaiting
from .telling import tell

A_PAGE = 50
#: So many are confirmed at a time; further ones are confirmed after them.
MOST = 2000


class NarrowedView(RoleView, TemplateView):
    """Both screens: what is awaited in the scope, narrowed by unit and name."""

    header_icon = "tick-inverse"

    @cached_property
    def who(self) -> WhoForm:
        form = WhoForm(self.request.GET or {}, for_user=self.request.user)
        if not form.is_valid():
            raise Http404  # a unit of others is nowhere
        return form

    @cached_property
    def behind(self) -> int:
        return ask.bring_up_to_date(self.request.user)

    def rows(self) -> Any:
        rows, chosen = ask.awaiting_for(self.request.user), self.who.cleaned_data
        if chosen["unit"]:
            rows = rows.filter(member__branch__path__startswith=chosen["unit"].path)
        if name := chosen["q"].strip():
            rows = rows.filter(
                member__in=Member.objects.filter(name__icontains=name) | Member.objects.filter(code__icontains=name)
            )
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = {key: value for key, value in self.request.GET.items() if key in ("unit", "q", "looked") and value}
        return super().get_context_data(who=self.who, behind=self.behind, chosen=urlencode(chosen), **kwargs)


class AwaitingView(NarrowedView):
    """The levels that are awaited, each with its number of members."""

    template_name = "lms_planning/admin/awaiting.html"
    page_title = State.AWAITING.word

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.behind  # noqa: B018 - first brings the list up to date
        found = ask.groups(self.rows())
        shown = found if self.who.cleaned_data["looked"] else [one for one in found if one.members]
        listed = [{"group": one, "word": level_name(one.level), "text": one.competency.sentence(one.level)} for one in shown]
        return super().get_context_data(groups=listed, looked=sum(one.looked for one in found), **kwargs)


class LevelView(NarrowedView):
    """The members who await one level. POST confirms those ticked, or says what was seen of them."""

    template_name = "lms_planning/admin/awaiting_level.html"

    @cached_property
    def competency(self) -> Competency:
        return get_object_or_404(Competency, pk=self.kwargs["competency"])

    @property
    def level(self) -> int:
        level: int = self.kwargs["level"]
        if not 1 <= level <= 4:
            raise Http404
        return level

    @property
    def page_title(self) -> str:  # type: ignore[override]
        return _t("%(competency)s · %(level)s") % {"competency": self.competency, "level": level_name(self.level)}

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("lms_awaiting:index"), "label": AwaitingView.page_title}]

    def rows(self) -> Any:
        rows = super().rows().filter(competency=self.competency, level=self.level).select_related("member__branch")
        if not self.who.cleaned_data["looked"]:
            rows = rows.filter(looked_on__isnull=True)
        return rows.order_by("member__branch__path", "member__code")

    def get_form(self, data: Any = None) -> SeenForm:
        return SeenForm(data, for_user=self.request.user, competency=self.competency, level=self.level)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.behind  # noqa: B018
        page = Paginator(self.rows(), A_PAGE).get_page(self.request.GET.get("p"))
        context = {
            "word": level_name(self.level), "sentence": self.competency.sentence(self.level),
            "looked_at": self.competency.get_evidence_type_display(), "page": page, "people": self._people(page.object_list),
            "looked": super().rows().filter(competency=self.competency, level=self.level, looked_on__isnull=False).count(),
            "form": self.get_form(), "ticked": set(),
        }  # fmt: skip
        return super().get_context_data(**{**context, **kwargs})

    def _people(self, rows: Sequence[Awaiting]) -> list[dict[str, Any]]:
        """Each with the level held and the lessons done. Two queries for the page."""
        ids = [row.member_id for row in rows]
        held, lessons = levels_on(ids, clock.today()), ask.learned(ids, self.competency)
        found = []
        for row in rows:
            now = held[row.member_id].get(self.competency.pk)
            word = str(State.UNASSESSED.word) if now is None else level_name(now.level)
            found.append({"row": row, "now": word, "lessons": lessons.get(row.member_id, [])})
        return found

    # ---- entering

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        form = self.get_form(request.POST)
        members, problem = self._wanted()
        if not form.is_valid() or problem:
            if problem:
                form.add_error(None, problem)
            return self.render_to_response(self.get_context_data(form=form, ticked=set(request.POST.getlist("members"))))
        try:
            outcome = enter_seen(
                competency=self.competency, seen=self._seen(form, members), day=form.cleaned_data["day"], by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form))
        tell(request, outcome, self._done(form, outcome.created))
        return redirect(self._back())

    def _wanted(self) -> tuple[list[int], str]:
        """Who was ticked, and why that does not do. 404, before anything is written, where one lies outside the scope."""
        posted = self.request.POST
        if posted.get("all"):
            ids = list(self.rows().values_list("member_id", flat=True)[: MOST + 1])
            if str(len(ids)) != posted.get("expected") and len(ids) <= MOST:
                return [], _t("名单已有变化，现在是 %(number)s 人，请核对后再确认。") % {"number": len(ids)}
            return ids[:MOST], ""
        wanted = keys(posted.getlist("members"))
        reachable = Member.objects.for_user(self.request.user).present().filter(pk__in=wanted)
        if len(wanted) > MOST or reachable.count() != len(wanted):
            raise Http404
        return sorted(wanted), "" if wanted else _t("请至少勾选一人。")

    def _seen(self, form: SeenForm, members: Sequence[int]) -> list[Seen]:
        if form.cleaned_data["outcome"] == REACHED:
            return [Seen(pk, self.level) for pk in members]
        if (level := form.seen_level) is not None:
            return [Seen(pk, level, reached=False) for pk in members]
        held = levels_on(members, form.cleaned_data["day"])
        present = {pk: mine[self.competency.pk].level if self.competency.pk in mine else 0 for pk, mine in held.items()}
        return [Seen(pk, min(level, self.level - 1), reached=False) for pk, level in present.items()]

    def _done(self, form: SeenForm, number: int) -> str:
        values = {"number": number, "what": self.page_title}
        if form.cleaned_data["outcome"] == REACHED:
            return _t("已确认 %(number)s 人达到“%(what)s”。") % values
        return _t("已登记 %(number)s 人暂未达到“%(what)s”。") % values

    def _back(self) -> str:
        """Further members of this level, or what else is awaited."""
        if self.rows().exists():
            return self.request.get_full_path()
        return reverse("lms_awaiting:index")
