"""What every test may use: a small organisation, named people, a query counter, a browser. See tests/support/."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from pytest_django.plugin import blocking_manager_key

pytest.register_assert_rewrite("tests.support.browser", "tests.support.counting")

from tests.support.browser import accessible, browser, page, sign_in  # noqa: E402
from tests.support.counting import assert_same_queries, count_queries  # noqa: E402
from tests.support.emptied import empties_tables, forget, put_back, remember  # noqa: E402
from tests.support.people import (  # noqa: E402
    branch_admin,
    committee_admin,
    expired_admin,
    member_user,
    other_unit_admin,
    stranger,
    superuser,
    trainer,
    unit_admin,
    world,
)
from tests.support.template import copied  # noqa: E402

__all__ = [
    "accessible",
    "assert_same_queries",
    "branch_admin",
    "browser",
    "committee_admin",
    "count_queries",
    "expired_admin",
    "member_user",
    "other_unit_admin",
    "page",
    "sign_in",
    "stranger",
    "superuser",
    "trainer",
    "unit_admin",
    "world",
]

DB_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "django_db_serialized_rollback"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by what a test uses: ``browser`` runs on one engine only, ``nodb`` need not run once an engine."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if "page" in names or "browser" in names:
            item.add_marker(pytest.mark.browser)
        is_case = getattr(item, "cls", None) is not None and hasattr(item.cls, "setUpTestData")
        if not is_case and item.get_closest_marker("django_db") is None and not names & DB_FIXTURES:
            item.add_marker(pytest.mark.nodb)
    # The long ones first: at the end no worker waits for another.
    items.sort(key=lambda item: not (item.get_closest_marker("slow") or item.get_closest_marker("browser")))


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests find the site open to its members, as after the first run. Those of the first run call ``opening.forget()``."""
    from lms.core import opening

    monkeypatch.setattr(opening._known, "is_open", True)


@pytest.fixture(autouse=True)
def own_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a site looks like is remembered by the process; the database of the test before is not this one's.

    And within a test it is not asked again because the machine was slow: queries are counted.
    """
    from lms.core import appearance

    monkeypatch.setattr(appearance, "FRESH", 3600.0)
    appearance.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Generator[None, None, None]:
    """What stands around the making of the test database."""
    with copied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Generator[None, None, None]:
    """Remember what ``migrate`` left, for ``put_back``: pytest-django keeps it only for tests that ask for a rollback to it."""
    with django_db_blocker.unblock():
        remember()
    yield
    forget()  # once the test database is gone there is nothing to put back, least of all into the database beside it


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    yield
    if empties_tables(item):
        with item.config.stash[blocking_manager_key].unblock():
            put_back()
