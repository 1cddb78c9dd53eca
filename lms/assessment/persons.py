"""Attempts are personal: they go when a person is erased, and become one list when two rows of one person become one."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Attempt


def forget(member_ids: Iterable[int]) -> None:
    """Nothing of these members stays here: they were erased."""
    Attempt.objects.filter(member_id__in=list(member_ids)).delete()


def unite(keep: int, drop: int) -> None:
    """Two rows of one person: their attempts are one list. Of two open ones of a paper the kept row's goes on."""
    begun = Attempt.objects.filter(member_id=keep, state=Attempt.State.OPEN).values("paper_id")
    Attempt.objects.filter(member_id=drop, state=Attempt.State.OPEN, paper_id__in=begun).delete()
    Attempt.objects.filter(member_id=drop).update(member_id=keep)
