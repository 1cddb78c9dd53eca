"""The wheel holds the whole package and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("lms", "courses", "lecturers")


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A copy of the sources, for setuptools writes into the folder it builds from."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    for name in (*SHIPPED, "cms_site", "tests", "bench"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def wheel(source) -> set[str]:
    """File names in the wheel, built without a network."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = (source / "dist").glob("wagtail_quebu-*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_everything_of_the_package_is_in_it(source, wheel):
    """All but the parts that the stylesheet is joined from: the joined one is there."""
    files = [path.relative_to(source) for top in SHIPPED for path in source.glob(f"{top}/**/*") if path.is_file()]
    wanted = {path.as_posix() for path in files if "static_src" not in path.parts}
    assert wanted - wheel == set()
    assert "lms/py.typed" in wheel
    assert any("/migrations/0001_" in name for name in wheel)


def test_nothing_else_is_in_it(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} <= set(SHIPPED)
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
