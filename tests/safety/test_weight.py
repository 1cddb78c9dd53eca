"""What pages weigh over a slow network: 150 kB on the first visit, 30 kB afterwards, without media."""

from __future__ import annotations

import pytest

from bench.weigh import weigh

FIRST, AGAIN = 150_000, 30_000


@pytest.fixture(scope="session")
def addresses(production_site) -> dict[str, str]:
    """Pages of a member, and the session of one under ``session``."""
    found = production_site.module("bench.cpu", "paths")
    session, _plain, home, learning, lesson = next(line for line in found.splitlines() if line.startswith("VALUE ")).split()[1:]
    return {
        "session": session, "home": home, "learning": learning, "lesson": lesson, "lessons": "/learn/lessons/",
        "abilities": "/learn/abilities/", "file": "/learn/file/", "account": "/account/",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ["home", "learning", "lesson", "lessons", "abilities", "file", "account"])
def test_a_members_pages_are_light(browser, production_site, addresses, name):
    weight = weigh(browser, production_site.address, addresses[name], addresses["session"])
    assert weight.first <= FIRST, f"{name}: {weight.first} bytes\n" + "\n".join(weight.names)
    assert weight.again <= AGAIN, f"{name}: {weight.again} bytes with a warm cache"


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/account/login/", "/help/"])
def test_pages_for_anybody_are_light(browser, production_site, path):
    weight = weigh(browser, production_site.address, path)
    assert weight.first <= FIRST and weight.again <= AGAIN, f"{path}: {weight}"
