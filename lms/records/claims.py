"""What a person's own word on a level comes to. Pure: no Django, no database, no clock."""

from __future__ import annotations


def counts_as(claimed: int, limit: int, standing: int = 0) -> int:
    """The level that counts when a person claims ``claimed`` (0 to 4).

    Nothing above ``limit`` counts on a person's word alone, until it is tested or confirmed. But a self-assessment that stands
    already at ``standing`` (0: none) is not lowered by the limit: only by a claim that is lower itself.
    """
    return min(claimed, max(limit, standing))
