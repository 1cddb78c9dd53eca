"""Import sheets in the admin: choose files, check them, then import what was checked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ...sheets import registry
from ...sheets.files import EXTENSIONS
from ...sheets.registry import Column
from .. import staging
from .opening import PreparingView

#: Findings shown of one check; a sheet with more is mended in parts.
SHOWN = 200


def heading_of(column: Column) -> str:
    """The first Chinese heading of a column, as it stands in the sheets of an office."""
    return next((heading for heading in column.headings if not heading.isascii()), column.headings[0])


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
        help_text=_("可以一次选几个。XLSX、XLS 或 CSV，文件名中写明是哪张表，如“花名册2026.xlsx”。"),
        error_messages={"required": _("请先选择文件。")},
    )

    def clean_files(self) -> list[Any]:
        files = self.cleaned_data["files"]
        staging.refuse_unfit(files)
        return files


class UploadView(PreparingView):
    """POST with files: keep and check them. POST with a batch: import what was checked."""

    template_name = "lms_core/admin/upload.html"
    page_title = _("导入表格")
    header_icon = "upload"
    outcome: staging.Outcome | None = None
    batch: UUID | None = None

    def get(self, request: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=SheetsForm()))

    def post(self, request: Any) -> Any:
        return self.import_staged(request) if "batch" in request.POST else self.check(request)

    def check(self, request: Any) -> Any:
        form = SheetsForm(request.POST, request.FILES)
        if form.is_valid():
            self.batch = staging.stage(form.cleaned_data["files"], by=request.user)
            self.outcome = staging.run(self.batch, by=request.user, dry_run=True)
            form = SheetsForm()
        return self.render_to_response(self.get_context_data(form=form))

    def import_staged(self, request: Any) -> Any:
        try:
            self.batch = UUID(request.POST["batch"])
        except ValueError:
            self.batch = None
        outcome = staging.run(self.batch, by=request.user, dry_run=False) if self.batch else None
        if outcome is None:
            messages.error(request, _t("这些文件已经导入过，或存放超过一天已删除。请重新选择文件。"))
            return redirect("lms_opening:upload")
        if outcome.errors or outcome.too_large:
            self.outcome = outcome
            return self.render_to_response(self.get_context_data(form=SheetsForm()))
        text = _t("%(title)s：新增 %(added)s，变更 %(changed)s")
        messages.success(request, _t("导入完成。") + "；".join(text % count for count in outcome.counts))
        return redirect("lms_opening:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.outcome
        errors, notices = (found.errors, found.notices) if found else ([], [])
        return super().get_context_data(
            outcome=found, batch=self.batch, counts=found.counts if found else [], command=staging.COMMAND,
            errors=errors[:SHOWN], notices=notices[:SHOWN], error_count=len(errors), notice_count=len(notices), shown=SHOWN,
            sheets=[
                {"title": spec.title, "columns": [heading_of(group[0]) for group in spec.needed_groups()]}
                for spec in registry.sheets()
            ],
            **kwargs,
        )


