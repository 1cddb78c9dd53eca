"""The list of steps as a page of its own, and the confirmation before the site is opened."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ... import opening
from ...models import Opening
from ..panel import steps_context

LIST_TITLE = _("开通清单")


class PreparingView(WagtailAdminTemplateMixin, TemplateView):
    """For those who prepare the site; everybody else is turned away."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not opening.may_prepare(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = {"url": reverse("lms_opening:index"), "label": LIST_TITLE}
        return [*self.breadcrumbs_items, first, {"url": "", "label": self.page_title}]


class IndexView(PreparingView):
    template_name = "lms_core/admin/opening.html"
    page_title = LIST_TITLE
    header_icon = "list-ol"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = Opening.objects.select_related("by").first()
        return super().get_context_data(opened=opened, **steps_context(), **kwargs)


class OpenView(PreparingView):
    """Shows once more what is not done, then opens."""

    template_name = "lms_core/admin/open.html"
    page_title = _("开放")
    header_icon = "view"

    def post(self, request: Any) -> Any:
        if opening.open_site(by=request.user):
            messages.success(request, _t("培训平台已向学员开放。"))
        else:
            messages.info(request, _t("此前已经开放，无需再次操作。"))
        return redirect("lms_opening:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [line for line in opening.checklist() if line.step.key != "open"]
        missing = [line for line in lines if line.state != opening.State.DONE]
        return super().get_context_data(missing=missing, is_open=Opening.objects.exists(), **kwargs)
