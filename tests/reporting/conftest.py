from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from lms.planning import world as planning_world

SAMPLE = Path(settings.BASE_DIR) / "cms_site" / "sample"


@pytest.fixture(autouse=True)
def fresh_world():
    planning_world.forget()
    yield
    planning_world.forget()


@pytest.fixture
def sample(db) -> None:
    """The sample organisation with the baseline levels of seven members."""
    call_command("import_training_data", str(SAMPLE), stdout=StringIO())
    call_command("import_evidence", str(SAMPLE / "baseline_levels.csv"), stdout=StringIO())
