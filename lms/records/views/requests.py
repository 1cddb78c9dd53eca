"""更正申请: what members of one's units say is wrong, with the way to where it is mended and the answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from lms.core.posted import keys
from lms.people.models import OrgUnit
from lms.people.viewsets import RoleView, ScopedForm, visible

from ..corrections import Kind, State, answer
from ..mending import places
from ..models import CorrectionRequest
from ..wording import about

A_PAGE = 50
EVERY = "all"


class RequestFilter(ScopedForm):
    """Narrows the list; without a choice of state only what is open is shown."""

    state = forms.ChoiceField(label=_("处理情况"), required=False, choices=[*State.choices, (EVERY, _("全部"))])
    kind = forms.ChoiceField(label=_("哪里不对"), required=False, choices=[("", _("全部")), *Kind.choices])
    unit = forms.ModelChoiceField(
        label=_("组织（含下级）"), queryset=OrgUnit.objects.order_by("path"), empty_label=_("全部"), required=False
    )


class RequestsView(RoleView, TemplateView):
    """The list. POST answers one row (``answer`` = ``mended:12``) or all that are ticked (``answer`` = ``mended``)."""

    template_name = "lms_records/admin/requests.html"
    page_title = _("更正申请")
    header_icon = "edit"

    @cached_property
    def chosen(self) -> RequestFilter:
        form = RequestFilter(self.request.GET or {}, for_user=self.request.user)
        if not form.is_valid():
            raise Http404  # a unit of others is nowhere
        return form

    def rows(self) -> Any:
        chosen = self.chosen.cleaned_data
        rows = visible(CorrectionRequest, self.request.user)
        if chosen["state"] != EVERY:
            rows = rows.filter(state=chosen["state"] or State.OPEN)
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        if chosen["unit"]:
            rows = rows.filter(member__branch__path__startswith=chosen["unit"].path)
        related = ("member__branch", "activity", "competency", "record__activity", "record__competency", "handled_by")
        return rows.select_related(*related).order_by("day", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), A_PAGE).get_page(self.request.GET.get("p"))
        user = self.request.user
        shown = [
            {
                "row": row,
                "about": about(row),
                "places": places(row, user),
                "open": row.state == State.OPEN and row.member.user_id != user.pk,
                "own": row.state == State.OPEN and row.member.user_id == user.pk,
            }
            for row in page
        ]
        query = {key: value for key, value in self.request.GET.items() if key in self.chosen.fields and value}
        open_ones = any(each["open"] for each in shown)
        return super().get_context_data(
            page=page, shown=shown, form=self.chosen, query=urlencode(query), answerable=open_ones, **kwargs
        )

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        state, _colon, one = request.POST.get("answer", "").partition(":")
        ids = [one] if one else request.POST.getlist("requests")
        try:
            wanted = sorted(keys(ids))
            if not wanted:
                raise ValidationError(_t("请先勾选申请。"))
            number = answer(request_ids=wanted, state=state, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            said = _t("已答复 %(number)s 条，提出的人在“我的档案”里能看到。")
            messages.success(request, said % {"number": number})
        return redirect(request.get_full_path())
