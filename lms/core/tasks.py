"""Background work: whether somebody is there to do it."""

from __future__ import annotations

from django.conf import settings

IMMEDIATE = ("django_tasks.backends.immediate.ImmediateBackend", "django_tasks.backends.dummy.DummyBackend")


def has_worker() -> bool:
    """Whether tasks go to a worker process. The immediate backend does the work inside the request."""
    backend = settings.TASKS.get("default", {}).get("BACKEND", IMMEDIATE[0]) if hasattr(settings, "TASKS") else IMMEDIATE[0]
    return backend not in IMMEDIATE
