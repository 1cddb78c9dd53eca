"""The sheet ``questions``: columns and checks. ``writer`` writes what was checked here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import settle, unknown
from lms.people.models import OrgUnit
from lms.people.roles import TEACHING_ROLES
from lms.people.scopes import has_role

from ..content import Content
from ..models import Question
from .cells import LETTERS, OPTIONS, key_of, kind, long_text, row_of, state
from .writer import QuestionWriter

LEVELS = {"知道": 1, "会做": 2, "熟练": 3, "带教": 4}
#: Beside which column a problem of the content stands.
PLACES = {"key": "answer", "options": "option_a"}


class QuestionLoader(Loader):
    """``contents`` holds by place what a good row says; ``known`` the questions that are there, by code."""

    def check(self) -> None:
        table, problems = self.table, self.run.problems
        compared = {column.field: table.get(column.field) for column in table.spec.columns}
        self.rows = settle(table, problems, table.get("code"), compared, "code")
        self.contents: dict[int, Content] = {}
        codes = [code for code in table.get("code") if isinstance(code, str)]
        rows = Question.objects.filter(code__in=codes)
        self.known = {row.code: row for row in rows.select_related("latest", "live", "competency", "activity", "owner_unit")}
        self._check_codes()
        self._check_owners()
        for i in list(self.rows):
            self._check_row(i)

    def _check_codes(self) -> None:
        shared = self.run.shared.get("competency_codes")
        competencies = set(Competency.objects.values_list("code", flat=True)) | set(shared or ())
        lessons = set(Activity.objects.values_list("code", flat=True))
        if (told := self.run.tables.get("lessons")) is not None:
            lessons |= {code for code in told.get("code") if isinstance(code, str)}
        for column, found, what, where in (
            ("competency", competencies, _("能力编码"), "competencies"), ("lesson", lessons, _("课程编码"), "lessons"),
        ):  # fmt: skip
            if where in self.run.unreadable:
                continue
            for i in self.rows:
                code = self.table.get(column)[i]
                if code and code not in found:
                    unknown(self.table, self.run.problems, i, column, code, found, what=what, where=where)

    def _check_owners(self) -> None:
        """Nobody writes outside the own units; on the command line everything may be written."""
        by, told = self.run.by, self.run.tables.get("org_units")
        units = OrgUnit.objects.all() if by is None else OrgUnit.objects.for_user(by, TEACHING_ROLES)
        mine = set(units.values_list("code", flat=True))
        if by is None and told is not None:
            mine |= {code for code in told.get("code") if isinstance(code, str)}
        allowed = set(self.known) if by is None else set(
            Question.objects.for_user(by).filter(code__in=self.known).values_list("code", flat=True)
        )
        for i in self.rows:
            code, owner = self.table.get("code")[i], self.table.get("owner_unit")[i]
            if code in self.known and code not in allowed:
                self._tell(i, "code", _("这个编号的题不在您的范围内"), _("请换一个编号"))
            elif owner and owner not in mine:
                self._tell(i, "owner_unit", _("没有这个组织，或不在您的范围内"), _("请填您所管组织的编码，或留空"))

    def _check_row(self, i: int) -> None:
        code = self.table.get("code")[i]
        old = self.known.get(code)
        if old is not None and old.live_id and (
            (old.competency.code, old.level) != (self.table.get("competency")[i], self.table.get("level")[i])
        ):
            self._tell(i, "competency", _("已发布的题不能改能力和等级"), _("请给这道题一个新的编号"))
        try:
            content = self._content(i, old)
            content.clean()
            self.contents[i] = content
        except values.BadValue as problem:
            self._tell(i, "answer", problem.message, problem.remedy)
        except ValidationError as problem:
            for name, said in problem.message_dict.items():
                self._tell(i, PLACES.get(name, name), said[0].rstrip("。"))

    def _content(self, i: int, old: Question | None) -> Content:
        """What the row says; an empty cell leaves what is there."""
        was = (old.live or old.latest) if old else None
        table = self.table

        def cell(name: str, none: Any) -> Any:
            value = table.get(name)[i]
            return value if value is not None else getattr(was, name, none)

        question_kind = table.get("kind")[i]
        told = [table.get(name)[i] for name in OPTIONS]
        while told and told[-1] is None:
            told.pop()
        options = [one or "" for one in told] if question_kind in ("single", "multiple") else []
        tolerance = table.get("tolerance")[i]
        return Content(
            kind=question_kind, stem=table.get("stem")[i], options=tuple(options),
            key=tuple(key_of(question_kind, table.get("answer")[i], tolerance, options)),
            explanation=cell("explanation", ""), basis=cell("basis", ""), points=cell("points", 5),
            keeps_order=cell("keeps_order", False) and question_kind in ("single", "multiple"),
            picture_id=was.picture_id if was else None, picture_alt=was.picture_alt if was else "",
        )  # fmt: skip

    def _tell(self, i: int, column: str, message: str, remedy: str = "") -> None:
        table = self.table
        value = table.get(column)[i]
        self.run.problems.error(
            table.file, message, remedy, row=table.numbers[i], column=table.heading(column), value="" if value is None else value
        )

    def write(self) -> None:
        QuestionWriter(self).write()


def export_questions(user: Any) -> Iterator[dict[str, Any]]:
    """All questions of the user's scope that have a text. One query."""
    rows = Question.objects.for_user(user).filter(latest__isnull=False).order_by("code")
    return map(row_of, rows.select_related("latest", "live", "competency", "activity", "owner_unit"))


def register() -> None:
    options = [
        Column(name, (name, f"选项{letter}", letter), values.text(300)) for name, letter in zip(OPTIONS, LETTERS, strict=True)
    ]
    registry.register(
        SheetSpec(
            name="questions",
            title=gettext_lazy("题库"),
            order=55,
            load=QuestionLoader,
            columns=[
                Column("code", ("code", "编号", "题目编号", "题号"), values.code(), needed=True),
                Column("kind", ("type", "题型", "类型", "kind"), kind, needed=True),
                Column("competency", ("competency_code", "能力编码", "能力"), values.code(), needed=True),
                Column("level", ("level", "等级"), values.whole(1, 4, LEVELS), needed=True),
                Column("lesson", ("lesson_code", "课程编码", "所属课程"), values.code()),
                Column("stem", ("stem", "题干", "题目"), long_text(1000), needed=True),
                *options,
                Column("answer", ("answer", "答案", "正确答案"), values.text(1000), needed=True),
                Column("tolerance", ("tolerance", "允许误差", "误差"), values.text(40)),
                Column("explanation", ("explanation", "解析", "说明"), long_text(2000)),
                Column("basis", ("basis", "依据", "出处"), values.text(200)),
                Column("points", ("points", "分值", "分数"), values.whole(1, 100)),
                Column("keeps_order", ("keeps_order", "选项不打乱"), values.flag),
                Column("owner_unit", ("owner_unit", "归属组织编码", "归属组织"), values.code()),
                Column("state", ("state", "状态"), state),
            ],
            quiet=("序号", "备注", "no", "能力名称", "competency_name"),
            also_called=("题目", "试题"),
            may_upload=lambda user: has_role(user, TEACHING_ROLES),
            export=export_questions,
        )
    )
