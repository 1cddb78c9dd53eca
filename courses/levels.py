"""Beside a chosen level in the editor: the four sentences, and what passing will not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lms.competencies.models import Competency, Level

from . import completion


@dataclass(frozen=True)
class Sentence:
    level: int
    name: str
    text: str
    chosen: bool


def sentences(competency: Competency, chosen: int) -> list[Sentence]:
    return [Sentence(each.value, str(each.label), competency.sentence(each), each == chosen) for each in Level]


def warning(competency: Competency, *, has_check: bool) -> str:
    """Why passing this lesson raises no level; empty where it does."""
    if "quiz" not in competency.evidence_types:
        ways = competency.get_evidence_type_display()
        if not ways:
            return _("通过测验不会提高“%(name)s”的等级，要由单位评定。") % {"name": competency.name}
        said = {"name": competency.name, "ways": ways}
        return _("通过测验不会提高“%(name)s”的等级，这项能力要靠%(ways)s来认定。学完后显示为“待确认”。") % said
    if not has_check:
        return _("这一课没有测验，学完不会提高“%(name)s”的等级。") % {"name": competency.name}
    return ""


@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """A piece of HTML for one row of 「学了会什么」. The parameters are what stands in the form just now."""
    asked: Any = request.GET
    try:
        competency = Competency.objects.for_user(request.user).get(pk=int(asked.get("competency", "")))
        chosen = int(asked.get("level") or 0)
    except (ValueError, Competency.DoesNotExist):
        raise Http404 from None
    has_questions = asked.get("questions") == "1"
    rule = asked.get("completion") or completion.default_for(asked.get("form", ""))
    context = {
        "sentences": sentences(competency, chosen),
        "warning": warning(competency, has_check=has_questions and completion.has_check(rule)),
    }
    return render(request, "courses/admin/levels.html", context)
