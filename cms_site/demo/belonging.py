"""What hangs from what in the whole database, read off the models: so tables of later apps are found without being named here.

A row *belongs* to another when it would be nothing without it: a post held to the member, a line to the version of its set. Where
several keys cascade, the person comes first: the assignment of a set to a member is the member's, not the set's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CASCADE, DO_NOTHING, SET_NULL, Field, ForeignKey, Model, Q

from courses.pages.models import CoursePage, LessonPage, StoryPage, TrackPage
from lecturers.models import Lecturer
from lms.assessment.models import Attempt, Paper, Question
from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import Member, OrgUnit, Post
from lms.records.models import Record
from lms.requirements.models import RequirementSet, SetVersion

from .recognising import Rows


def owners() -> tuple[type[Model], ...]:
    """Models that others belong to, the strongest first."""
    taught = (LessonPage, CoursePage, TrackPage, StoryPage, Lecturer, Attempt, Paper, Question)
    return (Member, get_user_model(), *taught, Activity, RequirementSet, SetVersion, Competency, Post, OrgUnit)


@dataclass(frozen=True)
class Key:
    """A foreign key: rows of ``model`` point to rows of ``target``."""

    model: type[Model]
    field: Any

    @property
    def target(self) -> type[Model]:
        return self.field.related_model

    @property
    def empties(self) -> bool:
        """Whether the key is emptied when its target goes."""
        return self.field.remote_field.on_delete is SET_NULL

    @property
    def is_loose(self) -> bool:
        """A remark of who did something: it holds nobody here."""
        return self.target is get_user_model() and self.field.remote_field.on_delete in (SET_NULL, DO_NOTHING)


class Belonging:
    """The paths from every table to the rows that decide over its own. ``rows``: those by model; may shrink while it is used."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.keys = list(_all_keys())
        self.paths: dict[type[Model], tuple[str, type[Model]]] = {}
        own = owners()
        for model in {key.model for key in self.keys}:
            if model not in rows and (key := self._strongest(model, own)):
                self.paths[model] = (key.field.name, key.target)

    def _strongest(self, model: type[Model], own: tuple[type[Model], ...]) -> Key | None:
        strong = [
            key for key in self.keys
            if key.model is model and key.target in own
            and (key.field.remote_field.on_delete is CASCADE or (model is Record and key.field.name == "member"))
        ]
        return min(strong, key=lambda key: own.index(key.target), default=None)

    def path(self, model: type[Model]) -> tuple[str, type[Model]] | None:
        """The lookup from ``model`` to the deciding rows, and their model: ("pk", itself) for those, None for all others."""
        if model in self.rows:
            return "pk", model
        step = self.paths.get(model)
        if step is None or (rest := self.path(step[1])) is None:
            return None
        return (step[0] if rest[0] == "pk" else f"{step[0]}__{rest[0]}"), rest[1]

    def root(self, model: type[Model]) -> type[Model]:
        """The model of the rows that decide over ``model``; KeyError where there is none."""
        found = self.path(model)
        if found is None:
            raise KeyError(model)
        return found[1]

    def condition(self, model: type[Model]) -> Q | None:
        """Which rows of ``model`` go; None where none can."""
        found = self.path(model)
        return Q(**{f"{found[0]}__in": list(self.rows[found[1]])}) if found else None

    def tables(self) -> list[type[Model]]:
        """All tables of which rows may go."""
        return [*self.rows, *(model for model in self.paths if self.path(model) is not None)]

    def holding(self) -> Iterator[Key]:
        """Keys by which a row that stays may need one that goes."""
        for key in self.keys:
            if self.path(key.target) is not None and not key.is_loose and self.paths.get(key.model, ("",))[0] != key.field.name:
                yield key


def _all_keys() -> Iterator[Key]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if _is_key(field):
                yield Key(model, field)


def _is_key(field: Field) -> bool:
    return isinstance(field, ForeignKey) and not getattr(field.remote_field, "parent_link", False)
