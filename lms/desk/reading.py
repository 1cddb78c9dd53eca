"""What the desk's pages read beside a plan: where the member is, the contact, who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from lms.competencies.models import Competency
from lms.core.prepared import Prepared
from lms.people.models import Member, OrgUnit
from lms.planning.cases import Case
from lms.planning.gaps import Level
from lms.records.models import Record
from lms.requirements.models import RequirementSet

from . import wording, wording_record
from .snapshot import LessonFacts, snapshot_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the member is in one competency: words, the day of the assessment, the day on which it lapses."""

    what: str
    level: Level
    word: str
    basis: str
    day: dt.date | None
    until: dt.date | None
    sentence: str
    short: str

    @property
    def both(self) -> tuple[str, str]:
        """Where I am, with date and origin and without."""
        return self.sentence, self.short

    @property
    def quoted(self) -> str:
        return wording.quoted(self.what)

    @property
    def line(self) -> str:
        """One line of a list: the competency, where I am in it, and until when that holds."""
        until = self.until if self.level.basis not in ("none", "lapsed") else None
        return wording.standing_line(self.quoted, self.sentence, until)


class Names:
    """Names of what a case speaks of. No query; one where a set names the member."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.all = snapshot_of(case.world)
        self.sources = self.all.sources
        if strangers := {line.set_id for line in case.demand.lines if line.source not in self.sources}:
            rows = RequirementSet.objects.filter(pk__in=strangers).values_list("kind", "source_code", "name")
            self.sources = {**self.sources, **{f"{kind}:{code}": name for kind, code, name in rows}}
        self.progress = case.progress
        self._standings: dict[int, Standing] = {}

    def lesson(self, activity: int) -> LessonFacts:
        return self.all.lessons[activity]

    def title(self, activity: int) -> str:
        return self.all.lessons[activity].title

    def competency(self, pk: int) -> Competency:
        return self.all.competencies[pk]

    def source(self, source: str) -> str:
        """Whose requirement it is, by name and never by code."""
        name = self.sources.get(source, "")
        return wording.first_name(name) if source.startswith("tier:") else name

    def standing(self, competency: int) -> Standing:
        found = self._standings.get(competency)
        if found is None:
            found = self._standings[competency] = self._standing(competency)
        return found

    def _standing(self, competency: int) -> Standing:
        level = self.case.level(competency)
        code, day = self.case.evidence.get(level.record, ("", None)) if level.record else ("", None)
        # The label of the enumeration: get_kind_display would translate all eight kinds to find one.
        kind = str(Record.Evidence(code).label) if code else ""
        name, word = self.competency(competency).name, wording.level_word(level.level or level.held)
        sentence, short = wording.where_i_am(level, kind, day)
        return Standing(name, level, word, wording.basis_word(level, kind), day, level.until, sentence, short)


def _contacts(branch: int) -> Any:
    """The contacts of a unit and of those above it, the nearest first."""
    below = OrgUnit.objects.filter(pk=branch, path__startswith=OuterRef("path"))
    units = OrgUnit.objects.filter(Exists(below), training_contact__isnull=False).order_by("-depth")
    return units.values_list("training_contact_id", "training_contact__name")


CONTACTS_OF_ONE = Prepared(_contacts, int)


def contact_of(member: Member) -> str:
    """Name of the training contact of the branch, or of the nearest unit above that has one; may be empty. One query."""
    return next((name for pk, name in CONTACTS_OF_ONE.ask(member.branch_id) if pk != member.pk), "")


def names_of(accounts: Iterable[int | None]) -> dict[int, str]:
    """What the persons behind these accounts are called. One query; none where there is nobody."""
    wanted = {pk for pk in accounts if pk is not None}
    found = get_user_model()._default_manager.filter(pk__in=wanted) if wanted else ()
    return {each.pk: wording_record.person(each.last_name, each.first_name) or each.get_username() for each in found}


def unique(parts: Iterable[str]) -> list[str]:
    """In their order, each once, without empty ones."""
    return [part for part in dict.fromkeys(parts) if part]
