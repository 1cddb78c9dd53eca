"""The body of a page, without its blocks in the migrations: a new block or another label changes no table."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField of the blocks of a lesson. A site that wants others gives them as usual.

    Migrations know the column only; whoever needs the blocks in a data migration names them there.
    """

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        if block_types is None:
            from .blocks import LessonBody

            block_types = LessonBody()
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs | {key: value for key, value in self.block_opts.items() if key != "required"}
