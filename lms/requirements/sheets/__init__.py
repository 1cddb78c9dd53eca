"""The sheet ``post_requirements`` and the yearly hours of the roster."""

from __future__ import annotations


def register() -> None:
    """Make them known to the import."""
    from . import hours, posts

    posts.register()
    hours.register()
