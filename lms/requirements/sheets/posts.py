"""The sheet ``post_requirements``: which competency a post asks for, at which level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.competencies.models import Competency
from lms.core.sheets import registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import settle, unknown
from lms.core.sheets.tables import BAD
from lms.people.models import Post

from ..actions import LineData, replace_lines, set_for_post
from ..models import Line, SetVersion

PRIORITIES = {"必备": 1, "应备": 2, "了解": 3}
LEVELS = {"知道": 1, "会做": 2, "熟练": 3, "带教": 4}
NAMES = ("post_code", "competency_code", "required_level", "priority", "due_within_months")


def priority_of(level: int) -> int:
    """The priority of a line that states none: from level 3 必备, 2 应备, 1 了解."""
    return 1 if level >= 3 else 2 if level == 2 else 3


class PostRequirementLoader(Loader):
    def check(self) -> None:
        table, problems = self.table, self.run.problems
        keys: list[Any] = [
            None if post in (None, BAD) or competency in (None, BAD) else (post, competency)
            for post, competency in zip(table.get("post_code"), table.get("competency_code"), strict=True)
        ]
        self.rows = settle(table, problems, keys, {name: table.get(name) for name in NAMES}, "competency_code")
        self._check_known("post_code", "post_names", "posts", _("岗位编码"), Post)
        self._check_known("competency_code", "competency_codes", "competencies", _("能力编码"), Competency)

    def _check_known(self, field: str, shared: str, sheet: str, what: str, model: Any) -> None:
        if sheet in self.run.unreadable:
            return
        known = self.run.shared.get(shared)
        if known is None:
            known = set(model.objects.values_list("code", flat=True))
        for i, code in enumerate(self.table.get(field)):
            if code is not None and code is not BAD and code not in known:
                unknown(self.table, self.run.problems, i, field, code, known, what=what, where=sheet)

    def write(self) -> None:
        table = self.table
        columns = [table.get(name) for name in NAMES]
        competencies = dict(Competency.objects.values_list("code", "pk"))
        asked: dict[str, dict[int, tuple[int, int | None, int | None]]] = defaultdict(dict)
        for i in self.rows:
            post, competency, level, priority, months = (column[i] for column in columns)
            asked[post][competencies[competency]] = (level, priority, months)
        standing = self._standing(asked)
        posts = Post.objects.in_bulk(list(asked), field_name="code")
        self.codes = {pk: code for code, pk in competencies.items()}
        self.places = {(columns[0][i], columns[1][i]): i for i in self.rows}
        for code, wanted in asked.items():
            self._write_post(posts[code], wanted, standing.get(code, {}))

    def _tell(self, post: Post, competency: int, old: LineData, new: LineData) -> None:
        code = self.codes[competency]
        pairs = {"required_level": (old.level, new.level), "priority": (old.priority, new.priority)}
        pairs["due_within_months"] = (old.due_within_months, new.due_within_months)
        cells = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        self.run.change(self.table, self.places[post.code, code], f"{post.name} {code}", cells)

    def _standing(self, asked: dict[str, Any]) -> dict[str, dict[tuple[Any, ...], LineData]]:
        """Lines of the latest version of each post's set, by subject. Two queries."""
        latest: dict[str, int] = {}
        versions = SetVersion.objects.filter(requirement_set__code__in=[f"post:{code}" for code in asked]).order_by("number")
        for pk, code in versions.values_list("pk", "requirement_set__source_code"):
            latest[code] = pk
        codes = {pk: code for code, pk in latest.items()}
        found: dict[str, dict[tuple[Any, ...], LineData]] = defaultdict(dict)
        fields = list(LineData.__dataclass_fields__)
        for version, *line in Line.objects.filter(version__in=codes).values_list("version_id", *fields):
            data = LineData(*line)
            found[codes[version]][data.subject] = data
        return found

    def _write_post(
        self, post: Post, wanted: dict[int, tuple[int, int | None, int | None]], standing: dict[tuple[Any, ...], LineData]
    ) -> None:
        lines = dict(standing)
        added = changed = 0
        for competency, (level, priority, months) in wanted.items():
            subject = (Line.Kind.COMPETENCY, competency)
            old = standing.get(subject)
            if old is None:
                first = LineData(Line.Kind.COMPETENCY, competency_id=competency, level=level)
                lines[subject] = replace(first, priority=priority or priority_of(level), due_within_months=months)
                added += 1
                continue
            lines[subject] = replace(
                old,
                level=level,
                priority=priority or old.priority,
                due_within_months=old.due_within_months if months is None else months,
            )
            if lines[subject] != old:
                changed += 1
                self._tell(post, competency, old, lines[subject])
        if added or changed:
            replace_lines(
                requirement_set=set_for_post(post), lines=lines.values(), on=self.run.today, by=self.run.by, logged=False
            )
            self.run.count("post_requirements", added=added, changed=changed)


def export_requirements(user: Any) -> Iterator[dict[str, Any]]:
    """What each post asks for now: the competency lines of the latest version of its set. Three queries."""
    latest: dict[str, int] = {}
    names = dict(Post.objects.for_user(user).values_list("code", "name"))
    sets = [f"post:{code}" for code in names]
    versions = SetVersion.objects.filter(requirement_set__code__in=sets).order_by("number")
    for pk, code in versions.values_list("pk", "requirement_set__source_code"):
        latest[code] = pk
    codes = {pk: code for code, pk in latest.items()}
    rows = Line.objects.filter(version__in=codes, kind=Line.Kind.COMPETENCY).values(
        "version_id", "competency__code", "competency__name", "level", "priority", "due_within_months"
    )
    for row in sorted(rows, key=lambda row: (codes[row["version_id"]], row["competency__code"])):
        code = codes[row["version_id"]]
        yield {
            "post_code": code, "post_name": names[code], "competency_code": row["competency__code"],
            "competency_name": row["competency__name"], "required_level": row["level"], "priority": row["priority"],
            "due_within_months": row["due_within_months"],
        }  # fmt: skip


def register() -> None:
    registry.register(
        SheetSpec(
            name="post_requirements",
            title=gettext_lazy("岗位要求"),
            order=40,
            load=PostRequirementLoader,
            columns=[
                Column("post_code", ("post_code", "岗位编码"), values.code(), needed=True),
                Column("competency_code", ("competency_code", "能力编码"), values.code(), needed=True),
                Column("required_level", ("required_level", "要求等级", "等级"), values.whole(1, 4, LEVELS), needed=True),
                Column("priority", ("priority", "优先级", "重要程度"), values.whole(1, 3, PRIORITIES)),
                Column(
                    "due_within_months",
                    ("due_within_months", "达标期限（月）", "期限（月）", "期限月数", "达标期限"),
                    values.whole(0, 600),
                ),
            ],
            quiet=("序号", "备注", "no", "post_name", "岗位名称", "default_tier", "默认层次", "competency_name", "能力名称"),
            export=export_requirements,
            export_columns=(
                ("post_code", "岗位编码"),
                ("post_name", "岗位名称"),
                ("competency_code", "能力编码"),
                ("competency_name", "能力名称"),
                ("required_level", "要求等级"),
                ("priority", "优先级"),
                ("due_within_months", "达标期限（月）"),
            ),
        )
    )
