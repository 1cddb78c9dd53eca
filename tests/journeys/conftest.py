"""The sample organisation with its sheets and its people, as ``make demo`` has it, and a way to look at every stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from cms_site.demo.accounts import PASSWORD
from lms.planning import world
from tests.support.emptied import Tables, all_rows, set_rows

SIZES = {390: 844, 1280: 900}


#: The rows of the sample, once a journey of this process has loaded it. SQLite only: sequences stay where they are.
LOADED: Tables = {}


@pytest.fixture
def sample(transactional_db) -> None:
    """The six sheets, the baseline of seven members and the accounts of the demonstration."""
    if LOADED:
        set_rows("default", LOADED)
        world.forget()
    else:
        call_command("load_sample_data", "--only", "base", "--accounts", verbosity=0)
        LOADED.update(all_rows("default"))


@pytest.fixture
def enter(page, live_server, sample) -> Callable[[str], None]:
    """``enter("zhibu")`` signs in by name and password, as people do."""

    def sign_in(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/account/login/")
        page.get_by_label("学员编号或账号").fill(name)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)

    assert User.objects.filter(username="zhibu").exists()
    return sign_in


@pytest.fixture
def look(page, request, accessible) -> Callable[..., None]:
    """``look("name")``: the page fits a phone and a desk and passes axe. With QUEBU_SHOTS it is photographed into that folder."""
    folder = os.environ.get("QUEBU_SHOTS", "")
    stops: list[str] = []

    def at(name: str, inside: str | None = None) -> None:
        page.wait_for_load_state("load")
        stops.append(name)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            wide: Any = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name}: {wide} > {width}"
            if folder:
                Path(folder).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{folder}/{request.node.name}-{len(stops):02}-{name}-{width}.png", full_page=True)
        accessible(inside)

    return at
