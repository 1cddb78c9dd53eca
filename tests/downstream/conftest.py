"""One foreign site for all tests here: made as docs/how-to/add-to-your-site.md says, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.once import once

from .following import steps, write
from .foreign import ROOT, ForeignSite, build_wheel

HOW_TO = ROOT / "docs" / "how-to" / "add-to-your-site.md"
PASSWORD = "a-long-password-of-the-site"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    return next((once(tmp_path_factory, "wheel", build_wheel) / "dist").glob("*.whl"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, wheel) -> ForeignSite:
    """The how-to followed to its end: migrated, with the superuser ``admin``."""
    made = ForeignSite(tmp_path_factory.mktemp("foreign"), wheel)
    for step in steps(HOW_TO.read_text(encoding="utf-8")):
        if step.path:
            write(step, made.folder)
        for command in step.commands:
            made.run(command, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    return made
