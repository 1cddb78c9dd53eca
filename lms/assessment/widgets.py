"""Choosing a question, and writing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from lms.people.viewsets import ScopedChooser

from .models import Question


def title_for(question: Question, user: Any) -> str:
    """What a question is called for ``user``: its text in the user's scope, else competency, level and kind. One query."""
    if user is not None and Question.objects.for_user(user).filter(pk=question.pk).exists():
        return f"{question.code} {question.stem()}"
    kind = question.live.get_kind_display() if question.live else ""
    return _t("%(code)s %(competency)s（%(level)s） %(kind)s") % {
        "code": question.code, "competency": question.competency.name, "level": question.get_level_display(), "kind": kind
    }  # fmt: skip


class QuestionChooser(ScopedChooser):
    """Published questions of the user's scope. Who edits a page with a question of others reads only what it is about."""

    model = Question
    icon = "help"
    choose_one_text = _("选择题目")
    choose_another_text = _("另选题目")
    chooser_modal_url_name = "lms_question_chooser:choose"

    def get_display_title(self, instance: Any) -> str:
        return title_for(instance, get_active_log_context().user)


class OptionsWidget(forms.Widget):
    """Options as rows: a tick for the right ones and a line of text. The value is ``(texts, places of the right ones)``.

    Rows that are left empty at the end are dropped; a script adds rows, without it there are always some to spare.
    """

    template_name = "lms_assessment/admin/options.html"
    rows, most = 4, 8

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        texts, right = value or ((), ())
        count = min(self.most, max(self.rows, len(texts)))
        padded = [*texts, *[""] * (count - len(texts))]
        lines = [{"at": at, "text": text, "right": at in right} for at, text in enumerate(padded)]
        context = super().get_context(name, value, attrs)
        return {**context, "lines": lines, "most": self.most}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[list[str], list[int]]:
        texts = [data.get(f"{name}-{at}", "").strip() for at in range(self.most)]
        ticked = {at for at in range(self.most) if data.get(f"{name}-right-{at}")}
        while texts and not texts[-1] and len(texts) - 1 not in ticked:
            texts.pop()
        # An empty line in between is a slip of the hand; one that is ticked is a question.
        kept = [at for at, text in enumerate(texts) if text or at in ticked]
        return [texts[at] for at in kept], [place for place, at in enumerate(kept) if at in ticked]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0" not in data


class OptionsField(forms.Field):
    widget = OptionsWidget

    def clean(self, value: Any) -> Any:
        """What is wrong with options depends on the kind of question: ``Content.clean`` says it."""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True
