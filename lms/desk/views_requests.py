"""「岗位或信息不对」: ask for a correction, see what became of it, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lms.records.corrections import ask_for_correction, withdraw

from . import wording_requests
from .correction import CHOICES, About, Unknown, about_of, correction_page, request_rows
from .reading import contact_of
from .views import MemberPage


class Correction(MemberPage):
    """GET shows the choices, POST saves the one that was made. The address says what it is about."""

    template_name = "lms_desk/correction.html"
    http_method_names = ["get", "head", "options", "post"]
    error = ""

    def about(self) -> About:
        try:
            return about_of(self.member, self.request.GET)
        except Unknown as unknown:
            raise Http404 from unknown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.POST.get("kind") or self.request.GET.get("kind", "")
        page = correction_page(self.member, self.about(), asked)
        return super().get_context_data(correction=page, error=self.error, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        about, kind = self.about(), request.POST.get("kind", "")
        try:
            if kind not in CHOICES[about.key]:
                raise ValidationError(wording_requests.choose())
            _row, is_new = ask_for_correction(member=self.member, kind=kind, subject=about.subject)
        except ValidationError as error:
            self.error = error.messages[0]
            return self.render_to_response(self.get_context_data(), status=422)
        if is_new:
            messages.success(request, wording_requests.sent(contact_of(self.member)))
        else:
            messages.info(request, wording_requests.already_there())
        return redirect("lms_desk:requests")


class Requests(MemberPage):
    template_name = "lms_desk/requests.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(requests=request_rows(self.member), contact=contact_of(self.member), **kwargs)


class Withdraw(MemberPage):
    """POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not withdraw(member=self.member, request_id=kwargs["pk"]):
            raise Http404
        messages.success(request, wording_requests.withdrawn())
        return redirect("lms_desk:requests")
