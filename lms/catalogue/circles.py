"""Finds a circle in what needs what. No Django, no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def circle_through(start: int, wanted: Collection[int], needs: Mapping[int, Collection[int]]) -> list[int]:
    """The way from ``start`` over one of ``wanted`` back to ``start``, or nothing; ``needs``: id → ids."""
    before: dict[int, int] = {}
    waiting = [(one, start) for one in wanted]
    while waiting:
        node, came_from = waiting.pop()
        if node == start:
            way = [start]
            at = came_from
            while at != start:
                way.append(at)
                at = before[at]
            return [start, *reversed(way[1:]), start]
        if node not in before:
            before[node] = came_from
            waiting += [(following, node) for following in needs.get(node, ())]
    return []
