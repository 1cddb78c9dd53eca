"""Large jobs and Python's garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic collector in a job that holds hundreds of thousands of tuples at a time, none of them garbage.

    It would walk through all of them again and again: a third of the time of planning everybody. What the job drops is freed
    by counting references as ever. For commands and tasks, which have the process to themselves.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
