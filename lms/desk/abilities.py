"""我的能力: what my posts ask, and where I am."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from . import wording
from .reading import Names, unique
from .viewmodels import Abilities, Ability, AbilityDomain


def domains_of(names: Names, contact: str) -> Abilities:
    """The whole page. 未评估 stands apart and is counted apart. No query beside those of ``names``."""
    case = names.case
    found = [_ability(names, competency, level) for competency, level in case.demand.required]
    assessed = [each for each in found if not each[1].unassessed]
    unassessed = [each for each in found if each[1].unassessed]
    return Abilities(
        contact=contact,
        posts=tuple(names.all.posts[pk] for pk, _ in case.person.posts),
        domains=_by_domain(names, assessed),
        unassessed=_by_domain(names, unassessed),
        reached=sum(ability.reached for _, ability in assessed),
        to_raise=sum(not ability.reached for _, ability in assessed),
        not_assessed=len(unassessed),
    )


def _ability(names: Names, pk: int, required: int) -> tuple[int, Ability]:
    competency = names.competency(pk)
    asking = [line for line in names.case.demand.lines if line.competency == pk and line.level == required]
    who = wording.listed(unique(names.source(line.source) for line in asking))
    return pk, Ability(names.standing(pk), required, wording.level_word(required), competency.sentence(required), who)


def _by_domain(names: Names, rows: Iterable[tuple[int, Ability]]) -> tuple[AbilityDomain, ...]:
    """Domains in their order, competencies by code within."""
    found: dict[tuple[int, str, str], list[tuple[str, Ability]]] = defaultdict(list)
    for pk, ability in rows:
        competency = names.competency(pk)
        domain = competency.domain
        key = (domain.sort_order, domain.code, domain.name) if domain else (10**6, "", wording.other_domain())
        found[key].append((competency.code, ability))
    return tuple(
        AbilityDomain(key[2], tuple(ability for _, ability in sorted(found[key], key=lambda each: each[0])))
        for key in sorted(found)
    )
