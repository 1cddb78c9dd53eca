"""One solve per signature: problems that were solved once are remembered in the database and in memory."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db import IntegrityError, transaction

from .cases import Problem, signature
from .models import Plan
from .solver import SolverError, cover
from .world import World

logger = logging.getLogger("lms.planning")


Answer = tuple[int | None, frozenset[int]]
REMEMBERED = 5000


def _remembered(world: World) -> dict[Problem, Answer]:
    """Answers that are stored, kept with the world they answer; emptied when a large run has filled it."""
    known: dict[Problem, Answer] = world.memo.setdefault(("solutions",), {})
    if len(known) > REMEMBERED:
        known.clear()
    return known


class Solutions:
    """Answers problems of one world. ``store`` keeps new answers; exports for past days only look them up and solve.

    ``solve_all`` takes many problems at once: one query for those known, one insert for those new.
    """

    def __init__(self, world: World, *, store: bool = True) -> None:
        self.world = world
        self.store = store
        self._known: dict[Problem, Answer] = _remembered(world) if store else {}
        self._ids = {code: pk for pk, code in world.codes.items()}
        self.solved = 0

    def solve_all(self, problems: Collection[Problem]) -> dict[Problem, Answer | None]:
        """(plan id, lessons of the gap section) for each problem; None where the solver failed."""
        new = {problem for problem in problems if problem not in self._known}
        if new:
            self._solve_new(new)
        return {problem: self._known.get(problem) for problem in problems}

    def _solve_new(self, problems: set[Problem]) -> None:
        names = {problem: signature(self.world, problem) for problem in problems}
        stored = self._stored(set(names.values()))
        fresh: dict[str, frozenset[int]] = {}
        for problem, name in names.items():
            if name in stored:
                self._known[problem] = stored[name]
            elif (lessons := fresh.get(name) or self._solve(problem, name)) is not None:
                fresh[name] = lessons
        if self.store and fresh:
            stored = self._keep(fresh)
        for problem, name in names.items():
            if name in fresh:
                self._known[problem] = stored.get(name, (None, fresh[name]))

    def _keep(self, fresh: dict[str, frozenset[int]]) -> dict[str, Answer]:
        """Store new answers. Somebody else may have stored one of them meanwhile: then what is stored is read back."""
        codes, minutes = self.world.codes, self.world.minutes
        plans = [
            Plan(signature=name, codes="\n".join(sorted(codes[pk] for pk in lessons)), minutes=sum(minutes[pk] for pk in lessons))
            for name, lessons in fresh.items()
        ]
        try:
            with transaction.atomic():
                Plan.objects.bulk_create(plans, batch_size=1000)
        except IntegrityError:
            Plan.objects.bulk_create(plans, batch_size=1000, ignore_conflicts=True)
            return self._stored(set(fresh))
        return {plan.signature: (plan.pk, fresh[plan.signature]) for plan in plans}

    def _stored(self, names: set[str]) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        wanted = sorted(names)
        for at in range(0, len(wanted), 1000):
            rows = Plan.objects.filter(signature__in=wanted[at : at + 1000])
            for pk, name, said in rows.values_list("pk", "signature", "codes"):
                found[name] = (pk, frozenset(self._ids[code] for code in said.splitlines()))
        return found

    def _solve(self, problem: Problem, name: str) -> frozenset[int] | None:
        sets, compulsory, done = problem
        before = self.world.before_without(done)
        try:
            self.solved += 1
            return frozenset(cover(sets, self.world.minutes, before, compulsory))
        except SolverError:
            logger.exception("No plan for signature %s", name)
            return None
