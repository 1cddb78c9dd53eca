"""The sheets of people: ``posts``, ``org_units`` and ``roster``."""

from __future__ import annotations


def register() -> None:
    """Make the three sheets known to the import."""
    from . import posts, roster, units

    posts.register()
    units.register()
    roster.register()
