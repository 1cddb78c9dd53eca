"""What members keep for themselves: 读书计划 and 笔记. Nothing typed here is told to a log or to an error report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from lms.core import clock
from lms.planning import reading
from lms.planning.models import ReadingItem

from . import notes, wording_reading
from .correction import About, Unknown, about_of
from .forms import NoteForm, ReadingForm, current_period
from .models import Note
from .reading_plan import reading_plan
from .untold import UntoldFilter
from .views import MemberPage
from .views_file import asked_year

NOTES_A_PAGE = 20


class OwnForm(MemberPage):
    """A form of one's own. Subclasses make the form and save it; a ``ValidationError`` of the action is shown in the form."""

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.exception_reporter_filter = UntoldFilter()
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> Form:
        raise NotImplementedError

    def save(self, form: Any) -> None:
        raise NotImplementedError

    def after(self, form: Any) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.save(form)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, wording_reading.saved())
                return redirect(self.after(form))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OwnDeed(MemberPage):
    """POST only; 404 where the row is not the member's."""

    http_method_names = ["post"]
    said = ""

    def do(self, pk: int) -> str:
        """The address that follows, empty where there is no such row."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = self.do(kwargs["pk"])
        if not address:
            raise Http404
        return redirect(address)


# ---- 读书计划


def reading_url(year: int) -> str:
    return f"{reverse('lms_desk:reading')}?year={year}"


class Reading(MemberPage):
    template_name = "lms_desk/reading.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = reading_plan(self.member, asked_year(self.request, ahead=1))
        return super().get_context_data(plan=plan, tab="reading", **kwargs)


class ReadingAdd(OwnForm):
    template_name = "lms_desk/reading_form.html"

    def form(self, data: Any = None) -> ReadingForm:
        today = clock.today()
        year = asked_year(self.request, ahead=1) or today.year
        return ReadingForm(data, year=year, initial={"period": current_period(today, year)})

    def save(self, form: ReadingForm) -> None:
        reading.add_item(member=self.member, item=form.planned())

    def after(self, form: ReadingForm) -> str:
        return reading_url(form.planned().year)


class ReadingEdit(ReadingAdd):
    def item(self) -> ReadingItem:
        found = ReadingItem.objects.filter(member_id=self.member.pk, pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None) -> ReadingForm:
        item = self.item()
        initial = {"title": item.title, "chapters": item.chapters, "due": item.due, "period": f"{item.year}-{item.quarter}"}
        return ReadingForm(data, year=item.year, initial=initial)

    def save(self, form: ReadingForm) -> None:
        reading.change_item(member=self.member, pk=self.kwargs["pk"], item=form.planned())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item(), **kwargs)


class ReadingTick(OwnDeed):
    def do(self, pk: int) -> str:
        if not reading.tick(member=self.member, pk=pk, done=self.request.POST.get("done") == "1"):
            return ""
        year = ReadingItem.objects.values_list("year", flat=True).get(pk=pk)
        return f"{reading_url(year)}#item-{pk}"


class ReadingDelete(OwnDeed):
    def do(self, pk: int) -> str:
        year = ReadingItem.objects.filter(member_id=self.member.pk, pk=pk).values_list("year", flat=True).first()
        if year is None or not reading.remove_item(member=self.member, pk=pk):
            return ""
        messages.success(self.request, wording_reading.removed())
        return reading_url(year)


# ---- 笔记


class Notes(MemberPage):
    template_name = "lms_desk/notes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(notes.notes_of(self.member), NOTES_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, tab="notes", **kwargs)


class NoteAdd(OwnForm):
    template_name = "lms_desk/note_form.html"

    def about(self) -> About:
        try:
            return about_of(self.member, {"lesson": self.request.GET.get("lesson", "")})
        except Unknown as unknown:
            raise Http404 from unknown

    def form(self, data: Any = None) -> NoteForm:
        return NoteForm(data)

    def save(self, form: NoteForm) -> None:
        notes.add_note(member=self.member, text=form.cleaned_data["text"], lesson=self.about().subject.activity)

    def after(self, form: NoteForm) -> str:
        return reverse("lms_desk:notes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self.about().title, **kwargs)


class NoteEdit(NoteAdd):
    def note(self) -> Note:
        found = notes.notes_of(self.member).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def about(self) -> About:
        activity = self.note().activity
        return About(title=activity.title) if activity else About()

    def form(self, data: Any = None) -> NoteForm:
        return NoteForm(data, initial={"text": self.note().text})

    def save(self, form: NoteForm) -> None:
        notes.change_note(member=self.member, pk=self.kwargs["pk"], text=form.cleaned_data["text"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(note=self.note(), **kwargs)


class NoteDelete(OwnDeed):
    def do(self, pk: int) -> str:
        if not notes.remove_note(member=self.member, pk=pk):
            return ""
        messages.success(self.request, wording_reading.removed())
        return reverse("lms_desk:notes")
