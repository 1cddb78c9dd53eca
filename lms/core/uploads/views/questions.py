"""The questions of an upload: each distinct name once, the most frequent first; a list to search, without scripts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ...sheets import normal
from ...sheets.questions import NEW, Choices, Question, created_under
from .. import actions
from ..findings import unpack
from ..models import Upload
from .base import UploadPage

#: Questions on one page; the others come after these are saved.
AT_ONCE = 100
#: So many choices are shown all at once; more are searched.
FEW = 8
#: Places for answers of which several are allowed.
PLACES = 3
WORDS = re.compile(r"[\s（）()·/，、]+")


@dataclass
class Asked:
    """A question with the names of its fields, what stands in them, and what is wrong with them."""

    question: Question
    given: tuple[str, ...] | None
    error: str = ""
    typed: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return "q" + hashlib.blake2b(self.question.name.encode(), digest_size=8).hexdigest()

    @property
    def picks(self) -> list[tuple[str, str, bool]]:
        """Choices that are offered openly: value, label, whether it is chosen."""
        q = self.question
        few = list(q.choices.labels) if len(q.choices.labels) <= FEW else [*q.near, *(q.suggestion or ()), *self.chosen]
        return [(value, q.choices.labels[value], value in self.chosen) for value in dict.fromkeys(few) if value in q.choices]

    @property
    def is_searched(self) -> bool:
        return len(self.question.choices.labels) > FEW

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(value for value in self.given or () if not value.startswith(NEW))

    @property
    def parent(self) -> str:
        """The label of the parent below which a new one is to be made."""
        value = created_under(self.given or ())
        return self.question.parents.labels.get(value, "") if value and self.question.parents else ""

    @property
    def is_left_out(self) -> bool:
        return self.given == ()

    @property
    def places(self) -> list[str]:
        """What stands in the fields to search in."""
        count = PLACES if self.question.multiple else 1
        return [*self.typed[:count], *[""] * (count - len(self.typed))]


class QuestionsView(UploadPage):
    template_name = "lms_core/admin/sheets_questions.html"
    page_title = _("对应名称")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.upload.state != Upload.State.CHECKED:
            return redirect("lms_sheets:upload", self.upload.pk)
        found = unpack(self.upload.findings)
        self.total = len(found.questions)
        self.questions = found.questions[:AT_ONCE] or found.answered
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.questions:
            return redirect("lms_sheets:upload", self.upload.pk)
        asked = [Asked(q, self._kept(q)) for q in self.questions]
        return self.render_to_response(self.get_context_data(asked=asked))

    def _kept(self, question: Question) -> tuple[str, ...] | None:
        kept = self.upload.answers.get(question.name)
        return question.suggestion if kept is None else tuple(kept)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        asked = [read_answer(question, request.POST) for question in self.questions]
        if any(one.error for one in asked):
            count = sum(bool(one.error) for one in asked)
            messages.error(request, _t("有 %(count)s 处没有看懂，已在下面标出。") % {"count": count})
            return self.render_to_response(self.get_context_data(asked=asked))
        actions.answer(self.upload, {one.question.name: one.given for one in asked}, self.questions)
        return redirect("lms_sheets:upload", self.upload.pk)

    def get_context_data(self, asked: list[Asked], **kwargs: Any) -> dict[str, Any]:
        lists: dict[str, Choices] = {}
        for one in asked:
            for choices in (one.question.choices if one.is_searched else None, one.question.parents):
                if choices is not None:
                    lists[choices.name] = choices
        return super().get_context_data(asked=asked, lists=list(lists.values()), total=self.total, at_once=AT_ONCE, **kwargs)


def read_answer(question: Question, data: Any) -> Asked:
    """The answer in the fields of a question: what is ticked, what is typed, one below a new parent, or left out."""
    one = Asked(question, None)
    ticked = [value for value in data.getlist(one.id) if value]
    typed = tuple(text.strip() for text in data.getlist(f"{one.id}-other"))
    parent = data.get(f"{one.id}-new", "").strip()
    leaves = "-" in ticked
    picked = [value for value in ticked if value != "-"]
    one.typed = typed
    ways = sum((bool(picked or any(typed)) if question.multiple else len(picked) + any(typed), bool(parent), leaves))
    if ways > 1:
        one.given = tuple(picked)
        one.error = _t("填了不止一处，请只留一处。")
        return one
    try:
        if leaves:
            one.given = ()
        elif parent:
            one.given = (NEW + _found(parent, question.parents),)
        elif picked or any(typed):
            found = [*picked, *(_found(text, question.choices) for text in typed if text)]
            one.given = tuple(dict.fromkeys(found))
    except LookupError:
        one.error = _t("列表里没有这一项，请从列表中选。")
    if one.given is not None and not one.error and not question.accepts(one.given):
        one.error = _t("请从列表中选。")
    return one


def _found(text: str, choices: Choices | None) -> str:
    """The value that ``text`` names: by itself, its label, a whole word of it or the only one that holds it; else LookupError."""
    labels = choices.labels if choices is not None else {}
    wanted = normal.plain(text).lower()
    exact = [value for value, label in labels.items() if wanted in (normal.plain(label).lower(), normal.plain(value).lower())]
    first = exact or [value for value, label in labels.items() if wanted == WORDS.split(label)[0].lower()]
    words = first or [value for value, label in labels.items() if wanted in map(str.lower, WORDS.split(label))]
    near = words or [value for value, label in labels.items() if wanted in normal.plain(label).lower()]
    if len(near) != 1:
        raise LookupError(text)
    return near[0]
