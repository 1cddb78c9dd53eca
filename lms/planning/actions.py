"""Verbs of planning: mark plans stale, solve them, and do so after commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.core import clock, conf
from lms.core.memory import collector_paused
from lms.core.tasks import has_worker
from lms.people.audience import ids_between
from lms.people.models import Member

from .awaited import awaited
from .awaiting import store_awaiting
from .cases import Case, case_of_one, cases
from .models import MemberPlan
from .solutions import Solutions
from .world import world_on

BATCH = 5000


def mark_stale(member_ids: Sequence[int] | None) -> None:
    """Mark the stored plans of these members (None: of everybody) stale. Set-based; one statement for each 5,000 members."""
    if member_ids is None:
        MemberPlan.objects.filter(stale=False).update(stale=True)
        return
    for at in range(0, len(member_ids), BATCH):
        MemberPlan.objects.filter(pk__in=member_ids[at : at + BATCH], stale=False).update(stale=True)


def mark_and_replan(member_ids: Sequence[int] | None) -> None:
    """For signal handlers: mark stale now, and solve after the transaction is committed."""
    mark_stale(member_ids)
    transaction.on_commit(lambda: replan_after_commit(member_ids), robust=True)


def replan_after_commit(member_ids: Sequence[int] | None) -> None:
    """One member is solved at once, more by a task; too many without a worker stay stale until read or until ``replan``."""
    if member_ids is not None and len(member_ids) == 1:
        replan_one(member_ids[0])
        return
    many = member_ids is None or len(member_ids) > conf.get("INLINE_LIMIT")
    if many and not has_worker() and Member.objects.count() > conf.get("INLINE_LIMIT"):
        return
    from .tasks import replan_stale

    replan_stale.enqueue()


def outdated(day: dt.date) -> QuerySet[Member]:
    """Present members without a plan that is good on ``day``."""
    good = MemberPlan.objects.filter(
        Q(good_until__isnull=True) | Q(good_until__gte=day), member=OuterRef("pk"), stale=False, as_of__lte=day
    )
    return Member.objects.present().filter(~Exists(good))


def replan(members: QuerySet[Member], *, day: dt.date | None = None, progress: Callable[[int], None] | None = None) -> int:
    """Solve and store the plans of ``members`` as of ``day`` (default today). Returns how many problems were new to the solver.

    Each chunk is stored before the next is read, so an interrupted run can go on with ``outdated``.
    """
    world = world_on(day or clock.today())
    solutions = Solutions(world)
    for chunk in cases(world, members):
        _solve(chunk, solutions)
        if progress is not None:
            progress(len(chunk))
    return solutions.solved


def replan_one(member_id: int) -> None:
    """Solve and store the plan of one member as of today, after a fact or a change of this member."""
    world = world_on(clock.today())
    if chunk := case_of_one(world, member_id):
        _solve(chunk, Solutions(world))


def _solve(chunk: list[Case], solutions: Solutions) -> None:
    problems = [case.problem() for case in chunk]
    answers = solutions.solve_all(problems)
    with transaction.atomic():
        store_awaiting({case.person.id: awaited(case) for case in chunk})
        _store([_link(case, answers[problem]) for case, problem in zip(chunk, problems, strict=True)])


def replan_all(members: QuerySet[Member], *, day: dt.date | None = None, progress: Callable[[int], None] | None = None) -> int:
    """``replan`` for commands and tasks, which have the process to themselves."""
    with collector_paused():
        return replan(members, day=day, progress=progress)


def _link(case: Case, answer: tuple[int | None, frozenset[int]] | None) -> MemberPlan:
    return MemberPlan(
        member_id=case.person.id,
        plan_id=answer[0] if answer else None,
        as_of=case.world.day,
        good_until=case.good_until(),
        stale=answer is None,
        failed=answer is None,
    )


def _store(links: list[MemberPlan]) -> None:
    """Insert where nothing is stored yet, which is quicker than asking the database to find out row by row; else overwrite."""
    if len(links) == 1:
        link = links[0]
        said = {name: getattr(link, name) for name in ("plan_id", "as_of", "good_until", "stale", "failed")}
        if MemberPlan.objects.filter(pk=link.member_id).update(**said):
            return
    elif not MemberPlan.objects.filter(ids_between("pk", [link.member_id for link in links])).exists():
        with suppress(IntegrityError), transaction.atomic():
            MemberPlan.objects.bulk_create(links, batch_size=BATCH)
            return
    MemberPlan.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["member"],
        batch_size=BATCH,
        update_fields=["plan", "as_of", "good_until", "stale", "failed"],
    )
