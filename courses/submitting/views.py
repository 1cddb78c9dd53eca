"""The member's own submissions. The member comes from the account: nobody reaches another's."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lms.desk.views import MemberPage

from ..files.media_of_page import media_url
from . import actions, body
from .forms import SubmissionForm
from .queries import RETURNED, pages_of, submissions_of


class Submit(MemberPage):
    """GET shows what was handed in and the form; POST hands in."""

    template_name = "courses/submit.html"
    http_method_names = ["get", "head", "options", "post"]
    form: SubmissionForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = submissions_of(self.member)
        return super().get_context_data(form=self.form or SubmissionForm(), submissions=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = SubmissionForm(request.POST, request.FILES)
        if self.form.is_valid():
            token = self.form.cleaned_data["token"] or uuid.uuid4()
            try:
                page, _new = actions.hand_in(member=self.member, user=request.user, token=token, sent=self.form.sent())
            except ValidationError as error:
                self.form.add_error(None, error)
            else:
                messages.success(request, _("已交给审核：《%(title)s》。审核结果会显示在这里。") % {"title": page.title})
                return redirect("lms_courses:submit")
        return self.render_to_response(self.get_context_data(), status=422)


class OwnSubmission(MemberPage):
    """One submission of the member: what became of it, and the form to mend it when it was returned."""

    template_name = "courses/submission.html"
    http_method_names = ["get", "head", "options", "post"]
    form: SubmissionForm | None = None

    def page(self) -> Any:
        for page in pages_of(self.member).filter(pk=self.kwargs["pk"]):
            return page
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page()
        row = next(each for each in submissions_of(self.member) if each.pk == page.pk)
        draft = page.get_latest_revision_as_object()
        used = body.file_of(body.rows_of(draft))
        form = self.form or _form_of(draft)
        file_url = next((media_url(page, str(each["id"])) for each in body.rows_of(draft) if each["type"] in body.WITH_FILE), "")
        more = {"submission": row, "may_mend": row.state == RETURNED, "form": form, "has_file": bool(used), "file_url": file_url}
        return super().get_context_data(draft=draft, **more, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.page()
        draft = page.get_latest_revision_as_object()
        has_file = body.file_of(body.rows_of(draft)) is not None
        self.form = SubmissionForm(request.POST, request.FILES, has_file=has_file)
        if self.form.is_valid():
            try:
                actions.mend(page=page, user=request.user, sent=self.form.sent())
            except ValidationError as error:
                self.form.add_error(None, error)
            else:
                messages.success(request, _("已重新交给审核。"))
                return redirect("lms_courses:submit")
        return self.render_to_response(self.get_context_data(), status=422)


class TakeBack(MemberPage):
    """POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for page in pages_of(self.member).filter(pk=kwargs["pk"]):
            try:
                actions.take_back(page=page)
            except ValidationError as error:
                messages.error(request, error.messages[0])
            else:
                messages.success(request, _("投稿已删除。"))
            return redirect("lms_courses:submit")
        raise Http404


def _form_of(draft: Any) -> SubmissionForm:
    taught = draft.teaches.first()
    rows = body.rows_of(draft)
    given = {
        "title": draft.title, "intro": draft.intro, "text": body.text_of(rows),
        "competency": taught.competency_id if taught else None,
    }  # fmt: skip
    return SubmissionForm(initial=given, has_file=body.file_of(rows) is not None)
