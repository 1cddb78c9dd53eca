"""Wrap every change of dated facts in one of these: they keep what was true before and tell who must be planned anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from lms.core.models import Revision
from lms.core.past import Facts, write_past

from .. import signals
from ..models import Member, MemberPast, OrgUnit, OrgUnitPast, Post, PostPast

CHUNK = 500


def member_facts(ids: Iterable[int]) -> Facts:
    """The dated facts of members by id."""
    facts: Facts = {}
    wanted = list(ids)
    for at in range(0, len(wanted), CHUNK):
        rows = Member.objects.filter(pk__in=wanted[at : at + CHUNK])
        columns = ("pk", "branch_id", "category_id", "rank", "tier_override_id")
        for pk, branch, category, rank, override in rows.values_list(*columns):
            facts[pk] = {"branch": branch, "category": category, "rank": rank, "tier_override": override}
    return facts


@contextmanager
def keeping_past(member_ids: Iterable[int], on: dt.date) -> Iterator[None]:
    """Keep what branch, category, rank and tier override were until the day before ``on``."""
    ids = list(member_ids)
    with transaction.atomic():
        before = member_facts(ids)
        yield
        write_past(MemberPast, "member", before, member_facts(ids), on)
        signals.members_changed.send(sender=Member, member_ids=ids)


@contextmanager
def keeping_post_past(post_ids: Iterable[int], on: dt.date) -> Iterator[None]:
    """Keep which default tier posts had."""
    ids = list(post_ids)

    def read() -> Facts:
        rows = Post.objects.filter(pk__in=ids).values_list("pk", "default_tier__code")
        return {pk: {"default_tier": tier} for pk, tier in rows}

    with transaction.atomic():
        before = read()
        yield
        if write_past(PostPast, "post", before, read(), on):
            Revision.bump("people")
            signals.members_changed.send(sender=Post, member_ids=None)


@contextmanager
def keeping_unit_past(unit_ids: Iterable[int], on: dt.date) -> Iterator[None]:
    """Keep where units stood in the tree. Give all units whose path will change."""
    ids = list(unit_ids)

    def read() -> Facts:
        return {pk: {"path": path} for pk, path in OrgUnit.objects.filter(pk__in=ids).values_list("pk", "path")}

    with transaction.atomic():
        before = read()
        yield
        if write_past(OrgUnitPast, "unit", before, read(), on):
            Revision.bump("people")
            signals.members_changed.send(sender=OrgUnit, member_ids=None)
