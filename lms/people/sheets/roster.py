"""The sheet ``roster`` 党员花名册: its columns and its checks. ``roster_writer`` writes what was checked here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.sheets import normal, registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import settle, unknown
from lms.core.sheets.tables import BAD

from ..models import Post
from . import exports
from .categories import Categories
from .matching import match_rows
from .posts import tier_words
from .remembering import plant_planned, remember_titles, remember_units
from .roster_places import resolve_places
from .roster_titles import Titles, posts_of
from .roster_writer import RosterWriter

NO_POST = frozenset({"无"})
FLAG_WORDS = {
    "home_study": ("送学上门",),
    "limited_mobility": ("行动不便",),
    "retired": ("退休", "离休"),
}
#: What is not compared between two rows of one person.
NOT_COMPARED = frozenset({"note"})


def post_codes(raw: Any) -> tuple[str, ...]:
    """Codes of posts; 无 is an explicit "none"."""
    return tuple(part for part in values.codes(raw) if part not in NO_POST)


def titles_text(raw: Any) -> str:
    """Titles as written; a line break parts them."""
    text = normal.as_text(raw).strip().replace("\r\n", "\n").replace("\r", "\n").replace("\n", "、")
    return str(values.text(200)(text))


class RosterLoader(Loader):
    """Checks column by column; each distinct combination of cells is looked at once."""

    def check(self) -> None:
        table = self.table
        resolve_places(self.run, table)
        self._check_posts()
        self._check_tiers()
        self._check_categories()
        self._read_flags()
        found = match_rows(self.run, table)
        compared = {
            name: column
            for name, column in table.values.items()
            if name not in NOT_COMPARED and not name.endswith(("_name", "_code")) and name != "code"
        }
        self.rows = settle(table, self.run.problems, found.keys, compared, "code" if table.has("code") else "name")
        self.codes, self.matched, self.keys = found.codes, found.ids, found.keys
        self.run.shared["member_codes"] = {code for code in found.codes if code}
        self._read_titles()
        self._check_contradictions()

    def _read_titles(self) -> None:
        """Sets ``titles``, and ``main`` and ``extra``: the posts of each row, stated or out of its titles."""
        table = self.table
        self.titles = Titles(self.run, table, self.run.shared["post_names"])
        rows = sorted({*self.rows, *table.waiting}) if table.waiting else self.rows
        self.titles.read(rows, lambda i: self.codes[i] in self.matched)
        self.main, self.extra = table.get("posts"), table.get("extra_posts")
        if self.titles.rows:
            self.main, self.extra = list(self.main), list(self.extra)
            for i, stated in self.titles.rows.items():
                posts = posts_of(stated)
                self.main[i], self.extra[i] = tuple(posts[:1]) or None, tuple(posts[1:]) or None

    def _check_posts(self) -> None:
        """Sets ``post_codes`` and ``extra_codes`` to known codes; names of posts are taken as well."""
        table = self.table
        names = self.run.shared.get("post_names") or dict(Post.objects.values_list("code", "name"))
        self.run.shared["post_names"] = names
        by_name: dict[str, list[str]] = {}
        for code, name in names.items():
            if isinstance(name, str):
                by_name.setdefault(normal.plain(name), []).append(code)
        skip = "posts" in self.run.unreadable
        for field in ("posts", "extra_posts"):
            known: dict[Any, Any] = {None: None, BAD: None}
            for i, cell in enumerate(table.get(field)):
                if cell is None or cell is BAD or isinstance(known.get(cell), tuple):
                    continue
                codes = []
                for part in cell:
                    if part in names:
                        codes.append(part)
                    elif len(found := by_name.get(normal.plain(part), [])) == 1:
                        codes.append(found[0])
                    else:
                        if not skip:
                            unknown(table, self.run.problems, i, field, part, names, what=_("岗位编码"), where="posts")
                        table.broken.add(i)
                known[cell] = tuple(codes) if len(codes) == len(cell) else BAD
            if table.has(field):
                table.values[field] = [known[cell] for cell in table.values[field]]

    def _check_tiers(self) -> None:
        table = self.table
        self.tiers = tier_words()
        stated = table.get("tier")
        good = {cell: self.tiers.get(normal.plain(cell)) for cell in set(stated) if cell is not None and cell is not BAD}
        if None in good.values():
            for i, cell in enumerate(stated):
                if cell is not None and cell is not BAD and good[cell] is None:
                    unknown(table, self.run.problems, i, "tier", cell, self.tiers, what=_("层次"), where=_("系统的“层次”"))
                    table.broken.add(i)
        self.stated = [good.get(cell) for cell in stated]

    def _check_categories(self) -> None:
        table = self.table
        self.categories = Categories.of(self.run)
        seen: set[Any] = {None, BAD}
        for i, cell in enumerate(table.get("category")):
            if cell not in seen and self.categories.want(cell, table, i, "category"):
                seen.add(cell)

    def _read_flags(self) -> None:
        """Flags out of 行政职务, 特殊情形 and 备注; they are only ever raised by a sheet."""
        cells = list(zip(self.table.get("duty"), self.table.get("special"), self.table.get("note"), strict=True))
        found: dict[Any, dict[str, bool]] = {}
        for cell in set(cells):
            duty, special, note = (part if isinstance(part, str) else "" for part in cell)
            where = {"retired": duty + "\n" + special}
            found[cell] = {
                flag: True
                for flag, words in FLAG_WORDS.items()
                if any(word in where.get(flag, special + "\n" + note) for word in words)
            }
        self.flags: list[dict[str, bool]] = [found[cell] for cell in cells]

    def _check_contradictions(self) -> None:
        """Tell where somebody holds a post that is not open to the person's category (a notice)."""
        allowed: dict[str, set[str]] = {}
        rows = Post.categories.through.objects.values_list("post__code", "membercategory__name")
        for code, name in rows:
            allowed.setdefault(code, set()).add(normal.plain(name))
        for code, listed in self.run.shared.get("post_categories", {}).items():
            allowed[code] = {normal.plain(name) for name in listed}
        if not allowed:
            return
        table = self.table
        categories, main, extra = table.get("category"), self.main, self.extra
        fits: dict[Any, list[str]] = {}
        for i in self.rows:
            key = (categories[i], main[i], extra[i])
            if key not in fits:
                fits[key] = self._misfits(key, allowed)
            for code in fits[key]:
                self.run.problems.notice(
                    table.file,
                    _("%(name)s的人员类别与岗位 %(post)s 不符") % {"name": table.get("name")[i], "post": code},
                    _("请核对岗位设置或人员类别"),
                    row=table.numbers[i],
                    column=table.heading("category"),
                    value=categories[i],
                )

    def _misfits(self, key: tuple[Any, ...], allowed: dict[str, set[str]]) -> list[str]:
        category, *held = key
        if not isinstance(category, str):
            return []
        return [code for codes in held for code in codes or () if code in allowed and normal.plain(category) not in allowed[code]]

    def write(self) -> None:
        plant_planned(self.run, {self.table.values[name][i] for name in ("branch", "unit", "group") for i in self.rows})
        remember_units(self.run)
        remember_titles(self.run, self.titles)
        self.writer = RosterWriter(self)
        self.writer.write()

    def finish(self) -> None:
        self.writer.finish()


def _columns() -> Sequence[Column]:
    return (
        Column("code", ("学员编号", "编号", "工号", "人员编号", "学号", "member_code", "learner_code"), values.code()),
        Column("name", ("姓名", "学员姓名", "党员姓名", "名字"), values.name(60), needed=True),
        Column(
            "branch_name",
            ("所在党支部", "所在支部", "党支部", "支部", "支部名称", "党支部名称", "所属支部", "所属党支部", "branch"),
            values.text(120),
            needed=True,
            group="branch",
        ),
        Column("branch_code", ("支部编码", "党支部编码", "支部编号", "支部代码"), values.code(), needed=True, group="branch"),
        Column(
            "sex",
            ("性别", "gender"),
            values.choice(
                {
                    "男": "m",
                    "女": "f",
                    "M": "m",
                    "F": "f",
                    "1": "m",
                    "2": "f",
                    "男性": "m",
                    "女性": "f",
                    "male": "m",
                    "female": "f",
                }
            ),
        ),
        Column("birth_month", ("出生年月", "出生日期", "出生时间", "出生年月日", "生日"), values.month),
        Column("education", ("学历", "文化程度", "最高学历", "学历/学位"), values.text(20)),
        Column("category", ("人员类别", "党员类别", "类别", "政治面貌"), values.text(40)),
        Column("unit_name", ("所在单位", "单位", "工作单位", "单位名称", "unit"), values.text(120)),
        Column("unit_code", ("单位编码", "单位代码", "单位编号"), values.code()),
        Column("group_name", ("所在党小组", "党小组", "党小组名称"), values.text(120)),
        Column("group_code", ("党小组编码", "党小组编号", "党小组代码"), values.code()),
        Column("party_duty", ("党内职务", "党内任职"), titles_text),
        Column("duty", ("行政职务", "职务", "现任职务", "单位及职务"), titles_text),
        Column("rank", ("职务职级", "职级"), values.text(40)),
        Column("posts", ("岗位编码", "岗位", "主岗", "岗位代码", "post_code"), post_codes),
        Column("extra_posts", ("兼任岗位编码", "兼任岗位", "兼岗", "兼职岗位编码"), post_codes),
        Column("tier", ("学员层次", "层次", "所属层次"), values.text(40)),
        Column("is_mobile", ("是否流动党员", "是否流动", "流动党员"), values.flag),
        Column("special", ("特殊情形", "特殊情况"), values.text(60)),
        Column("note", ("备注", "说明"), values.text(2000)),
    )


def register() -> None:
    registry.register(
        SheetSpec(
            name="roster",
            title=gettext_lazy("花名册"),
            order=60,
            load=RosterLoader,
            also_called=("党员名册", "人员名册", "名册", "花名单"),
            may_upload=exports.manages,
            export=exports.roster,
            export_columns=exports.ROSTER,
            numbers=lambda run, table: run.shared.get("given_numbers", {}),
            is_personal=True,
            columns=list(_columns()),
            quiet=("序号", "no", "工作片区", "片区"),
            dropped=(
                "民族",
                "籍贯",
                "参加工作时间",
                "入党时间",
                "入党日期",
                "转正时间",
                "转正日期",
                "身份证",
                "公民身份号码",
                "证件号",
                "电话",
                "手机",
                "联系方式",
                "住址",
                "家庭",
                "出生地",
                "微信",
                "邮箱",
            ),
        )
    )
