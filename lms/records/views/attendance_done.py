"""What came of it: who was entered, who was there already, who is left, and the hours that followed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from lms.catalogue.models import Activity
from lms.people.models import Member
from lms.people.viewsets import RoleView

from ..attendance import entered_on, gains

#: The key in the session under which the last entry is kept: ids only.
REMEMBERED = "lms_attendance"


class DoneView(RoleView, TemplateView):
    template_name = "lms_records/admin/attendance_done.html"
    page_title = _("登记结果")
    header_icon = "check"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        said = request.session.get(REMEMBERED)
        if said is None or not Activity.objects.filter(pk=said["activity"]).exists():
            return self.render_to_response(self.get_context_data(activity=None))
        return self.render_to_response(self.get_context_data(**self._told(said)))

    def _told(self, said: dict[str, Any]) -> dict[str, Any]:
        """Eight queries, however many members."""
        activity, day = Activity.objects.get(pk=said["activity"]), dt.date.fromisoformat(said["day"])
        refused, new = dict(said["refused"]), set(said["records"])
        wanted = {*said["members"], *said["unticked"]}
        rows = Member.objects.for_user(self.request.user).filter(pk__in=wanted).select_related("branch")
        members = {row.pk: row for row in rows.order_by("branch__path", "code")}
        record_of = {pk: record for pk, record in entered_on(wanted, activity, day).items() if pk in members}
        gained = gains(record_of, day.year)
        told = [
            {"member": members[pk], "record": record, "gains": gained.get(pk, []), "is_new": record in new}
            for pk in members
            if (record := record_of.get(pk)) and pk not in refused
        ]
        return {
            "activity": activity, "day": day, "year": day.year, "back": said["back"],
            "entered": [one for one in told if one["is_new"]], "already": [one for one in told if not one["is_new"]],
            "refused": [{"member": members[pk], "record": record} for pk, record in refused.items() if pk in members],
            "unticked": [members[pk] for pk in said["unticked"] if pk in members and pk not in record_of],
        }  # fmt: skip
