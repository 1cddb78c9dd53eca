"""Adopt the starter set with one button, later confirm that it fits with another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from lms.people.roles import COMMITTEE_ROLES
from lms.people.viewsets import RoleView

from .. import starter
from ..actions import adopt_starter_set, check_starter_set

#: Clashing codes shown.
NAMED = 12


class StarterView(RoleView, TemplateView):
    """POST ``do=adopt`` or ``do=check``."""

    template_name = "lms_requirements/admin/starter.html"
    page_title = _("示例标准")
    header_icon = "tasks"
    roles = COMMITTEE_ROLES

    def post(self, request: Any) -> Any:
        try:
            if request.POST.get("do") == "check":
                check_starter_set(by=request.user)
                messages.success(request, _t("已确认核对，不再标注“示例标准”。"))
            else:
                adopt_starter_set(by=request.user)
                messages.success(request, _t("已采用示例标准。请逐项核对，改成本单位的要求。"))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("lms_starter:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        adopted = starter.adopted()
        taken = [] if adopted else starter.clashes()
        return super().get_context_data(
            adopted=adopted, counts=starter.counts(), taken=taken[:NAMED], taken_count=len(taken), **kwargs
        )
