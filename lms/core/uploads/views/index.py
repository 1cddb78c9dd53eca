"""表格: choose files, go on with what was begun, download what is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ... import conf
from ...sheets.exporting import columns_of, heading_of
from ...sheets.files import EXTENSIONS
from ...sheets.registry import SheetSpec
from .. import actions
from ..findings import title_of
from ..models import StagedFile, Upload
from .base import SheetsPage, exportable, uploadable


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class SheetsField(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(SheetsField, self).clean(one, initial) for one in (data or [None])]


class SheetsForm(forms.Form):
    files = SheetsField(
        label=_("表格文件"),
        widget=ManyFiles(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=_("可以一次选几个。XLSX、XLS 或 CSV。"),
        error_messages={"required": _("请先选择文件。"), "empty": _("文件是空的，请重新导出。")},
    )


class IndexView(SheetsPage):
    """POST with files keeps them and starts the check."""

    template_name = "lms_core/admin/sheets.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=SheetsForm()))

    def post(self, request: Any) -> Any:
        form = SheetsForm(request.POST, request.FILES)
        if form.is_valid() and uploadable(request.user):
            try:
                upload = actions.stage(form.cleaned_data["files"], by=request.user)
            except ValidationError as problem:
                form.add_error("files", problem)
            else:
                return redirect("lms_sheets:upload", upload.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may_upload = {spec.name for spec in uploadable(user)}
        may_export = {spec.name for spec in exportable(user)}
        sheets = [
            {
                "name": spec.name, "title": spec.title, "may_export": spec.name in may_export,
                "may_upload": spec.name in may_upload, "needed": _needed(spec),
            }
            for spec in uploadable(user) + [spec for spec in exportable(user) if spec.name not in may_upload]
        ]  # fmt: skip
        return super().get_context_data(
            sheets=sheets, may_upload=bool(may_upload), begun=begun(user), days=conf.get("UPLOAD_DAYS"), **kwargs
        )


def _needed(spec: SheetSpec) -> list[str]:
    """The headings that must be there, as they stand in the empty sheet."""
    shown = dict(columns_of(spec))
    return [shown.get(group[0].field) or heading_of(group[0]) for group in spec.needed_groups()]


def begun(user: Any) -> list[dict[str, Any]]:
    """The last uploads of ``user``, without the bytes of their files. Two queries."""
    files = Prefetch("files", StagedFile.objects.defer("content"))
    uploads = Upload.objects.filter(by=user).defer("findings").prefetch_related(files)[:8]
    return [{"upload": one, "files": [(file.name, title_of(file.sheet)) for file in one.files.all()]} for one in uploads]
