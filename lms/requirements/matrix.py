"""The matrix post × competency as it stands, and what somebody wants to change in it.

Without ``owner`` it is what the committee asks of a post everywhere. With ``owner`` it is what a unit asks of the post beyond
that: local levels lie above those from above, and nothing from above can be taken away here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lms.competencies.models import Competency
from lms.core import clock
from lms.people.models import OrgUnit, Post
from lms.people.queries import ancestors

from .actions import LineData, post_set_code
from .grid import Change, apply_cells
from .impact import Proposal
from .models import Line, RequirementSet, SetVersion
from .snapshot import Facets

LEVELS = (1, 2, 3, 4)
COLUMNS = [field.name for field in fields(LineData)]
#: Posts on one page: more columns than this nobody reads, and browsers grow slow.
PAGE = 30

Cell = tuple[int, int]
Levels = dict[int | None, int | None]


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who made a post's latest version, and when. ``by`` is empty for an import."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: levels by (post, competency) that differ from what the form showed.

    ``clash``: those of them that somebody else changed meanwhile.
    """

    cells: dict[Cell, int | None]
    clash: frozenset[Cell]


def names_of(ids: set[int]) -> dict[int, str]:
    """What users are called. At most one query."""
    users = get_user_model()._default_manager.filter(pk__in=ids) if ids else ()
    return {user.pk: user.get_full_name() or user.get_username() for user in users}


class Matrix:
    """Posts, competencies and the lines of each post's latest version. Six queries, eight for a unit's own."""

    def __init__(
        self, user: Any, domain: str = "", page: int = 1, post: int | None = None, owner: OrgUnit | None = None
    ) -> None:
        self.owner = owner
        self.choices = list(Post.objects.for_user(user))
        self.pages = max(1, -(-len(self.choices) // PAGE))
        self.page = min(max(page, 1), self.pages)
        self.posts = [one for one in self.choices if one.pk == post] if post else self.choices[(self.page - 1) * PAGE :][:PAGE]
        rows = Competency.objects.for_user(user).select_related("domain").order_by("domain__sort_order", "domain__code", "code")
        self.competencies = list(rows.filter(domain__code=domain) if domain else rows)
        self._read_versions()
        self.upper: dict[Cell, int] = self._read_upper(owner) if owner else {}

    def _read_versions(self) -> None:
        by_code = {post_set_code(post, self.owner): post.pk for post in self.posts}
        self.sets: dict[int, int] = {}
        latest: dict[int, SetVersion] = {}
        current: dict[int, SetVersion] = {}
        found = SetVersion.objects.filter(requirement_set__code__in=list(by_code)).order_by("number")
        for version in found.select_related("requirement_set"):
            post = by_code[version.requirement_set.code]
            self.sets[post] = version.requirement_set_id
            latest[post] = version
            if version.end is None or version.end >= clock.today():
                current[post] = version
        self.versions = {post: version.pk for post, version in current.items()}
        users = names_of({version.by_id for version in latest.values() if version.by_id})
        self.last = {
            post: LastChange(users.get(version.by_id or 0, ""), version.created_at) for post, version in latest.items()
        }
        self.lines: dict[int, list[LineData]] = {pk: [] for pk in self.versions.values()}
        lines = Line.objects.filter(version__in=list(self.lines)).order_by("pk")
        for pk, *values in lines.values_list("version_id", *COLUMNS):
            self.lines[pk].append(LineData(*values))

    def _read_upper(self, owner: OrgUnit) -> dict[Cell, int]:
        """The highest level that the committee and the units above ask."""
        above = [None, *ancestors(owner)]
        by_code = {post_set_code(post, unit): post.pk for post in self.posts for unit in above}
        rows = Line.objects.filter(
            Q(version__end__isnull=True) | Q(version__end__gte=clock.today()), kind=Line.Kind.COMPETENCY,
            version__requirement_set__code__in=list(by_code),
        ).order_by("version__number")  # fmt: skip
        newest: dict[str, int] = {}
        asked: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
        for code, number, competency, level in rows.values_list(
            "version__requirement_set__code", "version__number", "competency_id", "level"
        ):
            newest[code] = number
            if competency is not None and level is not None:
                asked[code, number][competency] = level
        found: dict[Cell, int] = {}
        for code, number in newest.items():
            for competency, asked_level in asked[code, number].items():
                cell = by_code[code], competency
                found[cell] = max(asked_level, found.get(cell, 0))
        return found

    @property
    def seen(self) -> str:
        """Changes whenever somebody else saved one of these posts."""
        return "-".join(str(self.versions.get(post.pk, 0)) for post in self.posts)

    @property
    def base(self) -> str:
        """All levels as the form shows them, so that what was typed can be told from what was there."""
        return ",".join(
            f"{post.pk}-{competency}-{level}" for post in self.posts for competency, level in self.levels_of(post).items()
        )

    def lines_of(self, post: Post) -> list[LineData]:
        return self.lines.get(self.versions.get(post.pk, 0), [])

    def levels_of(self, post: Post) -> Levels:
        return {line.competency_id: line.level for line in self.lines_of(post) if line.kind == Line.Kind.COMPETENCY}

    def groups(self, chosen: Mapping[str, str], clash: frozenset[Cell] = frozenset()) -> list[dict[str, Any]]:
        """Rows for the template, by domain. ``chosen``: what was typed, by the name of the cell."""
        levels = [self.levels_of(post) for post in self.posts]

        def cell(post: Post, held: Levels, competency: Competency) -> dict[str, Any]:
            name, level = cell_name(post, competency), held.get(competency.pk)
            upper = self.upper.get((post.pk, competency.pk), 0)
            return {
                "post": post, "name": name, "level": level, "chosen": chosen.get(name, str(level or "")), "upper": upper,
                "clash": (post.pk, competency.pk) in clash,
                "levels": [str(one) for one in LEVELS if one > upper or one == level],
            }

        def row(competency: Competency) -> dict[str, Any]:
            cells = [cell(post, held, competency) for post, held in zip(self.posts, levels, strict=True)]
            return {"competency": competency, "cells": cells}

        return [
            {"domain": domain, "rows": [row(one) for one in group]}
            for domain, group in groupby(self.competencies, key=lambda one: one.domain)
        ]

    # ---- what was typed

    def wanted(self, data: Mapping[str, str]) -> Wanted:
        """Cells that differ from what the form showed (``base``). ValidationError for a level that cannot be."""
        shown = _base(data.get("base")) if "base" in data else _base(self.base)
        cells: dict[Cell, int | None] = {}
        clash = set()
        for post in self.posts:
            now = self.levels_of(post)
            for one in self.competencies:
                name, key = cell_name(post, one), (post.pk, one.pk)
                if name not in data or (level := level_of(data[name])) == shown.get(key):
                    continue
                if level is not None and level <= self.upper.get(key, 0):
                    raise ValidationError(_("“%(name)s”：上级已有要求，本单位只能定得更高。") % {"name": one.name})
                cells[key] = level
                if now.get(one.pk) not in (shown.get(key), level):
                    clash.add(key)
        return Wanted(cells, frozenset(clash))

    def changes(self, wanted: Wanted) -> list[tuple[Post, Change]]:
        """The new lines of each post that changes."""
        found = []
        for post in self.posts:
            change = apply_cells(self.lines_of(post), {key[1]: level for key, level in wanted.cells.items() if key[0] == post.pk})
            if change.any:
                found.append((post, change))
        return found

    def differences(self, wanted: Wanted) -> list[dict[str, Any]]:
        """For each post that changes: what its cells were and would be."""
        names = {one.pk: one for one in self.competencies}
        found = []
        for post in self.posts:
            held = self.levels_of(post)
            cells = [
                {"competency": names[key[1]], "was": held.get(key[1]), "level": level}
                for key, level in wanted.cells.items()
                if key[0] == post.pk and held.get(key[1]) != level
            ]
            if cells:
                found.append({"post": post, "cells": cells})
        return found

    def proposals(self, changes: list[tuple[Post, Change]]) -> list[Proposal]:
        """The same for whoever reckons what it does to plans."""
        units = {self.owner.path} if self.owner else set()
        found = []
        for post, change in changes:
            known = self.sets.get(post.pk, 0)
            facets = None if known else Facets(posts={post.pk}, units=set(units))
            source = f"unit:{post.code}@{self.owner.code}" if self.owner else f"post:{post.code}"
            found.append(Proposal(known, tuple(change.lines), facets, source))
        return found

    def changed_meanwhile(self, seen: str) -> list[Post]:
        """Posts that somebody else saved since the form was shown."""
        before = seen.split("-")
        if len(before) != len(self.posts):
            return list(self.posts)
        return [post for post, version in zip(self.posts, before, strict=True) if version != str(self.versions.get(post.pk, 0))]


def set_of(post: Post, owner: OrgUnit | None) -> RequirementSet | None:
    """The set behind one column, if there is one. One query."""
    return RequirementSet.objects.filter(code=post_set_code(post, owner)).first()


def cell_name(post: Post, competency: Competency) -> str:
    return f"cell-{post.pk}-{competency.pk}"


def level_of(text: str) -> int | None:
    """1…4, or None for an empty cell. ValidationError for anything else."""
    if text.strip() in ("", "0"):
        return None
    if text.strip() not in {str(level) for level in LEVELS}:
        raise ValidationError(_("等级只能是 1 到 4，或留空。"))
    return int(text)


def _base(text: str | None) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for part in (text or "").split(","):
        numbers = part.split("-")
        if len(numbers) == 3 and all(one.isdecimal() for one in numbers):
            found[int(numbers[0]), int(numbers[1])] = int(numbers[2])
    return found
