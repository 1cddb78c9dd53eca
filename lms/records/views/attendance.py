"""登记参加: who took part in a lesson on a day. Everybody of a unit is listed and ticked; who was absent is unticked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from lms.core.posted import key, keys
from lms.people.models import Member
from lms.people.viewsets import RoleView

from ..actions import record_completion
from ..attendance import Pasted, entered_on, expected_hours, read_pasted
from ..forms import EnterForm, RegisterForm
from .attendance_done import REMEMBERED

#: So many at a time: a form of so many ticks passes Django's default limit of fields.
MOST = 500


class AttendanceView(RoleView, TemplateView):
    """GET chooses lesson, day and unit (or one member) and lists; POST ticks by a pasted list, or enters."""

    template_name = "lms_records/admin/attendance.html"
    page_title = _("登记参加学习")
    header_icon = "check"

    # ---- who is listed

    @property
    def in_sight(self) -> Any:
        return Member.objects.for_user(self.request.user).present()

    @cached_property
    def form(self) -> RegisterForm:
        asked = self.request.GET.get("activity") or self.request.GET.get("find")
        data = self.request.GET if asked else None
        initial = {"member": self.only.pk} if self.only else {}
        return RegisterForm(data, for_user=self.request.user, initial=initial)

    @cached_property
    def only(self) -> Member | None:
        """The member whose page led here; 404 for those of others."""
        wanted = self.request.GET.get("member", "")
        if not wanted:
            return None
        found = self.in_sight.filter(pk=key(wanted)).first()
        if found is None:
            raise Http404
        return found

    def listed(self, also: Collection[int] = ()) -> list[Member]:
        """Members of the unit (or the one) and those in ``also``, by branch; one more than may be entered at a time."""
        data = getattr(self.form, "cleaned_data", {})
        found = self.in_sight.filter(pk__in=also)
        if self.only:
            found |= self.in_sight.filter(pk=self.only.pk)
        elif data.get("unit"):
            found |= self.in_sight.in_unit(data["unit"])
        return list(found.select_related("branch").order_by("branch__path", "code")[: MOST + 1])

    # ---- showing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form
        context: dict[str, Any] = {"form": form, "only": self.only, "most": MOST, "people": [], "enter": None}
        if form.is_bound and form.is_valid():
            context |= self._list(kwargs.pop("ticked", None), kwargs.get("pasted"))
        return super().get_context_data(**{**context, **kwargs})

    def _list(self, ticked: set[int] | None, pasted: Pasted | None) -> dict[str, Any]:
        data = self.form.cleaned_data
        rows = self.listed(ticked or ())
        entered = entered_on([row.pk for row in rows], data["activity"], data["day"])
        if ticked is None:
            ticked = set() if self.request.GET.get("start") == "none" else {row.pk for row in rows}
        people = [{"member": row, "entered": row.pk in entered, "ticked": row.pk in ticked} for row in rows[:MOST]]
        return {
            "people": people, "too_many": len(rows) > MOST, "activity": data["activity"], "day": data["day"],
            "enter": EnterForm(for_user=self.request.user, initial={"reason": "helper" if self.only else "register"}),
            "hours": expected_hours(data["activity"], data["day"]).items(), "pasted": pasted,
            "left": sum(not one["entered"] for one in people), "without": self._address(start="none"),
            "everybody": self._address(start=""),
        }  # fmt: skip

    def _address(self, **changed: str) -> str:
        kept = {key: value for key, value in self.request.GET.items() if key != "csrfmiddlewaretoken"}
        return "?" + urlencode({key: value for key, value in {**kept, **changed}.items() if value})

    # ---- entering

    def post(self, request: Any) -> Any:
        ticked = self._ticked()
        if request.POST.get("do") == "paste":
            return self._paste(ticked)
        form = EnterForm(request.POST, for_user=request.user)
        if not form.is_valid() or not ticked:
            if not ticked:
                form.add_error(None, _t("请至少勾选一人。"))
            return self.render_to_response(self.get_context_data(enter=form, ticked=ticked))
        data = form.cleaned_data
        outcome = record_completion(
            member_ids=ticked, activity=data["activity"], day=data["day"], reason=data["reason"], by=request.user
        )
        refused = {fact.member_id: record for fact, record in outcome.conflicts}
        request.session[REMEMBERED] = {
            "activity": data["activity"].pk, "day": data["day"].isoformat(), "created": outcome.created, "same": outcome.same,
            "members": sorted(ticked), "refused": sorted(refused.items()), "unticked": self._unticked(ticked),
            "back": request.get_full_path(), "records": outcome.record_ids,
        }  # fmt: skip
        return redirect("lms_completion:done")

    def _ticked(self) -> set[int]:
        """404, before anything is written, where one lies outside the scope."""
        wanted = keys(self.request.POST.getlist("members"))
        if len(wanted) > MOST or self.in_sight.filter(pk__in=wanted).count() != len(wanted):
            raise Http404
        return wanted

    def _unticked(self, ticked: Collection[int]) -> list[int]:
        if not (self.form.is_bound and self.form.is_valid()):
            return []
        return [row.pk for row in self.listed()[:MOST] if row.pk not in ticked]

    def _paste(self, ticked: set[int]) -> Any:
        """Those named in the pasted list are ticked, and nobody else; named ones of elsewhere in the scope are listed too."""
        if not (self.form.is_bound and self.form.is_valid()):
            return redirect(self.request.get_full_path())
        pasted = read_pasted(self.request.POST.get("list", ""), self.in_sight, [row.pk for row in self.listed()])
        if not pasted.found:
            messages.warning(self.request, _t("粘贴的名单里没有找到学员，勾选没有改动。"))
        wanted = pasted.found or ticked
        return self.render_to_response(self.get_context_data(pasted=pasted, ticked=wanted))


def deeds(row: Any, user: Any) -> list[dict[str, Any]]:
    """Hook ``register_lms_deeds``: a button on a member's page."""
    if not isinstance(row, Member) or not Member.objects.for_user(user).present().filter(pk=row.pk).exists():
        return []
    return [{"url": reverse("lms_completion:index") + f"?member={row.pk}", "label": _("登记参加学习")}]
