"""One row of every kind to look at, and the sample site as in production."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.admin.conftest import estate

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from served import Site, served

from .private import write

__all__ = ["estate", "production_site", "written"]


@pytest.fixture
def written(world: Any) -> Any:
    """The learner has written a note and a line of a reading plan."""
    write(world.learner)
    return world.learner


@pytest.fixture(scope="session")
def production_site(tmp_path_factory: Any) -> Iterator[Site]:
    """The sample with production settings, compressed static files and plain HTTP. Takes half a minute to prepare."""
    with served(tmp_path_factory.mktemp("site")) as site:
        yield site
