"""Writes checked lecturers: the row, the steps of its state, its subjects, its lessons, its member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lms.catalogue.models import Activity
from lms.core.sheets import normal
from lms.core.sheets.rows import differing, reindex, save_changed
from lms.people.models import Member, OrgUnit

from ..models import Lecturer, LecturerStep
from ..states import EXPIRED, Reason, State
from .cells import MODES, as_end, as_month

if TYPE_CHECKING:
    from .lecturers import LecturerLoader

#: Columns that are fields of the row as they are.
FIELDS = (
    "name", "sex", "birth_month", "specialty", "work_unit", "position", "title", "education", "source", "award", "courses",
    "audience", "hours", "share_scope", "trial_passed_on", "entered_on", "reviewed_on", "term_end", "rating", "sessions_taught",
    "contact", "is_external", "unit_contact",
)  # fmt: skip
#: Whose words are not told in the list of changes.
PRIVATE = frozenset({"contact", "unit_contact"})
MONTHS = frozenset({"birth_month", "entered_on", "reviewed_on"})


class LecturerWriter:
    def __init__(self, loader: LecturerLoader) -> None:
        self.loader, self.run, self.table = loader, loader.run, loader.table
        self.codes: list[str] = self.table.get("code")
        self.touched: set[int] = set()

    def write(self) -> None:
        self.subjects = self.loader.subjects.ids()
        self.units = dict(OrgUnit.objects.values_list("code", "pk"))
        self.existing = dict(self.loader.existing)
        added, changed, steps, fields = [], [], [], set[str]()
        for i in self.loader.rows:
            wanted = self._wanted(i)
            row = self.existing.get(self.codes[i])
            if row is None:
                row = Lecturer(code=self.codes[i], **{k: v for k, v in wanted.items() if v is not None})
                added.append(row)
                steps.append(self._step(row, "", i))
                continue
            was: dict[str, Any] = {}
            if found := differing(row, wanted, was):
                changed.append(row)
                fields.update(name.removesuffix("_id") for name in found)
                self._tell(i, row, was)
                if "state" in was:
                    steps.append(self._step(row, was["state"], i))
        Lecturer.objects.bulk_create(added)
        save_changed(Lecturer, changed, fields)
        self.existing.update((row.code, row) for row in added)
        LecturerStep.objects.bulk_create(steps)
        self.new = {row.pk for row in added}
        self.touched = {row.pk for row in changed} | self._write_subjects()
        self._write_lessons()
        reindex([*added, *changed])
        self.run.count("lecturers", added=len(added), changed=len(self.touched - self.new))

    def _wanted(self, i: int) -> dict[str, Any]:
        """What the cells say, as fields; None for an empty cell, which changes nothing."""
        wanted: dict[str, Any] = {name: self.table.get(name)[i] for name in FIELDS}
        state, modes = self.table.get("state")[i], self.table.get("modes")[i]
        wanted["state"] = State.LISTED if state == EXPIRED else state
        wanted |= {field: (word in modes if modes else None) for word, field in MODES.items()}
        wanted["owner_unit_id"] = self.units[self.loader.owners[i]] if i in self.loader.owners else None
        return wanted

    def _step(self, row: Lecturer, before: str, i: int) -> LecturerStep:
        """Of a new row since it was taken in, where the sheet says when; a changed one since today."""
        day = (row.entered_on if not before else None) or self.run.today
        reason = Reason.TERM_OVER if row.state == State.LEFT and before else Reason.IMPORTED
        end = row.term_end if row.state == State.LISTED else None
        return LecturerStep(
            lecturer=row, before=before, after=row.state, day=day, reason=reason, term_end=end, by=self.run.by
        )  # fmt: skip

    def _tell(self, i: int, row: Lecturer, was: dict[str, Any]) -> None:
        if not self.run.tells_changes:
            return
        columns = {c.field for c in self.table.spec.columns} - PRIVATE
        cells: dict[str, Any] = {
            name: (_said(name, old), _said(name, getattr(row, name))) for name, old in was.items() if name in columns
        }
        if any(field in was for field in MODES.values()):
            now = {field: getattr(row, field) for field in MODES.values()}
            cells["modes"] = _modes(now | was), _modes(now)
        if "owner_unit_id" in was:
            names = {pk: code for code, pk in self.units.items()}
            cells["owner_unit"] = tuple(names.get(pk or 0, "") for pk in (was["owner_unit_id"], row.owner_unit_id))
        self.run.change(self.table, i, f"{row.code} {row.name}", cells)

    def _write_subjects(self) -> set[int]:
        """Make the subjects of the rows that name some exactly these; ids of rows for which that is new."""
        through = Lecturer.subjects.through
        before: dict[int, dict[int, int]] = {}
        for pk, lecturer, subject in through._default_manager.values_list("pk", "lecturer_id", "subject_id"):
            before.setdefault(lecturer, {})[subject] = pk
        gone: list[int] = []
        new: list[Any] = []
        touched: set[int] = set()
        for i in self.loader.rows:
            if not (named := self.table.get("categories")[i]):
                continue
            row = self.existing[self.codes[i]]
            wanted = {self.subjects[normal.plain(name)] for name in named}
            held = before.get(row.pk, {})
            gone += [pk for subject, pk in held.items() if subject not in wanted]
            new += [through(lecturer_id=row.pk, subject_id=subject) for subject in sorted(wanted - held.keys())]
            if wanted != held.keys():
                touched.add(row.pk)
        through._default_manager.filter(pk__in=gone).delete()
        through._default_manager.bulk_create(new)
        return touched

    def _write_lessons(self) -> None:
        """Lessons without a lecturer get the one that the sheet names."""
        for activity in Activity.objects.filter(code__in=self.loader.taught, lecturer_code=""):
            activity.lecturer_code = self.loader.taught[activity.code]
            activity.save(update_fields=["lecturer_code"])
            self.touched.add(self.existing[activity.lecturer_code].pk)

    def link_members(self) -> None:
        """Members may have come with the same import, so they are linked when all sheets are written."""
        wanted = {self.codes[i]: code for i in self.loader.rows if (code := self.table.get("member")[i])}
        members = dict(Member.objects.present().filter(code__in=wanted.values()).values_list("code", "pk"))
        for row in Lecturer.objects.filter(code__in=wanted):
            member = members.get(wanted[row.code])
            if member is not None and row.member_id != member:
                row.member_id = member
                row.save(update_fields=["member"])
                if row.pk not in self.touched | self.new:
                    self.run.count("lecturers", changed=1)


def _modes(held: dict[str, Any]) -> list[str]:
    return [word for word, field in MODES.items() if held[field]]


def _said(field: str, value: Any) -> Any:
    """A value as it stands in the sheet."""
    if field in MONTHS:
        return as_month(value)
    if field == "term_end":
        return as_end(value)
    if field == "state":
        return str(State(value).label)
    words = {"sex": dict(Lecturer.Sex.choices), "share_scope": dict(Lecturer.Share.choices)}.get(field)
    return str(words.get(value, value)) if words else value
