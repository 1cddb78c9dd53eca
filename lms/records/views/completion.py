"""Enter that several members completed or attended one activity."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from lms.people.models import Member, OrgUnit
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from ..actions import record_completion
from ..forms import CompletionForm

#: Members shown for ticking; a larger scope is narrowed by unit or name first.
SHOWN = 300


class CompletionView(WagtailAdminTemplateMixin, FormView):
    template_name = "lms_records/admin/completion.html"
    page_title = _("登记完成情况")
    header_icon = "check"
    form_class = CompletionForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, ADMIN_ROLES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def form_valid(self, form: CompletionForm) -> Any:
        data = form.cleaned_data
        outcome = record_completion(
            member_ids=[member.pk for member in data["members"]], activity=data["activity"], day=data["day"],
            reason=data["reason"], by=self.request.user,
        )
        if outcome.created:
            text = ngettext("已登记 %(number)s 名学员。", "已登记 %(number)s 名学员。", outcome.created)
            messages.success(self.request, text % {"number": outcome.created})
        if outcome.same:
            messages.info(self.request, _t("%(number)s 名学员此前已登记过，没有重复登记。") % {"number": outcome.same})
        if outcome.conflicts:
            ids = [fact.member_id for fact, _id in outcome.conflicts]
            shown = "、".join(Member.objects.filter(pk__in=ids).values_list("name", flat=True))
            text = _t("以下学员当日已有内容不同的登记，没有改动，如有错请更正原记录：%(names)s")
            messages.warning(self.request, text % {"names": shown})
        return redirect(self.request.get_full_path())

    def units(self) -> Any:
        return OrgUnit.objects.for_user(self.request.user)

    def members(self) -> Any:
        """Members in scope, narrowed by unit and by a part of name or code."""
        members = Member.objects.for_user(self.request.user).present().select_related("branch").order_by("branch__path", "code")
        unit = self.request.GET.get("unit", "")
        if unit.isdigit():
            chosen = self.units().filter(pk=unit).first()
            members = members.in_unit(chosen) if chosen else members.none()
        if query := self.request.GET.get("q", "").strip():
            members = members.filter(name__icontains=query) | members.filter(code__icontains=query)
        return members

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        members = list(self.members()[: SHOWN + 1])
        ticked = set(context["form"].data.getlist("members")) if context["form"].is_bound else set()
        return {
            **context, "media": context["form"].media, "members": members[:SHOWN], "more": len(members) > SHOWN, "shown": SHOWN,
            "units": self.units(), "unit": self.request.GET.get("unit", ""), "query": self.request.GET.get("q", ""),
            "ticked": ticked,
        }
