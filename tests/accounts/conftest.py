"""A cache without memory of other tests, and slips as they come from the printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from lms.accounts.actions.slips import Slip, make_slips


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def slip_of() -> Callable[..., Slip]:
    """``slip_of(member)``: a slip for one member."""

    def make(member: Any, by: Any = None) -> Slip:
        batch = make_slips(members=[member], by=by)
        assert batch.refused == []
        return batch.slips[0]

    return make


@pytest.fixture
def enter(client) -> Callable[..., Any]:
    """``enter(name, password)`` sends the sign-in form and follows."""

    def send(name: str, password: str, follow: bool = True, **more: str) -> Any:
        data = {"login": name, "password": password, **more}
        return client.post("/account/login/", data, follow=follow)

    return send
