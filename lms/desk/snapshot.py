"""What the pages say of everybody's things — names of competencies, lessons, sources, the credit rules in force — in memory.

Read once for a world of planning and kept with it, so a page asks the database only about its own member. A change of any of
these gives the world a new token (see ``signal_handlers``), and with it comes a new snapshot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lms.catalogue.credit_rules import Rule, hours, pick
from lms.catalogue.models import Activity, CreditRule, CreditRuleVersion, HoursTarget, Subject
from lms.catalogue.onsite import is_on_site
from lms.competencies.models import Competency
from lms.core import conf
from lms.people.models import Post, Tier
from lms.people.queries import in_force
from lms.planning.world import World
from lms.requirements.models import RequirementSet, SetVersion

from . import wording


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What a lesson is called and how it is learned."""

    title: str
    form: str
    kind: str
    minutes: int
    subject: int | None = None
    lecturer: str = ""

    @property
    def on_site(self) -> bool:
        return is_on_site(self.form, self.kind)


@dataclass(frozen=True, slots=True)
class Credit:
    """What completing an activity counts for: hours towards each of ``targets`` (names), before caps."""

    hours: Decimal | None
    targets: tuple[str, ...]
    target_ids: tuple[int, ...]

    @property
    def earned(self) -> str:
        return wording.hours_earned(self.hours, self.targets)

    @property
    def counts(self) -> str:
        return wording.counts_for(self.hours, self.targets)

    @property
    def words(self) -> str:
        return wording.credit(self.earned, self.counts)


NO_CREDIT = Credit(None, (), ())


@dataclass(frozen=True, slots=True)
class Origin:
    """``depth``: of the unit to which a requirement belongs; the top unit's and nobody's come from above (上级指定)."""

    depth: int | None = None
    number: int = 0
    start: dt.date | None = None

    @property
    def words(self) -> str:
        version = wording.version(self.number, self.start) if self.number else ""
        return wording.beside(wording.origin(own=bool(self.depth)), version)


FROM_ABOVE = Origin()


class CreditRules:
    """The rule set in force (setting CREDIT_RULES) on a day. Four queries."""

    def __init__(self, day: dt.date) -> None:
        self.targets = dict(HoursTarget.objects.order_by("sort_order", "code").values_list("pk", "name"))
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

    def of(self, form: str, minutes: int) -> Credit:
        rule = pick(self.rules, form, minutes)
        if rule is None:
            return NO_CREDIT
        ids = tuple(int(pk) for pk in rule.targets)
        return Credit(hours(rule, minutes, self.places), tuple(self.targets[pk] for pk in ids), ids)


class Snapshot:
    """Thirteen queries when made."""

    def __init__(self, day: dt.date) -> None:
        self.competencies = {each.pk: each for each in Competency.objects.select_related("domain")}
        rows = Activity.objects.values_list("pk", "title", "form", "kind", "minutes", "subject_id", "lecturer_code")
        self.lessons = {row[0]: LessonFacts(*row[1:]) for row in rows}
        self.ids: dict[str, int] = dict(Activity.objects.values_list("code", "pk"))
        tiers = Tier.objects.order_by("sort_order", "code").values_list("code", "pk", "name")
        #: Id and name by code, in their order.
        self.tiers: dict[str, tuple[int, str]] = {code: (pk, name) for code, pk, name in tiers}
        # Sets of single persons may be as many as there are members: those are asked for by name, see ``Names``.
        sets = RequirementSet.objects.exclude(kind=RequirementSet.Kind.PERSON)
        self.sources = {f"{kind}:{code}": name for kind, code, name in sets.values_list("kind", "source_code", "name")}
        self.sources.update({f"tier:{code}": name for code, (_pk, name) in self.tiers.items()})
        self.sources.update({f"post:{code}": name for code, name in Post.objects.values_list("code", "name")})
        self.subjects: dict[int, Subject] = {each.pk: each for each in Subject.objects.all()}
        self.posts: dict[int, str] = dict(Post.objects.values_list("pk", "name"))
        self.rules = CreditRules(day)
        versions = SetVersion.objects.filter(in_force(day)).exclude(requirement_set__kind=RequirementSet.Kind.PERSON)
        asked = "requirement_set__"
        columns = (f"{asked}kind", f"{asked}source_code", f"{asked}owner_unit__depth", "number", "start")
        self.versions = {f"{kind}:{code}": Origin(*rest) for kind, code, *rest in versions.values_list(*columns)}
        self._credits: dict[int, Credit] = {}

    def credit(self, lesson: int) -> Credit:
        found = self._credits.get(lesson)
        if found is None:
            facts = self.lessons[lesson]
            found = self._credits[lesson] = self.rules.of(facts.form, facts.minutes)
        return found

    def origin(self, source: str) -> str:
        """Where a requirement comes from and which version of it is in force, in words."""
        return self.versions.get(source, FROM_ABOVE).words


def snapshot_of(world: World) -> Snapshot:
    """The snapshot that belongs to ``world``; the credit rules are those of its day and of the setting as it is now."""
    key = ("desk", conf.get("CREDIT_RULES"))
    found: Snapshot | None = world.memo.get(key)
    if found is None:
        found = world.memo[key] = Snapshot(world.day)
    return found
