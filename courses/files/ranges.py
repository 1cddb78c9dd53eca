"""HTTP byte ranges (RFC 9110, section 14). Pure."""

from __future__ import annotations

import re

RANGE = re.compile(r"^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$", re.I)


class UnsatisfiableError(ValueError):
    """The range asked for lies beyond the file: answer 416."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that ``header`` asks for of a file of ``size`` bytes; None: send the whole file.

    What is not understood, and several ranges at once (players never ask for them), may by the rules be answered with the whole.
    Raises UnsatisfiableError.
    """
    found = RANGE.match(header) if len(header) < 100 else None
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        first, last = max(0, size - int(found[2])), size - 1
        if int(found[2]) == 0:
            raise UnsatisfiableError
    else:
        first, last = int(found[1]), int(found[2] or size)
        if last < first:
            return None
    if first >= size:
        raise UnsatisfiableError
    return first, min(last, size - 1)
