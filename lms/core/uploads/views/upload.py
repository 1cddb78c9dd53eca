"""One upload: which sheets its files are, how far the check is, what it found, the import and what came of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ... import opening
from ...models import Opening
from .. import actions
from ..findings import Findings, title_of, unpack
from ..models import Upload
from .base import OwnUpload, UploadPage, uploadable

State = Upload.State
#: Findings on one page, changes shown before the download.
SHOWN, FIRST = 50, 20
#: Seconds after which the page of a running check asks again.
AGAIN = 3


class UploadView(UploadPage):
    """The page changes with the state of the upload; see ``upload.html``."""

    template_name = "lms_core/admin/sheets_upload.html"

    @property
    def page_title(self) -> Any:  # type: ignore[override]
        return {
            State.CHECKING: _("正在检查"), State.IMPORTING: _("正在导入"), State.IMPORTED: _("导入完成"),
        }.get(State(self.upload.state), _("检查结果"))  # fmt: skip

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.upload.state == State.CHOOSING:
            return redirect("lms_sheets:which", self.upload.pk)
        if actions.is_dead(self.upload):
            self.upload.move(State.FAILED, was=Upload.BUSY)
        response = super().get(request, *args, **kwargs)
        if self.upload.is_busy:
            response.headers["Refresh"] = str(AGAIN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = unpack(self.upload.findings) if self.upload.state in (State.CHECKED, State.IMPORTED) else Findings()
        result = self.upload.result
        counts = [{"sheet": name, "title": title_of(name), **count} for name, count in result.get("counts", {}).items()]
        good = sum(count["read"] - count["left"] - count["waiting"] for count in counts)
        writes = sum(count["added"] + count["changed"] for count in counts)
        return super().get_context_data(
            result=result, counts=counts, good=good, writes=writes, left=sum(count["left"] for count in counts),
            read=sum(count["read"] for count in counts),
            waiting=sum(count["waiting"] for count in counts), percent=_percent(self.upload), command=actions.COMMAND,
            changes=found.changes[:FIRST], change_count=len(found.changes),
            left_sheets=[(name, title_of(name), len(rows)) for name, rows in found.left.items()],
            numbered=[(name, title_of(name), len(given)) for name, given in found.numbers.items()],
            may_prepare=opening.may_prepare(self.request.user) and not Opening.objects.exists(),
            **self.problems_context(found), **kwargs,
        )  # fmt: skip

    def problems_context(self, found: Findings) -> dict[str, Any]:
        """The problems that were asked for: of one sheet, errors or notices; a page of them."""
        sheet, kind = self.request.GET.get("sheet", ""), self.request.GET.get("kind", "")
        chosen = [
            problem
            for name, problem in found.problems
            if (not sheet or name == sheet) and (not kind or problem.blocks == (kind == "error"))
        ]
        by_sheet = Counter(name for name, _problem in found.problems)
        return {
            "problems": Paginator(chosen, SHOWN).get_page(self.request.GET.get("p")),
            "problem_count": len(found.problems), "sheet": sheet, "kind": kind,
            "problem_sheets": [(name, title_of(name)) for name in by_sheet if name],
        }  # fmt: skip


def _percent(upload: Upload) -> int:
    """How far a check is: reading is the first half, comparing with what is there the second."""
    if not upload.rows or upload.phase == "":
        return 0
    if upload.phase == "read":
        return round(50 * upload.done / upload.rows)
    return 60 if upload.phase == "check" else 75


class WhichView(UploadPage):
    """Says which sheet an unclear file is."""

    template_name = "lms_core/admin/sheets_which.html"
    page_title = _("这是哪张表")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.upload.state != State.CHOOSING:
            return redirect("lms_sheets:upload", self.upload.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        files = self.upload.files.filter(sheet="").values_list("pk", flat=True)
        try:
            actions.choose_sheets(self.upload, {pk: request.POST.get(f"file-{pk}", "") for pk in files})
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect("lms_sheets:which", self.upload.pk)
        return redirect("lms_sheets:upload", self.upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(choices=[(spec.name, spec.title) for spec in uploadable(self.request.user)], **kwargs)


class Deed(OwnUpload):
    """A button. Whatever it does, the upload's page says how things stand."""

    http_method_names = ["post"]

    def back(self) -> Any:
        return redirect("lms_sheets:upload", self.upload.pk)


class ImportView(Deed):
    """Write what was checked: everything or, where the box was ticked, the rows without problems."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        good_only = request.POST.get("good") == "1"
        result = self.upload.result
        if self.upload.state != State.CHECKED:
            return self.back()
        if result.get("blocked") or (not good_only and (result.get("errors") or result.get("questions"))):
            messages.error(request, _t("没有导入：还有问题没有处理。"))
            return self.back()
        actions.start_import(self.upload, good_rows_only=good_only)
        return self.back()


class CheckView(Deed):
    """Check again: after a failure, or as a correction of what is recorded (and back)."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        values = {"as_correction": request.POST["correct"] == "1"} if "correct" in request.POST else {}
        actions.start_check(self.upload, **values)
        return self.back()


class CancelView(Deed):
    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not actions.cancel(self.upload):
            messages.warning(request, _t("正在写入，不能再取消。"))
            return self.back()
        messages.success(request, _t("已取消，没有写入任何内容。"))
        return redirect(reverse("lms_sheets:index"))
