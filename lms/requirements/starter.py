"""The starter set shipped with the package: competencies, posts and what they ask, as three sheets under ``data/starter``.

An example standard. Whether it fits is for each office to say; until then ``remark`` marks it wherever it is shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from lms.competencies.models import Competency, Domain
from lms.people.models import Post

from .models import RequirementSet, StarterSet

FOLDER = Path(__file__).resolve().parent / "data" / "starter"
SHEETS = ("competencies", "posts", "post_requirements")


def rows(sheet: str) -> Iterator[dict[str, str]]:
    """The rows of one of the three sheets."""
    with (FOLDER / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def counts() -> dict[str, int]:
    """How many competencies, posts and requirements the set holds, by sheet."""
    return {sheet: sum(1 for _row in rows(sheet)) for sheet in SHEETS}


def adopted() -> StarterSet | None:
    """Who adopted it and who confirmed it; None where it was not adopted. One query."""
    return StarterSet.objects.select_related("adopted_by", "checked_by").first()


def clashes() -> list[str]:
    """Codes of the set that are taken already, in words. Four queries."""
    competencies = {row["code"] for row in rows("competencies")}
    domains = {row["domain_code"] for row in rows("competencies")}
    posts = {row["code"] for row in rows("posts")}
    taken = [
        (_("能力"), Competency.objects.filter(code__in=competencies).order_by("code").values_list("code", flat=True)),
        (_("能力领域"), Domain.objects.filter(code__in=domains).order_by("code").values_list("code", flat=True)),
        (_("岗位"), Post.objects.filter(code__in=posts).order_by("code").values_list("code", flat=True)),
        (
            _("要求集"),
            RequirementSet.objects.filter(code__in=[f"post:{code}" for code in posts]).order_by("code").values_list(
                "code", flat=True
            ),
        ),
    ]
    return [f"{what} {code}" for what, codes in taken for code in codes]


def remark() -> str:
    """「示例标准，待本单位核对」 as long as the set is in use and nobody confirmed it, else empty. One query."""
    is_waiting = StarterSet.objects.filter(checked_at__isnull=True).exists()
    return _("示例标准，待本单位核对") if is_waiting else ""
