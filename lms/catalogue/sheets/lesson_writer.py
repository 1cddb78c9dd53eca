"""Writes checked lessons: activities, what they teach, for which tiers, after which other lessons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from lms.competencies.models import Competency
from lms.core.sheets import normal
from lms.core.sheets.rows import differing, reindex, save_changed
from lms.people.models import OrgUnit, Tier

from ..actions.past import keeping_past
from ..models import Activity, Teaches
from .cells import has_check, kind_of
from .kept_rows import STILL_WRITTEN, differing_fields, held, kept_elsewhere, message
from .lesson_words import in_words

if TYPE_CHECKING:
    from .lessons import LessonLoader

BATCH = 500
#: Column of the sheet → field of the activity.
FIELDS = {
    "title": "title",
    "minutes": "minutes",
    "form": "form",
    "required_flag": "is_required",
    "lecturer_category": "subject_id",
    "lecturer_code": "lecturer_code",
    "completion_rule": "completion_rule",
    "site": "site",
    "share_scope": "share_scope",
    "valid_until": "valid_until",
}


class LessonWriter:
    def __init__(self, loader: LessonLoader) -> None:
        self.loader, self.run, self.table = loader, loader.run, loader.table
        self.competencies = dict(Competency.objects.values_list("code", "pk"))
        self.units = dict(OrgUnit.objects.values_list("code", "pk"))
        self.subjects: dict[str, int] = {}
        self.codes: list[str] = self.table.get("code")
        #: Of rows whose lesson a page maintains: whether the row says something else.
        self.differ: dict[int, bool] = {}

    def write(self) -> None:
        """Add and change lessons; keep what planning saw of changed ones until yesterday."""
        self.existing: dict[str, Activity] = Activity.objects.in_bulk(field_name="code")
        self.known = set(self.existing)
        self.subjects = self.loader.subjects.ids()
        self.kept = kept_elsewhere(self.existing)
        self.own = [i for i in self.loader.rows if self.codes[i] not in self.kept]
        known = [self.existing[self.codes[i]].pk for i in self.loader.rows if self.codes[i] in self.existing]
        fresh = [i for i in self.loader.rows if self.codes[i] not in self.existing]
        with keeping_past(known, self.run.today, added=bool(fresh)):
            added, changed = self._write_rows()
            self.pk = {code: activity.pk for code, activity in self.existing.items()}
            new = {activity.pk for activity in added}
            touched = {activity.pk for activity in changed}
            for name, through, owner, target, wanted, words in self._relations():
                before = _pairs(through, owner, target)
                self._tell_relation(name, {pk: set(held) for pk, held in before.items()}, wanted, words)
                touched |= _set_pairs(through, owner, target, before, wanted)
            touched |= self._write_teaches()
            self._tell_kept()
        reindex(added + changed)
        self.run.count("lessons", added=len(new), changed=len(touched - new))

    def _write_rows(self) -> tuple[list[Activity], list[Activity]]:
        added: list[Activity] = []
        changed: list[Activity] = []
        fields: set[str] = set()
        for i in self.loader.rows:
            code = self.codes[i]
            wanted = {field: self.table.get(column)[i] for column, field in FIELDS.items()}
            named = wanted["subject_id"]
            wanted["subject_id"] = self.subjects[normal.plain(named)] if named else None
            owner = self.table.get("owner_unit")[i]
            wanted["owner_unit_id"] = self.units[owner] if owner else None
            old = self.existing.get(code)
            if code in self.kept and old is not None:
                self.differ[i] = bool(differing_fields(old, wanted))
                wanted = {name: wanted[name] for name in STILL_WRITTEN}
            if old is None:
                wanted |= {"kind": kind_of(wanted["form"]), "has_check": has_check(wanted["form"], wanted["completion_rule"])}
                activity = Activity(code=code, origin_key=code, **{k: v for k, v in wanted.items() if v is not None})
                added.append(activity)
            else:
                wanted |= {} if code in self.kept else self._derived(old, wanted)
                was: dict[str, Any] = {}
                if found := differing(old, wanted, was):
                    changed.append(old)
                    self._tell(i, old, was)
                    fields.update(name.removesuffix("_id") for name in found)
        Activity.objects.bulk_create(added, batch_size=BATCH)
        self.existing.update((activity.code, activity) for activity in added)
        save_changed(Activity, changed, fields)
        return added, changed

    def _tell(self, i: int, lesson: Activity, was: dict[str, Any]) -> None:
        if self.run.tells_changes:
            column = {field: name for name, field in FIELDS.items()} | {"owner_unit_id": "owner_unit"}
            names = {pk: code for code, pk in self.units.items()}
            subjects = self.loader.subjects.names()
            cells = {
                column[field]: tuple(in_words(field, value, names, subjects) for value in (old, getattr(lesson, field)))
                for field, old in was.items()
                if field in column
            }
            self.run.change(self.table, i, f"{lesson.code} {lesson.title}", cells)

    def _tell_relation(self, name: str, before: dict[int, set[Any]], wanted: dict[int, set[Any]], words: dict[Any, str]) -> None:
        """Tell what changes on tiers, prerequisites and competencies of lessons that were there."""
        if not self.run.tells_changes:
            return
        place = {self.pk[self.codes[i]]: i for i in self.loader.rows if self.codes[i] in self.known}
        for pk, now in wanted.items():
            if pk in place and now != before.get(pk, set()):
                cells = tuple(sorted(words[key] for key in before.get(pk, ()))), tuple(sorted(words[key] for key in now))
                self.run.change(self.table, place[pk], self.codes[place[pk]], {name: cells})

    def _derived(self, old: Activity, wanted: dict[str, Any]) -> dict[str, Any]:
        """Kind and check follow from form and rule, but only where the sheet changes one of these."""
        form, rule = wanted["form"] or old.form, wanted["completion_rule"] or old.completion_rule
        if (form, rule) == (old.form, old.completion_rule):
            return {}
        return {"kind": kind_of(form) if form != old.form else None, "has_check": has_check(form, rule)}

    def _relations(self) -> Iterable[tuple[str, type[models.Model], str, str, dict[int, set[int]], dict[Any, str]]]:
        tiers: dict[int, set[int]] = {}
        needed: dict[int, set[int]] = {}
        for i in self.own:
            pk = self.pk[self.codes[i]]
            tiers[pk] = {self.loader.tiers[normal.plain(name)] for name in self.table.get("tiers")[i]}
            if listed := self.table.get("prerequisites")[i]:
                needed[pk] = {self.pk[code] for code in listed}
        codes = {pk: code for code, pk in self.pk.items()}
        tier_codes = dict(Tier.objects.values_list("pk", "code"))
        yield "tiers", Activity.tiers.through, "activity_id", "tier_id", tiers, tier_codes
        yield "prerequisites", Activity.prerequisites.through, "from_activity_id", "to_activity_id", needed, codes

    def _taught(self, i: int) -> set[tuple[int, int]]:
        return {(self.competencies[code], level) for code, level in self.table.get("competencies")[i]}

    def _tell_kept(self) -> None:
        """A row that differs from the page of its lesson says so: nothing is changed behind the back of its author."""
        if not self.differ:
            return
        tiers, teaches = held(self.pk[self.codes[i]] for i in self.differ)
        said, remedy = message()
        for i, differs in self.differ.items():
            pk = self.pk[self.codes[i]]
            named = {self.loader.tiers[normal.plain(name)] for name in self.table.get("tiers")[i]}
            if differs or tiers[pk] != named or teaches[pk] != self._taught(i):
                row, column = self.table.numbers[i], self.table.heading("code")
                self.run.problems.notice(self.table.file, said, row=row, column=column, value=self.codes[i], remedy=remedy)

    def _write_teaches(self) -> set[int]:
        wanted = {
            self.pk[self.codes[i]]: self._taught(i) for i in self.own
        }
        before: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        for pk, activity, competency, level in Teaches.objects.values_list("pk", "activity_id", "competency_id", "level"):
            before[activity][competency, level] = pk
        words = {(pk, level): f"{code}:{level}" for code, pk in self.competencies.items() for level in range(1, 5)}
        self._tell_relation("competencies", {pk: set(pairs) for pk, pairs in before.items()}, wanted, words)
        gone = [row for pk, pairs in wanted.items() for pair, row in before[pk].items() if pair not in pairs]
        new = [
            Teaches(activity_id=pk, competency_id=competency, level=level)
            for pk, pairs in wanted.items()
            for competency, level in sorted(pairs - before[pk].keys())
        ]
        Teaches.objects.filter(pk__in=gone).delete()
        Teaches.objects.bulk_create(new, batch_size=BATCH)
        return {pk for pk, pairs in wanted.items() if pairs != before[pk].keys()}


def _pairs(through: type[models.Model], owner: str, target: str) -> dict[int, dict[int, int]]:
    """Of each owner what it points to, with the id of the row that says so."""
    before: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, left, right in through._default_manager.values_list("pk", owner, target):
        before[left][right] = pk
    return before


def _set_pairs(
    through: type[models.Model], owner: str, target: str, before: dict[int, dict[int, int]], wanted: dict[int, set[int]]
) -> set[int]:
    """Make the many-to-many rows of the owners in ``wanted`` exactly these; ids of the owners for which that is new."""
    gone = [row for left, rights in wanted.items() for right, row in before[left].items() if right not in rights]
    new = [
        through(**{owner: left, target: right})
        for left, rights in wanted.items()
        for right in sorted(rights - before[left].keys())
    ]
    through._default_manager.filter(pk__in=gone).delete()
    through._default_manager.bulk_create(new, batch_size=BATCH)
    return {left for left, rights in wanted.items() if rights != before[left].keys()}
