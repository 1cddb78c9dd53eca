"""Compute the projections of members from their records, and bring what is stored in line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, Q

from lms.catalogue.credit_rules import Rule, Version
from lms.catalogue.models import CreditRule, CreditRuleVersion, HoursTarget
from lms.competencies.models import Competency
from lms.core.bulk import one_of

from . import credit, levels, progress
from .rows import CREDIT_VERBS, Row, Touched, corrected_names, read_rows
from .writing import Difference, Table, difference, write

#: Members computed at a time.
CHUNK = 1000

Plan = list[tuple[Table, Difference]]


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), size):
        yield wanted[at : at + size]


class References:
    """What the arithmetic needs beside the records, read when first needed and kept for one run."""

    def __init__(self, *, many: bool) -> None:
        #: Names of corrected records, where many members are computed in turn.
        self.corrected = corrected_names() if many else None
        self._terms: dict[int, levels.Terms] = {}
        self._versions: dict[int, Version] = {}
        self._targets: dict[str, int] | None = None

    def terms(self, rows: Iterable[Row]) -> dict[int, levels.Terms]:
        """Terms of every competency the rows speak of; assessments bring theirs along."""
        missing: set[int] = set()
        for row in rows:
            if row.competency_id is not None and row.refresh_months is not None:
                if row.competency_id not in self._terms:
                    self._terms[row.competency_id] = (row.refresh_months, levels.kinds(row.evidence_type))
            elif row.data:
                missing.update(pair[0] for pair in row.data.get("teaches", ()))
        missing -= self._terms.keys()
        if missing:
            rows_of = Competency.objects.filter(pk__in=missing)
            for pk, months, types in rows_of.values_list("pk", "refresh_months", "evidence_type"):
                self._terms[pk] = (months, levels.kinds(types))
        return self._terms

    def versions(self, rows: Iterable[Row]) -> dict[int, Version]:
        missing = {row.rules_id for row in rows if row.rules_id is not None} - self._versions.keys()
        if missing:
            self._versions.update(read_versions(missing))
        return self._versions

    def targets(self, rows: Iterable[Row]) -> dict[str, int]:
        """Ids of targets by code, where outside or opening hours ask for them."""
        if self._targets is None:
            if not any(row.verb in ("credited", "opening") for row in rows):
                return {}
            self._targets = dict(HoursTarget.objects.values_list("code", "pk"))
        return self._targets


def read_versions(ids: Iterable[int]) -> dict[int, Version]:
    """Rule versions as plain values. Two queries."""
    lines: dict[int, dict[int, dict[str, Any]]] = {}
    names = ("form", "value", "unit", "unit_minutes", "from_minutes", "below_minutes", "mode", "cap_day", "cap_year")
    rules = CreditRule.objects.filter(version_id__in=list(ids)).annotate(target=F("targets__pk"))
    rules = rules.order_by("order", "pk", "target")
    for version, pk, target, *values in rules.values_list("version_id", "pk", "target", *names):
        line = lines.setdefault(version, {}).setdefault(pk, {**dict(zip(names, values, strict=True)), "targets": ()})
        if target is not None:
            line["targets"] += (target,)
    places = CreditRuleVersion.objects.filter(pk__in=list(ids)).values_list("pk", "places")
    return {
        pk: Version(tuple(Rule(**line) for line in lines.get(pk, {}).values()), min(decimals, 2)) for pk, decimals in places
    }


def differences(
    survivor_of: Mapping[int, int], touched: Mapping[int, Touched], references: References
) -> Plan:
    """What must change in each projection for these members (row id → surviving id) and what was touched of them."""
    scopes = {row: touched[survivor] for row, survivor in survivor_of.items()}
    rows = list(read_rows(dict(survivor_of), scopes, references.corrected))
    everything = any(scope.everything for scope in touched.values())
    plan: Plan = []

    def add(module: Any, wanted: Mapping[Any, tuple[Any, ...]]) -> None:
        def in_question(key: Any, values: tuple[Any, ...]) -> bool:
            return bool(module.is_touched(key, values, touched))

        stored = _stored(survivor_of, None if everything else module.limits(scopes))
        plan.append((module.TABLE, difference(module.TABLE, wanted, stored, in_question)))

    def concerned(part: Callable[[Touched], set[int]]) -> bool:
        return any(scope.everything or part(scope) for scope in touched.values())

    if concerned(lambda scope: scope.competencies):
        add(levels, levels.compute(rows, touched, references.terms(rows)))
    if concerned(lambda scope: scope.activities):
        add(progress, progress.compute(rows, touched))
    if concerned(lambda scope: scope.years):
        earning = [row for row in rows if row.verb in CREDIT_VERBS]
        add(credit, credit.compute(earning, touched, references.versions(earning), references.targets(earning)))
    return plan


def _stored(survivor_of: Mapping[int, int], limits: Q | None) -> Q:
    """Condition for the stored rows to compare with; those of rows that were merged into another must go in any case."""
    condition = one_of("member_id", survivor_of)
    if limits is None:
        return condition
    dropped = [row for row, survivor in survivor_of.items() if row != survivor]
    return condition & (limits | Q(member_id__in=dropped) if dropped else limits)


def bring_in_line(survivor_of: Mapping[int, int], touched: Mapping[int, Touched]) -> None:
    """Write the differences, some members at a time. ``survivor_of`` names all rows of every touched (surviving) member."""
    references = References(many=len(touched) > CHUNK)
    rows_of: dict[int, list[int]] = {}
    for row, survivor in survivor_of.items():
        rows_of.setdefault(survivor, []).append(row)
    for ids in chunks(touched):
        members = {row: pk for pk in ids for row in rows_of.get(pk, [pk])}
        for table, found in differences(members, {pk: touched[pk] for pk in ids}, references):
            write(table, found)
