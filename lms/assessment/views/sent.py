"""Answers as a form sends them."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from ..actions import BadAnswer

NUMBER = re.compile(r"[1-9]\d{0,3}")
PLACE = re.compile(r"\d{1,3}")


def answers_in(data: QueryDict) -> dict[int, Any]:
    """By number of the question: each ``q`` names one that stands in the form, ``a-<number>`` what was chosen, ``t-<number>``
    what was written. A question in the form without either is not answered. Raises BadAnswer."""
    found: dict[int, Any] = {}
    for said in data.getlist("q"):
        if not NUMBER.fullmatch(said):
            raise BadAnswer(said[:20])
        chosen = data.getlist(f"a-{said}")
        if any(not PLACE.fullmatch(one) for one in chosen):
            raise BadAnswer(said)
        found[int(said)] = [int(one) for one in chosen] if chosen else data.get(f"t-{said}", "") or None
    return found
