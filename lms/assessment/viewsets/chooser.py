"""Choosing a question: the text, with competency, level and kind beside it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from lms.people.roles import TEACHING_ROLES
from lms.people.viewsets import ScopedChooserViewSet
from lms.people.viewsets.choosers import (
    ScopedChooseResultsView,
    ScopedChooseView,
    ScopedChosenMultipleView,
    ScopedChosenView,
)

from ..models import Question
from ..widgets import title_for


class QuestionList:
    """Published questions only: what a lesson asks must be there for everybody who opens it."""

    def get_object_list(self) -> Any:
        return super().get_object_list().published()  # type: ignore[misc]

    @property
    def title_column(self) -> Any:
        column = super().title_column  # type: ignore[misc]
        column.accessor, column.label = (lambda row: row.stem()), _("题干")
        return column

    @property
    def columns(self) -> list[Any]:
        more = [
            Column("code", label=_("编号")), Column("competency", label=_("能力")),
            Column("level", label=_("等级"), accessor="get_level_display", classname="w-whitespace-nowrap"),
            Column("kind", label=_("题型"), accessor="live.get_kind_display", classname="w-whitespace-nowrap"),
        ]  # fmt: skip
        return [*super().columns, *more]  # type: ignore[misc]


class QuestionTitle:
    def get_display_title(self, instance: Question) -> str:
        return title_for(instance, self.request.user)  # type: ignore[attr-defined]


class QuestionChooseView(QuestionList, ScopedChooseView):
    pass


class QuestionChooseResultsView(QuestionList, ScopedChooseResultsView):
    pass


class QuestionChosenView(QuestionTitle, ScopedChosenView):
    pass


class QuestionChosenMultipleView(QuestionTitle, ScopedChosenMultipleView):
    pass


class QuestionChooserViewSet(ScopedChooserViewSet):
    model = Question
    name = "lms_question_chooser"
    url_prefix = "lms/choose/questions"
    icon = "help"
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionChosenMultipleView
    roles = TEACHING_ROLES
    search_fields = ("code", "live__stem", "competency__name")
    select_related = ("live", "latest", "competency")
    choose_one_text = _("选择题目")
    choose_another_text = _("另选题目")
