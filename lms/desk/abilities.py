"""我的能力: what my posts ask, where I am, where that comes from, and what brings me further."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable

from lms.competencies.models import Competency, Domain
from lms.planning.picture import Picture
from lms.planning.queries import NoPlan, picture_of_case

from . import wording, wording_abilities
from .beside import highest
from .evidence import Backing, Evidence
from .reading import Names, unique
from .test_out import Tests, ability_test_url
from .viewmodels.abilities import Abilities, Ability, AbilityDomain, DomainSum, Other, Way
from .viewmodels.learning import Link, lesson_url

#: From this level on a competency counts as 熟练及以上.
HIGH = 3
#: Lessons that are named for one competency.
LESSONS = 3


def domains_of(names: Names, contact: str) -> Abilities:
    """The whole page. 未评估 stands apart and is counted apart. At most four queries beside those of ``names``."""
    case, evidence = names.case, Evidence(names.case)
    ways = Ways(names)
    tests = Tests(case)
    required = dict(case.demand.required)
    found = [(pk, _ability(names, pk, level, evidence.backing(pk), ways, tests)) for pk, level in required.items()]
    held = evidence.held()
    return Abilities(
        contact=contact,
        confirmed_by=wording_abilities.confirmed_by(contact),
        posts=tuple(names.all.posts[pk] for pk, _ in case.person.posts),
        domains=_by_domain(names, [each for each in found if not each[1].unassessed]),
        unassessed=_by_domain(names, [each for each in found if each[1].unassessed]),
        sums=_sums(names, dict(found)),
        reached=sum(ability.reached for _, ability in found if not ability.unassessed),
        to_raise=sum(not ability.reached for _, ability in found if not ability.unassessed),
        not_assessed=sum(ability.unassessed for _, ability in found),
        high=sum(level >= HIGH for level in held.values()),
        others=_others(names, evidence, [pk for pk in held if pk not in required]),
    )


class Ways:
    """What the plan does about each competency. One or two queries for the plan; none of it where the solver failed."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.lessons: dict[int, list[int]] = defaultdict(list)
        self.awaiting: dict[int, int] = {}
        self.unsupplied: dict[int, int] = {}
        with contextlib.suppress(NoPlan):
            self._read(picture_of_case(names.case))

    def _read(self, picture: Picture) -> None:
        for row in picture.rows:
            for competency in dict.fromkeys(each.competency for each in row.supplies):
                self.lessons[competency].append(row.lesson)
        self.awaiting.update((rung.element.competency, rung.element.level) for rung in highest(picture.awaiting))
        for element in picture.unsupplied:
            self.unsupplied.setdefault(element.competency, element.level)

    def of(self, competency: Competency, claim: int, level: int) -> Way:
        pk, lessons = competency.pk, self.lessons.get(competency.pk, [])
        awaited = self.awaiting.get(pk, 0) or claim
        return Way(
            lessons=tuple(Link(self.names.title(each), lesson_url(each)) for each in lessons[:LESSONS]),
            more=max(0, len(lessons) - LESSONS),
            awaited=wording_abilities.looked_at(awaited, competency.sentence(awaited)) if awaited else "",
            claimed=wording_abilities.claimed(claim, level) if claim else "",
            unsupplied=wording_abilities.unsupplied(self.unsupplied[pk]) if pk in self.unsupplied else "",
        )


def _ability(names: Names, pk: int, required: int, backing: Backing, ways: Ways, tests: Tests) -> Ability:
    competency, standing = names.competency(pk), names.standing(pk)
    asking = [line for line in names.case.demand.lines if line.competency == pk and line.level == required]
    who = wording.listed(unique(names.source(line.source) for line in asking))
    return Ability(
        standing, required, wording.level_word(required), competency.sentence(required), who, pk, backing.evidence,
        backing.history, ways.of(competency, backing.claimed, standing.level.level),
        tuple(Link(wording.level_word(level), ability_test_url(pk, level)) for level in tests.levels(pk)),
    )


def _others(names: Names, evidence: Evidence, competencies: Iterable[int]) -> tuple[Other, ...]:
    """What the member can do and no post asks for."""
    found = sorted(competencies, key=lambda pk: _order(names.competency(pk)))
    return tuple(
        Other(names.standing(pk).what, names.standing(pk).word, evidence.backing(pk).evidence, evidence.backing(pk).history)
        for pk in found
    )


DomainKey = tuple[int, str, str]


def _key(domain: Domain | None) -> DomainKey:
    return (domain.sort_order, domain.code, domain.name) if domain else (10**6, "", wording.other_domain())


def _order(competency: Competency) -> tuple[DomainKey, str]:
    return _key(competency.domain), competency.code


def _by_domain(names: Names, rows: Iterable[tuple[int, Ability]]) -> tuple[AbilityDomain, ...]:
    """Domains in their order; within, what is to be raised before what is reached, by code."""
    found: dict[DomainKey, list[Ability]] = defaultdict(list)
    for pk, ability in sorted(rows, key=lambda each: (each[1].reached, _order(names.competency(each[0])))):
        found[_key(names.competency(pk).domain)].append(ability)
    return tuple(AbilityDomain(key[2], tuple(found[key])) for key in sorted(found))


def _sums(names: Names, abilities: dict[int, Ability]) -> tuple[DomainSum, ...]:
    """Every domain that has competencies, also one in which nothing is asked or nothing is reached."""
    asked: dict[DomainKey, list[Ability]] = {_key(each.domain): [] for each in names.all.competencies.values()}
    for pk, ability in abilities.items():
        asked[_key(names.competency(pk).domain)].append(ability)
    return tuple(
        DomainSum(
            key[2],
            asked=len(mine),
            reached=sum(each.reached for each in mine if not each.unassessed),
            to_raise=sum(not each.reached for each in mine if not each.unassessed),
            not_assessed=sum(each.unassessed for each in mine),
        )
        for key, mine in sorted(asked.items(), key=lambda each: each[0])
    )
