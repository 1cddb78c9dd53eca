"""Questions to the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lms.core.past import Facts

from .models import Activity, Part, Teaches

#: The facts of an activity that planning sees; ``ActivityPast.facts`` has the same keys.
PLANNED_FACTS = (
    "minutes",
    "required",
    "must_finish",
    "published",
    "valid_until",
    "owner",
    "tiers",
    "teaches",
    "prerequisites",
    "parts",
)


def planned_facts(ids: Iterable[int] | None = None) -> Facts:
    """What planning sees of activities, by id, ready for JSON. Five queries.

    ``owner``: id of the unit to which the activity is limited, or None. ``tiers``: codes. ``teaches``: [competency id, level].
    ``prerequisites`` and ``parts``: ids.
    """
    only = {} if ids is None else {"pk__in": list(ids)}
    facts: dict[int, dict[str, Any]] = {}
    columns = ("pk", "minutes", "is_required", "must_finish", "published", "valid_until", "owner_unit_id", "share_scope")
    for pk, minutes, required, must, published, until, owner, share in Activity.objects.filter(**only).values_list(*columns):
        facts[pk] = {
            "minutes": minutes,
            "required": required,
            "must_finish": must,
            "published": published,
            "valid_until": until.isoformat() if until else None,
            "owner": owner if share == Activity.Share.UNIT else None,
        }
    many: tuple[tuple[str, QuerySet[Any], str, tuple[str, ...]], ...] = (
        ("tiers", Activity.tiers.through._default_manager.all(), "activity_id", ("tier__code",)),
        ("teaches", Teaches.objects.all(), "activity_id", ("competency_id", "level")),
        ("prerequisites", Activity.prerequisites.through._default_manager.all(), "from_activity_id", ("to_activity_id",)),
        ("parts", Part.objects.order_by("whole_id", "sort_order", "pk"), "whole_id", ("activity_id",)),
    )
    for name, rows, key, wanted in many:
        found: dict[int, list[Any]] = defaultdict(list)
        limit = {} if ids is None else {f"{key}__in": list(facts)}
        for pk, *values in rows.filter(**limit).values_list(key, *wanted):
            found[pk].append(values[0] if len(values) == 1 else values)
        for pk, fact in facts.items():
            fact[name] = found[pk] if name == "parts" else sorted(found[pk])
    return facts
