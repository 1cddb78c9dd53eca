"""One row of every kind to look at, and the sample site as in production."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.admin.conftest import estate
from tests.support.once import once
from tests.support.template import TEMPLATE

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from served import PRODUCTION, Site, environment, prepare, served

from .private import write

__all__ = ["estate", "production_site", "written"]


@pytest.fixture
def written(world: Any) -> Any:
    """The learner has written a note and a line of a reading plan."""
    write(world.learner)
    return world.learner


@pytest.fixture(scope="session")
def production_site(tmp_path_factory: Any) -> Iterator[Site]:
    """The sample with production settings, compressed static files and plain HTTP. Prepared once, copied by each process."""

    def fill(folder: Path) -> None:
        if TEMPLATE.endswith(".sqlite3"):
            shutil.copy(TEMPLATE, folder / "site.sqlite3")
        prepare(folder, environment(folder, PRODUCTION, 1))

    mine = tmp_path_factory.mktemp("site")
    shutil.copytree(once(tmp_path_factory, "production-site", fill), mine, dirs_exist_ok=True)
    with served(mine) as site:
        yield site
