"""What the pages of 表格 share: who may come in, whose upload it is, the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ...sheets import registry
from ..models import Upload

TITLE = _("表格")


def uploadable(user: Any) -> list[registry.SheetSpec]:
    """Sheets that ``user`` may upload."""
    return [spec for spec in registry.sheets() if registry.may_upload(user, spec)]


def exportable(user: Any) -> list[registry.SheetSpec]:
    """Sheets that ``user`` may download as they stand."""
    return [spec for spec in registry.sheets() if registry.may_export(user, spec)]


class Gate(View):
    """For whoever may upload or download some sheet; everybody else is turned away."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not (uploadable(request.user) or exportable(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OwnUpload(Gate):
    """One's own upload; a foreign one answers 404."""

    upload: Upload

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.upload = get_object_or_404(Upload, pk=kwargs["pk"], by=request.user)


class SheetsPage(WagtailAdminTemplateMixin, Gate, TemplateView):
    """A page of 表格."""

    header_icon = "table"
    page_title = TITLE

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = [] if self.page_title == TITLE else [{"url": reverse("lms_sheets:index"), "label": TITLE}]
        return [*self.breadcrumbs_items, *first, {"url": "", "label": self.page_title}]


class UploadPage(OwnUpload, SheetsPage):
    """A page about one upload."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = list(self.upload.files.defer("content"))
        return super().get_context_data(upload=self.upload, files=files, **kwargs)
