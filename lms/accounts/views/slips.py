"""登录单 in the admin: choose a unit, tick persons, and get paper or a sheet, once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.generic import View
from wagtail.admin import messages

from lms.core import conf
from lms.core.posted import key, keys
from lms.people.models import Member
from lms.people.roles import ADMIN_ROLES
from lms.people.viewsets import RoleView

from .. import qr
from ..actions.slips import Batch, make_slips
from ..forms_admin import ChooseForm
from ..queries import has_password, members_to_give
from ..site import address, site_name
from ..slip_sheet import workbook

#: So many at a time: a form of so many ticks passes Django's default limit of fields, and a batch is printed in one go.
MOST = 500
A_PAGE = 6


@method_decorator(never_cache, name="dispatch")
class SlipsView(RoleView, View):
    template_name = "lms_accounts/admin/slips.html"
    page_title = _("登录单")
    header_icon = "password"

    @cached_property
    def reachable(self) -> Any:
        rows = Member.objects.for_user(self.request.user, ADMIN_ROLES).present()
        return rows.select_related("branch", "user", "sign_in_slip").order_by("branch__path", "code")

    # ---- choosing

    def get(self, request: Any) -> Any:
        only = self._only()
        form = ChooseForm(request.GET or None, for_user=request.user)
        if only is None and request.GET.get("unit") and not form.is_valid():
            raise Http404  # a unit of others is nowhere
        rows = [only] if only else self._listed(form)
        told = [self._told(member) for member in rows[:MOST]]
        context = self.get_context_data(
            form=form, only=only, people=[one for one in told if only or not one["set"]], too_many=len(rows) > MOST, most=MOST,
            with_password=[one for one in told if one["set"] and not only],
            asked=bool(only or form.is_bound), days=conf.get("SLIP_DAYS"), address=address(request),
        )  # fmt: skip
        return self.render_to_response(context)

    def _only(self) -> Member | None:
        """The member whose page led here; 404 for those of others."""
        wanted = self.request.GET.get("member", "")
        if not wanted:
            return None
        found = self.reachable.filter(pk=key(wanted)).first()
        if found is None:
            raise Http404
        return found

    def _listed(self, form: ChooseForm) -> list[Member]:
        if not form.is_bound or not form.is_valid():
            return []
        data = form.cleaned_data
        return list(members_to_give(self.reachable.in_unit(data["unit"]), data["who"])[: MOST + 1])

    def _told(self, member: Member) -> dict[str, Any]:
        """What the list says of a person: the need for a slip, and nothing of when somebody was here."""
        slip = getattr(member, "sign_in_slip", None)
        state = _t("已设密码") if has_password(member) else _t("还没有设密码") if member.user_id else _t("尚无账号")
        valid = slip is not None and slip.expires_at > timezone.now()
        return {"member": member, "state": state, "until": slip.expires_at if valid else None, "set": has_password(member)}

    # ---- making

    @method_decorator(sensitive_variables())
    def post(self, request: Any) -> Any:
        wanted = keys(request.POST.getlist("member"))
        if len(wanted) > MOST:
            raise Http404
        rows = list(self.reachable.filter(pk__in=wanted))
        if {member.pk for member in rows} != wanted:
            raise Http404
        if not rows:
            messages.warning(request, _t("请至少勾选一人。"))
            return redirect(request.get_full_path())
        batch = make_slips(members=rows, by=request.user)
        batch.slips.sort(key=lambda slip: (slip.member.branch.path, slip.member.code))
        return self._sheet(batch) if request.POST.get("as") == "sheet" else self._paper(batch)

    def _paper(self, batch: Batch) -> HttpResponse:
        where = address(self.request)
        slips = batch.slips
        context = {
            "pages": [slips[at : at + A_PAGE] for at in range(0, len(slips), A_PAGE)], "count": len(slips),
            "refused": batch.refused, "site_name": site_name(self.request), "address": where,
            "qr": qr.svg(where + reverse("account_login")), "back": self.request.get_full_path(),
        }  # fmt: skip
        return render(self.request, "lms_accounts/slips.html", context)

    def _sheet(self, batch: Batch) -> HttpResponse:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(workbook(batch, address(self.request)), content_type=kind)
        name = f"{_t('登录单')}-{timezone.localdate().isoformat()}.xlsx"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
