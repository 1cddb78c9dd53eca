"""The sheet ``lecturers``: columns and checks. ``writing`` writes what was checked here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.catalogue.models import Activity
from lms.catalogue.sheets.subjects import Subjects
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import settle, unknown
from lms.people.models import Member
from lms.people.sheets.reach import Reach, outside
from lms.people.sheets.unit_names import unit_rows

from ..models import Lecturer
from ..states import EXPIRED, State, is_over
from . import cells
from .exporting import COLUMNS, export_lecturers, manages
from .writing import LecturerWriter

#: What a sheet may make of a state that is there; taking in needs a passed trial besides.
ALLOWED = {
    State.CANDIDATE: {State.TRIAL, State.LISTED, State.LEFT},
    State.TRIAL: {State.CANDIDATE, State.LISTED, State.LEFT},
    State.LISTED: {State.LEFT},
    State.LEFT: {State.CANDIDATE, State.TRIAL},
}


class LecturerLoader(Loader):
    def check(self) -> None:
        table = self.table
        codes = table.get("code")
        self.rows = settle(table, self.run.problems, codes, {c.field: table.get(c.field) for c in table.spec.columns}, "code")
        self.subjects = Subjects.of(self.run)
        self.existing: dict[str, Lecturer] = Lecturer.objects.select_related("owner_unit").in_bulk(field_name="code")
        self._check_subjects()
        self._check_units()
        for i in self.rows:
            if i not in table.broken:
                self._check_state(i)

    def check_late(self) -> None:
        """Lessons and members may stand in other sheets of the same import."""
        self._check_lessons()
        self._check_members()

    def _check_subjects(self) -> None:
        for i in self.rows:
            for name in self.table.get("categories")[i] or ():
                self.subjects.want(name, self.table, i, "categories")

    def _check_units(self) -> None:
        """推荐单位 by code or whole name, and whether the user looks after the row."""
        units, reach = unit_rows(self.run), Reach.of(self.run)
        by_name = {unit.name: code for code, unit in units.items()}
        self.owners: dict[int, str] = {}
        for i in self.rows:
            named = self.table.get("owner_unit")[i]
            code = named if named in units else by_name.get(named or "")
            if named and code is None:
                unknown(self.table, self.run.problems, i, "owner_unit", named, units, what=_("组织"), where="org_units")
                continue
            if code:
                self.owners[i] = code
            if reach.is_limited:
                self._check_reach(i, code, reach)

    def _check_reach(self, i: int, code: str | None, reach: Reach) -> None:
        old = self.existing.get(self.table.get("code")[i])
        kept_by = (old.owner_unit.code if old.owner_unit else None) if old is not None else code
        if old is not None and not (reach.covers(kept_by) if kept_by else reach.shares):
            outside(self.run, self.table, i, "code")
        elif code is None and old is None and not reach.shares:
            outside(self.run, self.table, i, "code", _("请在“推荐单位”写明您管理的组织"))
        elif code is not None and not reach.covers(code):
            outside(self.run, self.table, i, "owner_unit")

    def _check_state(self, i: int) -> None:
        """A step that the directory would refuse is refused here too."""
        wanted = self.table.get("state")[i]
        old = self.existing.get(self.table.get("code")[i])
        share, owner = self.table.get("share_scope")[i], self.owners.get(i)
        if share == Lecturer.Share.UNIT and not owner and (old is None or old.owner_unit_id is None):
            self._refuse(i, "share_scope", _("“本单位”须写明推荐单位"), _("请填推荐单位，或改为全县共享"))
        if wanted is None:
            return
        end: dt.date | None = self.table.get("term_end")[i] or (old.term_end if old else None)
        if wanted == EXPIRED:
            if not is_over(State.LISTED, end, self.run.today):
                self._refuse(i, "state", _("聘期还没有到"), _("请核对状态和聘期"))
            wanted = State.LISTED
        if old is None or old.state == wanted:
            return
        if wanted not in ALLOWED[State(old.state)]:
            said = {"now": old.standing_label, "then": State(wanted).label}
            self._refuse(i, "state", _("不能由“%(now)s”改为“%(then)s”") % said, _("请在师资库中办理"))
        elif wanted == State.LISTED and not (old.trial_passed_on or self.table.get("trial_passed_on")[i]):
            self._refuse(i, "state", _("还没有试讲通过，不能入库"), _("请填试讲通过日期，或先在师资库登记试讲结果"))

    def _refuse(self, i: int, column: str, message: str, remedy: str) -> None:
        number, heading = self.table.numbers[i], self.table.heading(column)
        self.run.problems.error(
            self.table.file, message, remedy, row=number, column=heading, value=str(self.table.get(column)[i] or "")
        )

    def _check_lessons(self) -> None:
        """Lessons that the sheet names. Whose lesson it is already stays so, and this is said."""
        table = self.table
        held = dict(Activity.objects.values_list("code", "lecturer_code"))
        if (lessons := self.run.tables.get("lessons")) is not None:
            for code, lecturer in zip(lessons.get("code"), lessons.get("lecturer_code"), strict=True):
                if isinstance(code, str):
                    held[code] = lecturer if isinstance(lecturer, str) else held.get(code, "")
        self.taught: dict[str, str] = {}
        for i in self.rows:
            mine = table.get("code")[i]
            for code in table.get("lesson_codes")[i] or ():
                if code not in held:
                    unknown(table, self.run.problems, i, "lesson_codes", code, held, what=_("课程编码"), where="lessons")
                elif held[code] and held[code] != mine:
                    self._notice(i, "lesson_codes", _("课程 %(code)s 登记的讲师是 %(other)s，不改") % {
                        "code": code, "other": held[code]})  # fmt: skip
                else:
                    self.taught[code] = mine

    def _check_members(self) -> None:
        wanted = {i: code for i in self.rows if (code := self.table.get("member")[i])}
        known = set(self.run.shared.get("member_codes", ()))
        known |= set(Member.objects.present().filter(code__in=set(wanted.values())).values_list("code", flat=True))
        linked = dict(Lecturer.objects.exclude(member=None).values_list("member__code", "code"))
        for i, code in wanted.items():
            if code not in known:
                unknown(self.table, self.run.problems, i, "member", code, known, what=_("学员编号"), where="roster")
            elif linked.setdefault(code, self.table.get("code")[i]) != self.table.get("code")[i]:
                self._refuse(i, "member", _("这名学员已对应讲师 %(code)s") % {"code": linked[code]}, _("请核对学员编号"))

    def _notice(self, i: int, column: str, message: str) -> None:
        self.run.problems.notice(
            self.table.file, message, row=self.table.numbers[i], column=self.table.heading(column)
        )  # fmt: skip

    def write(self) -> None:
        self.writer = LecturerWriter(self)
        self.writer.write()

    def finish(self) -> None:
        self.writer.link_members()


def register() -> None:
    share = values.choice({"全县共享": "all", "本单位": "unit", "共享": "all", "全部": "all", "all": "all", "unit": "unit"})
    sex = values.choice({"男": "m", "女": "f", "男性": "m", "女性": "f", "m": "m", "f": "f"})
    columns: list[tuple[str, tuple[str, ...], Any]] = [
        ("code", ("code", "编号", "讲师编号", "讲师编码"), values.code()),
        ("name", ("name", "姓名", "讲师姓名", "讲师"), values.name(60)),
        ("sex", ("gender", "性别", "sex"), sex),
        ("birth_month", ("birth_month", "出生年月", "出生日期"), values.month),
        ("categories", ("category", "类别", "讲师类别", "师资类别", "类别与主题"), values.codes),
        ("specialty", ("specialty", "专业领域", "专业", "研究方向", "特长"), values.text(120)),
        ("work_unit", ("work_unit", "工作单位", "单位", "所在单位"), values.text(80)),
        ("position", ("position", "职务", "现任职务"), values.text(60)),
        ("title", ("professional_title", "职称", "专业技术职务"), values.text(40)),
        ("education", ("education", "学历", "文化程度"), values.text(20)),
        ("source", ("source_type", "来源", "师资来源", "来源类型"), values.text(40)),
        ("award", ("award", "荣誉", "荣誉称号", "入选名单"), values.text(60)),
        ("courses", ("courses", "可授课题目", "授课题目", "主讲课程"), cells.courses),
        ("modes", ("delivery_modes", "授课形式", "授课方式"), cells.modes),
        ("audience", ("audience", "适用对象", "授课对象"), values.text(120)),
        ("hours", ("hours", "课时", "每次课时"), values.number(0, 99, places=1)),
        ("lesson_codes", ("lesson_codes", "课程编码", "所授课程编码", "所授课程"), values.codes),
        ("share_scope", ("share_scope", "共享范围", "是否共享"), share),
        ("owner_unit", ("owner_unit", "推荐单位", "推荐单位编码", "邀请单位"), values.text(120)),
        ("state", ("status", "状态", "讲师状态"), cells.state),
        ("trial_passed_on", ("trial_passed_on", "试讲通过日期", "试课通过日期"), values.past_day),
        ("entered_on", ("entry_month", "入库年月", "入库时间", "聘任年月"), values.month),
        ("reviewed_on", ("last_review_month", "最近评审年月", "最近评审", "评审年月"), values.month),
        ("term_end", ("term_end_month", "聘期至", "聘期", "聘期届满"), cells.last_day),
        ("rating", ("average_rating", "评价", "平均评价", "评分"), values.number(1, 5, places=1)),
        ("sessions_taught", ("sessions_taught", "授课次数", "累计授课次数"), values.whole(0, 10_000)),
        ("contact", ("contact", "联系方式", "联系电话", "电话"), values.text(120)),
        ("is_external", ("is_external", "外请", "是否外请"), values.flag),
        ("member", ("member_code", "学员编号"), values.code()),
        ("unit_contact", ("unit_contact", "邀请单位联系人", "联系人"), values.text(120)),
    ]
    registry.register(
        SheetSpec(
            name="lecturers",
            title=gettext_lazy("师资库汇总表"),
            order=60,
            load=LecturerLoader,
            may_upload=manages,
            also_called=("师资库", "师资", "讲师"),
            is_personal=True,
            columns=[Column(*column, needed=column[0] in ("code", "name")) for column in columns],
            quiet=("序号", "备注", "no"),
            dropped=("身份证",),
            export=export_lecturers,
            export_columns=COLUMNS,
        )
    )
