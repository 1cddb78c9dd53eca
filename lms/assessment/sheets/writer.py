"""Writes checked questions: new ones, and new versions of those whose text changed.

What the committee brings in (or the command line) is published as it stands, unless its row says otherwise; what others bring in
becomes a draft that another person publishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import OrgUnit
from lms.people.roles import COMMITTEE_ROLES, TEACHING_ROLES
from lms.people.scopes import has_role

from ..actions import create_question, edit_question
from ..content import Content
from ..models import Question
from .cells import content_cells

if TYPE_CHECKING:
    from .questions import QuestionLoader


class QuestionWriter:
    def __init__(self, loader: QuestionLoader) -> None:
        self.loader, self.run, self.table = loader, loader.run, loader.table
        by = self.run.by
        self.vouches = by is None or has_role(by, COMMITTEE_ROLES)
        self.competencies = Competency.objects.in_bulk(field_name="code")
        self.lessons: dict[str, Activity] = Activity.objects.select_related("owner_unit").in_bulk(field_name="code")
        self.units: dict[str, OrgUnit] = OrgUnit.objects.in_bulk(field_name="code")
        mine = OrgUnit.objects.all() if by is None else OrgUnit.objects.for_user(by, TEACHING_ROLES)
        self.home: OrgUnit | None = mine.order_by("path").first()

    def write(self) -> None:
        added = changed = 0
        for i in self.loader.rows:
            old = self.loader.known.get(self.table.get("code")[i])
            if old is None:
                self._add(i)
                added += 1
            elif self._change(i, old):
                changed += 1
        self.run.count("questions", added=added, changed=changed)

    def _add(self, i: int) -> None:
        row = {name: self.table.get(name)[i] for name in ("code", "competency", "level", "lesson", "owner_unit", "state")}
        lesson = self.lessons.get(row["lesson"])
        create_question(
            code=row["code"], content=self.loader.contents[i], competency=self.competencies[row["competency"]],
            level=row["level"], activity=lesson, owner_unit=self._owner(row["owner_unit"], lesson), by=self.run.by,
            published=self._publishes(row["state"]),
        )  # fmt: skip

    def _owner(self, code: str | None, lesson: Activity | None) -> OrgUnit | None:
        """As the row says; else the lesson's own where the committee brings it in; else the highest unit of who does."""
        if code:
            return self.units[code]
        return lesson.owner_unit if self.vouches and lesson and lesson.owner_unit else self.home

    def _publishes(self, state: str | None) -> bool:
        return self.vouches and state in (None, "published")

    def _change(self, i: int, old: Question) -> bool:
        """Whether anything is different now."""
        content = self.loader.contents[i]
        placed = self._place(i, old)
        said = old.live or old.latest
        if said is not None and content.same_as(said) and (old.live_id or not self._publishes(self.table.get("state")[i])):
            return placed
        publishes = self._publishes(self.table.get("state")[i]) and old.state != Question.State.RETIRED
        self._tell(i, old, content)
        return edit_question(question=old, content=content, by=self.run.by, published=publishes) is not None or placed

    def _place(self, i: int, old: Question) -> bool:
        """Lesson and owner as the row says; competency and level while the question was never published."""
        row = {name: self.table.get(name)[i] for name in ("competency", "level", "lesson", "owner_unit")}
        wanted: dict[str, Any] = {
            "competency": self.competencies[row["competency"]] if not old.live_id else old.competency,
            "level": row["level"],
            "activity": self.lessons[row["lesson"]] if row["lesson"] else old.activity,
            "owner_unit": self.units[row["owner_unit"]] if row["owner_unit"] else old.owner_unit,
        }
        changed = [name for name, value in wanted.items() if getattr(old, name) != value]
        for name in changed:
            setattr(old, name, wanted[name])
        if changed:
            old.save(update_fields=changed)
        return bool(changed)

    def _tell(self, i: int, old: Question, content: Content) -> None:
        said = old.live or old.latest
        if self.run.tells_changes and said is not None:
            before, after = content_cells(said), content_cells(content)
            cells = {name: (before[name], value) for name, value in after.items() if before[name] != value}
            self.run.change(self.table, i, old.code, cells)
