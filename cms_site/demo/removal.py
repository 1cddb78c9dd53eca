"""Take the sample out again: everything it brought, and nothing that is real. All or nothing, in one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from lms.catalogue.models import Activity
from lms.people.models import Post
from lms.planning.models import Awaiting, MemberPlan
from lms.records.models import CreditEntry, LevelStep, Progress
from lms.reporting.models import HoursSummary, MemberSummary
from lms.requirements.models import RequirementSet

from .belonging import Belonging, Key
from .recognising import Rows, claimed_by_starter, sample_rows, shared_rows
from .traces import clean_up, forget_traces, pages_with_others, shown_on_pages
from .unwriting import delete_rows

#: Computed from rows that are named themselves.
DERIVED = (Awaiting, CreditEntry, HoursSummary, LevelStep, MemberPlan, MemberSummary, Progress)
#: Rows named for each kind of use.
NAMED = 3


@dataclass
class Use:
    """Rows that stay and need rows of the sample. ``examples`` names a few of each, as they are shown in the admin."""

    by: type[Model]
    of: type[Model]
    number: int
    examples: list[str]

    def __str__(self) -> str:
        by, of = self.by._meta.verbose_name, self.of._meta.verbose_name
        return f"{by} {self.number} 条用到示例的{of}：{'，'.join(self.examples)}"


@dataclass
class Removal:
    """What goes and what is in the way. ``kept``: rows of the sample that stay because something real needs them."""

    belonging: Belonging
    uses: list[Use] = field(default_factory=list)
    kept: Counter[type[Model]] = field(default_factory=Counter)
    starter: Counter[type[Model]] = field(default_factory=Counter)

    @property
    def is_free(self) -> bool:
        return not self.uses and not self.starter

    def counts(self) -> dict[str, int]:
        """Rows that go, by the name of their table."""
        found = {}
        for model in self.belonging.tables():
            if not model._meta.auto_created and (number := rows_of(self.belonging, model).count()):
                found[str(model._meta.verbose_name)] = found.get(str(model._meta.verbose_name), 0) + number
        return found


def rows_of(belonging: Belonging, model: type[Model]) -> QuerySet[Any]:
    """The rows of ``model`` that go, through a queryset that no model forbids to delete."""
    condition = belonging.condition(model)
    return QuerySet(model).filter(condition if condition is not None else Q(pk__in=()))


def find() -> Removal:
    """Look for the sample and for what is real and needs it. Writes nothing."""
    rows = sample_rows()
    claimed, shared = claimed_by_starter(rows), shared_rows(rows)
    for model, pks in claimed.items():
        rows[model] -= pks
    for model, pks in shared.items():
        rows[model] |= pks - claimed.get(model, set())
    removal = Removal(Belonging(rows), starter=Counter({model: len(pks) for model, pks in claimed.items() if pks}))
    _leave_what_is_needed(removal, shared)
    return removal


def _leave_what_is_needed(removal: Removal, shared: Rows) -> None:
    """Take what is needed out of the rows until nothing that stays needs anything that goes. What is found first is real."""
    belonging = removal.belonging
    kept: Rows = {model: set() for model in belonging.rows}
    is_first = True
    _keep_shown(removal, kept, shared)
    while found := [(key, needed) for key in belonging.holding() if (needed := _needed(belonging, key, kept))]:
        for key, needed in found:
            root = belonging.root(key.target)
            reported = needed - shared.get(root, set())
            if is_first and reported and key.model not in DERIVED:
                removal.uses.append(_use(belonging, key, reported))
            _keep(removal, kept, root, needed, shared)
        posts = Post.objects.filter(pk__in=kept[Post]).values_list("code", flat=True)
        sets = RequirementSet.objects.filter(code__in=[f"post:{code}" for code in posts])
        _keep(removal, kept, RequirementSet, set(sets.values_list("pk", flat=True)), shared)
        is_first = False


def _keep_shown(removal: Removal, kept: Rows, shared: Rows) -> None:
    """Lessons on pages that an editor made, and pages below those of the sample: no key of the database says so."""
    if above := pages_with_others():
        titles = dict(Page.objects.filter(pk__in=above).values_list("pk", "title"))
        examples = [f"{above[pk]} → {titles[pk]}" for pk in sorted(above)[:NAMED]]
        removal.uses.append(Use(Page, Page, len(above), examples))
    if shown := shown_on_pages(removal.belonging.rows[Activity]):
        titles = dict(Activity.objects.filter(pk__in=shown).values_list("pk", "title"))
        examples = [f"{shown[pk]} → {titles[pk]}" for pk in sorted(shown)[:NAMED]]
        removal.uses.append(Use(Page, Activity, len(shown), examples))
        _keep(removal, kept, Activity, set(shown), shared)


def _keep(removal: Removal, kept: Rows, root: type[Model], pks: set[Any], shared: Rows) -> None:
    pks = pks & removal.belonging.rows[root]
    kept[root] |= pks
    removal.belonging.rows[root] -= pks
    removal.kept[root] += len(pks - shared.get(root, set()))


def _holders(belonging: Belonging, key: Key, kept: Rows) -> QuerySet[Any]:
    """Rows of ``key.model`` that stay and point to rows that go. A row of the sample that is kept may have its key emptied."""
    going = rows_of(belonging, key.target).values("pk")
    rows: QuerySet[Any] = QuerySet(key.model).filter(**{f"{key.field.name}__in": going})
    if (own := belonging.condition(key.model)) is not None:
        rows = rows.exclude(own)
    if key.empties and (path := belonging.path(key.model)) is not None:
        rows = rows.exclude(**{f"{path[0]}__in": list(kept[path[1]])})
    return rows


def _needed(belonging: Belonging, key: Key, kept: Rows) -> set[Any]:
    """Keys of the deciding rows that rows of ``key.model`` need."""
    path = belonging.path(key.target)
    assert path is not None  # noqa: S101  (``holding`` gives no other keys)
    return set(_holders(belonging, key, kept).values_list(f"{key.field.name}__{path[0]}", flat=True))


def _use(belonging: Belonging, key: Key, needed: set[Any]) -> Use:
    path = belonging.path(key.target)
    assert path is not None  # noqa: S101
    rows = QuerySet(key.model).filter(**{f"{key.field.name}__{path[0]}__in": list(needed)})
    if (own := belonging.condition(key.model)) is not None:
        rows = rows.exclude(own)
    examples = [f"{row} → {getattr(row, key.field.name)}" for row in rows.order_by("pk")[:NAMED]]
    return Use(key.model, key.target, rows.count(), examples)


@transaction.atomic
def remove(removal: Removal) -> dict[str, int]:
    """Delete what ``find`` found. Returns how many rows went, by the name of their table."""
    belonging = removal.belonging
    going = {
        model: pks for model in belonging.tables() if (pks := list(rows_of(belonging, model).values_list("pk", flat=True)))
    }
    counts = removal.counts()
    _empty_keys(belonging)
    for model, pks in going.items():
        forget_traces(model, pks)
    delete_rows(going)
    clean_up(belonging.rows)
    return counts


def _empty_keys(belonging: Belonging) -> None:
    """What stays forgets what goes."""
    for key in belonging.keys:
        if key.empties and belonging.path(key.target) is not None:
            rows: QuerySet[Any] = QuerySet(key.model).filter(
                **{f"{key.field.name}__in": list(rows_of(belonging, key.target).values_list("pk", flat=True))}
            )
            if (own := belonging.condition(key.model)) is not None:
                rows = rows.exclude(own)
            rows.update(**{key.field.name: None})
