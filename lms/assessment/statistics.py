"""How questions fare: how often a version was answered in attempts handed in, and which share was right.

No person is in these figures, and below five answers nothing is said: a share of two would name who was wrong.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from .models import AttemptItem

#: From so many answers on a share is told.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Usage:
    """``used``: answers in attempts handed in, those left open among them. ``share``: of them right, None while too few."""

    used: int = 0
    right: int = 0

    @property
    def share(self) -> float | None:
        return self.right / self.used if self.used >= ENOUGH else None

    @property
    def words(self) -> str:
        """As lists show it."""
        if not self.used:
            return "—"
        if self.share is None:
            return _("不足 %(enough)s 次") % {"enough": ENOUGH}
        return _("%(used)s 次，对 %(share)s%%") % {"used": self.used, "share": round(100 * self.share)}


def usage_of(version_ids: Collection[int]) -> dict[int, Usage]:
    """By id of the version; versions never answered are left out. One query."""
    rows = AttemptItem.objects.filter(version_id__in=list(version_ids), attempt__state="submitted").order_by()
    counted = rows.values_list("version_id").annotate(used=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
    return {pk: Usage(used, right) for pk, used, right in counted}
