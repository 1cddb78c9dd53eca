"""课程情况: the trainer's figures, and one lesson of them."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from lms.catalogue.models import Activity, Subject
from lms.core.charts import Chart, chart
from lms.people.roles import TEACHING_ROLES
from lms.reporting.filters import ReportFilterSet, UnitFilter
from lms.reporting.tables import NOTHING, Cell, HeadColumn, LinkColumn, percent, ratio
from lms.reporting.views.base import ScopedReport, link

from ..doors import addresses
from ..rating import ENOUGH, QUESTIONS, Rating, ratings_of
from ..rating import NOTHING as NO_RATING
from . import queries
from .curve import PARTS, Curve
from .queries import Asked, LessonFigures

NUMBER = "lms-number"
NAMESPACE = "lms_figures"


class FiguresFilterSet(ReportFilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("课程名称"))
    unit = UnitFilter()
    subject = django_filters.ModelChoiceFilter(
        label=gettext_lazy("类别与主题"), queryset=Subject.objects.all(), widget=forms.Select, empty_label=gettext_lazy("全部")
    )
    own = django_filters.ChoiceFilter(
        label=gettext_lazy("只看"), widget=forms.Select, empty_label=gettext_lazy("全部课程"),
        choices=(("1", gettext_lazy("我能修改的")),),
    )


class FiguresReport(ScopedReport):
    namespace = NAMESPACE
    roles = TEACHING_ROLES
    header_icon = "doc-full"

    @cached_property
    def lessons(self) -> Any:
        """The lessons that were chosen, those retired long ago left out."""
        rows = queries.lessons_for(self.request.user)
        if self.chosen("own"):
            rows = rows & Activity.objects.editable_by(self.request.user)
        if subject := self.chosen("subject"):
            rows = rows.filter(subject__in=Subject.objects.within(subject))
        if words := self.chosen("q"):
            rows = rows.filter(title__icontains=words.strip())
        return rows

    def scope_note(self) -> str:
        return _("人数只算您权限范围内的学员；这里只有人数，没有姓名。")


def useful_words(rating: Rating) -> str:
    """The share that finds it useful, in words; 「—」 below five answers."""
    return percent(rating.share("useful", "yes"))


class LessonsReport(FiguresReport):
    """Every lesson: planned, begun, finished, passed, and what members say of it."""

    name = "lessons"
    page_title = gettext_lazy("课程情况")
    filterset_class = FiguresFilterSet
    table_classname = "listing lms-stack"
    paginate_by = 100
    export_headings = {
        "code": gettext_lazy("编码"),
        "title": gettext_lazy("课程"),
        "subject": gettext_lazy("类别与主题"),
        "form": gettext_lazy("形式"),
        "minutes": gettext_lazy("分钟"),
        "lecturer": gettext_lazy("讲师编号"),
        "planned": gettext_lazy("计划中"),
        "begun": gettext_lazy("已开始"),
        "completed": gettext_lazy("已学完"),
        "passed": gettext_lazy("其中通过测验"),
        "finished": gettext_lazy("学完率"),
        "answers": gettext_lazy("课后反馈人数"),
        "clear": gettext_lazy("讲得清楚"),
        "useful": gettext_lazy("对岗位有用"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    @cached_property
    def overview(self) -> queries.Overview:
        return queries.overview(self.request.user, self.members, self.lessons.filter(published=True))

    def get_queryset(self) -> Any:
        return self.overview.lessons

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("title", label=_("课程"), accessor="activity.title", get_url=self._open),
            Cell("form", label=_("形式"), accessor="activity.form"),
            Cell("planned", label=_("计划中"), classname=NUMBER),
            Cell("begun", label=_("已开始"), classname=NUMBER),
            Cell("completed", label=_("已学完"), classname=NUMBER),
            Cell("passed", label=_("通过测验"), accessor=passed_words, classname=NUMBER),
            Cell("finished", label=_("学完率"), accessor=lambda row: percent(finished(row)), classname=NUMBER),
            Cell("useful", label=_("对岗位有用"), accessor=lambda row: useful_words(row.rating), classname=NUMBER),
        ]

    def _open(self, row: LessonFigures) -> str:
        return link(f"{NAMESPACE}:lesson", row.activity.pk, unit=self.choices.get("unit"))

    def get_facts(self) -> list[tuple[str, Any]]:
        rows = self.overview.lessons
        return [
            (_("课程"), len(rows)), (_("计划中（人次）"), sum(row.planned for row in rows)),
            (_("已学完（人次）"), sum(row.completed for row in rows)),
        ]  # fmt: skip

    def get_notes(self) -> list[str]:
        return [
            _("截至 %(day)s。“计划中”指现在的学习计划里有这一课、还没有学完。") % {"day": self.today.isoformat()},
            self.scope_note(),
            _("课后反馈是匿名的，满 %(enough)s 人才显示，是全部学员的意见。") % {"enough": ENOUGH},
        ]

    def get_warnings(self) -> list[str]:
        plans = self.overview.assigned
        if not plans.sampled:
            return []
        said = {"reckoned": plans.reckoned, "members": plans.members}
        return [_("“计划中”按 %(members)s 人中的 %(reckoned)s 人推算。选择下级组织可以算得更准。") % said]

    def export_row(self, item: LessonFigures) -> list[Any]:
        row = item.activity
        return [
            row.code, row.title, str(row.subject or ""), row.form, row.minutes, row.lecturer_code, item.planned, item.begun,
            item.completed, passed_words(item), percent(finished(item)), item.rating.answers or NOTHING,
            percent(item.rating.share("clear", "yes")), useful_words(item.rating), self.today,
        ]  # fmt: skip


def finished(row: LessonFigures) -> float | None:
    return row.completed / row.begun if row.begun else None


def passed_words(row: LessonFigures) -> Any:
    return row.passed if row.activity.has_check else NOTHING


class LessonFilterSet(ReportFilterSet):
    unit = UnitFilter()


class LessonReport(FiguresReport):
    """One lesson: how far members come, where watching stops, which questions fail, what members say."""

    name = "lesson"
    page_title = gettext_lazy("一课的情况")
    opened_from = (f"{NAMESPACE}:lessons", gettext_lazy("课程情况"))
    filterset_class = LessonFilterSet
    results_template_name = "courses/admin/lesson_figures_results.html"
    table_classname = "listing lms-stack"
    paginate_by = 100
    export_headings = {
        "code": gettext_lazy("题目编号"),
        "stem": gettext_lazy("题干"),
        "competency": gettext_lazy("能力"),
        "level": gettext_lazy("等级"),
        "used": gettext_lazy("答题次数"),
        "share": gettext_lazy("答对率"),
        "as_of": gettext_lazy("统计截至"),
    }
    list_export = list(export_headings)

    def get_index_url(self) -> str:
        return reverse(self.index_url_name, kwargs=self.kwargs)

    def get_index_results_url(self) -> str:
        return reverse(self.index_results_url_name, kwargs=self.kwargs)

    @cached_property
    def activity(self) -> Activity:
        found = queries.lessons_for(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def figures(self) -> LessonFigures:
        """Read for this one lesson."""
        rows = Activity.objects.filter(pk=self.activity.pk)
        found = queries.overview(self.request.user, self.members, rows).lessons
        return found[0] if found else LessonFigures(self.activity, 0, 0, 0, 0, NO_RATING)

    @cached_property
    def rating(self) -> Rating:
        return ratings_of([self.activity.pk]).get(self.activity.pk, NO_RATING)

    def get_queryset(self) -> Any:
        return queries.questions_of(self.request.user, self.members, self.activity)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadColumn("stem", label=_("题目"), accessor="version.stem", get_url=lambda row: None),
            LinkColumn("code", label=_("编号"), accessor="version.question.code", get_url=_question),
            Cell("used", label=_("答题情况"), accessor="usage.words", classname=NUMBER),
        ]

    def get_trail(self) -> list[tuple[str, str]]:
        over = link(f"{NAMESPACE}:lessons", unit=self.choices.get("unit"))
        return [(_("课程情况"), over), (self.activity.title, "")]

    def get_facts(self) -> list[tuple[str, Any]]:
        one = self.figures
        facts: list[tuple[str, Any]] = [
            (_("计划中"), one.planned), (_("已开始"), one.begun), (_("已学完"), ratio(one.completed, one.begun)),
        ]  # fmt: skip
        if self.activity.has_check:
            facts.append((_("通过测验"), one.passed))
        return facts

    def get_tabs(self) -> list[dict[str, Any]]:
        items = [(_("目录中的资料"), reverse("lms_activities:inspect", args=[self.activity.pk]), False)]
        if door := addresses([self.activity.pk]).get(self.activity.pk):
            items.append((_("打开这一课"), door, False))
        return [{"label": _("这一课"), "items": items}]

    def get_notes(self) -> list[str]:
        return [_("截至 %(day)s。") % {"day": self.today.isoformat()} + self.scope_note()]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export or self.is_print:
            return context
        return context | {
            "lesson": self.activity,
            "stopping": [drawn(one, at) for at, one in enumerate(queries.stopping(self.members, self.activity), start=1)],
            "ratings": [rated(self.rating, question) for question in QUESTIONS] if self.rating.answers else [],
            "answers": self.rating.answers,
            "enough": ENOUGH,
        }

    def get_file_parts(self) -> list[str]:
        return [self.activity.title, *super().get_file_parts()]

    def export_row(self, item: Asked) -> list[Any]:
        version = item.version
        question, used = version.question, item.usage.words if item.usage.share is None else item.usage.used
        return [
            question.code, version.stem, question.competency.name, question.level, used,
            percent(item.usage.share), self.today,
        ]  # fmt: skip


def _question(row: Asked) -> str:
    return reverse("lms_questions:inspect", args=[row.version.question_id])


def drawn(one: Curve, number: int) -> dict[str, Any]:
    """A curve as bars, and the sentence that says the same."""
    values = [(_("第%(part)s段") % {"part": at + 1}, one.shares[at]) for at in range(PARTS)]
    title = _("音视频 %(number)s（%(members)s 人看过，分十段）") % {"number": number, "members": one.members}
    said = ""
    if one.steepest is not None:
        said = _("看到第%(before)s段以后停下的人最多。") % {"before": one.steepest}
    return {"chart": chart(title, values, _("看到的人"), 1.0, lambda share: percent(float(share))), "said": said}


def rated(rating: Rating, question: Any) -> Chart:
    values = [(str(text), rating.share(question.code, code)) for code, text in question.choices]
    return chart(str(question.text), values, _("比例"), 1.0, lambda share: percent(float(share)))
