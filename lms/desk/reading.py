"""What the desk's pages read beside a plan: names, evidence, the contact, the credit rules in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from lms.catalogue.credit_rules import Rule, hours, pick
from lms.catalogue.models import Activity, CreditRule, CreditRuleVersion, HoursTarget
from lms.competencies.models import Competency
from lms.core import conf
from lms.people.models import Member, OrgUnit, Post, Tier
from lms.people.queries import in_force
from lms.planning.cases import Case
from lms.planning.gaps import Level
from lms.records.models import Record
from lms.requirements.models import RequirementSet

from . import wording


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

    @property
    def quoted(self) -> str:
        return wording.quoted(self.what)


class Names:
    """Names of what a case speaks of: competencies, who asks, evidence. Five queries, and one more for ``read_activities``."""

    def __init__(self, case: Case) -> None:
        self.case = case
        lines = case.demand.lines
        self.competencies = {each.pk: each for each in Competency.objects.select_related("domain")}
        wanted = {line.set_id for line in lines}
        rows = RequirementSet.objects.filter(pk__in=wanted).values_list("kind", "source_code", "name")
        self.sources = {f"{kind}:{code}": name for kind, code, name in rows}
        self.sources.update({f"tier:{code}": name for code, name in Tier.objects.values_list("code", "name")})
        self.sources.update({f"post:{code}": name for code, name in Post.objects.values_list("code", "name")})
        records = [pk for competency in case.steps if (pk := case.level(competency).record)]
        self.evidence = {each.pk: each for each in Record.objects.filter(pk__in=records)}
        self.activities: dict[int, Activity] = {}

    def read_activities(self, ids: Collection[int]) -> None:
        """One query."""
        self.activities = {each.pk: each for each in Activity.objects.filter(pk__in=ids)}

    def title(self, activity: int) -> str:
        return self.activities[activity].title

    def competency(self, pk: int) -> Competency:
        return self.competencies[pk]

    def source(self, source: str) -> str:
        """Whose requirement it is, by name and never by code."""
        return self.sources.get(source, "")

    def standing(self, competency: int) -> Standing:
        level = self.case.level(competency)
        record = self.evidence.get(level.record) if level.record else None
        kind = str(record.get_kind_display()) if record and record.kind else ""
        day = record.day if record else None
        name = self.competencies[competency].name
        word = wording.level_word(level.level or level.held)
        return Standing(
            name, level, word, wording.basis_word(level, kind), day, level.until, wording.where_i_am(level, kind, day)
        )


@dataclass(frozen=True, slots=True)
class Credit:
    """What completing an activity counts for: hours towards each of ``targets`` (names), before caps."""

    hours: Decimal | None
    targets: tuple[str, ...]
    target_ids: tuple[int, ...]

    @property
    def words(self) -> str:
        return wording.counts_for(self.hours, self.targets)


NO_CREDIT = Credit(None, (), ())


class CreditRules:
    """The rule set in force (setting CREDIT_RULES) on a day. Four queries."""

    def __init__(self, day: dt.date) -> None:
        self.names = dict(HoursTarget.objects.values_list("pk", "name"))
        versions = CreditRuleVersion.objects.filter(in_force(day), rule_set__code=conf.get("CREDIT_RULES"))
        version = versions.order_by("-number").first()
        self.places = version.places if version else 2
        lines = CreditRule.objects.filter(version=version).order_by("order", "pk").prefetch_related("targets")
        self.rules = [self._rule(line) for line in lines]

    @staticmethod
    def _rule(line: CreditRule) -> Rule:
        return Rule(
            line.form, line.value, line.unit, line.unit_minutes, line.from_minutes, line.below_minutes, line.mode,
            tuple(target.pk for target in line.targets.all()),
        )

    def of(self, activity: Activity) -> Credit:
        rule = pick(self.rules, activity.form, activity.minutes)
        if rule is None:
            return NO_CREDIT
        ids = tuple(int(pk) for pk in rule.targets)
        return Credit(hours(rule, activity.minutes, self.places), tuple(self.names[pk] for pk in ids), ids)


def contact_of(member: Member) -> str:
    """Name of the training contact of the branch, or of the nearest unit above that has one; may be empty. One query."""
    path = member.branch.path
    chain = [path[:end] for end in range(OrgUnit.STEP, len(path) + 1, OrgUnit.STEP)]
    units = OrgUnit.objects.filter(path__in=chain, training_contact__isnull=False).exclude(training_contact=member)
    found = units.order_by("-depth").values_list("training_contact__name", flat=True).first()
    return found or ""


def unique(parts: Iterable[str]) -> list[str]:
    """In their order, each once, without empty ones."""
    return [part for part in dict.fromkeys(parts) if part]
