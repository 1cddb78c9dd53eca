"""A site of somebody else: ``wagtail start`` in an environment of its own, into which the built wheel is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: The folders that go into a wheel, with what describes it.
SOURCES = ("lms", "courses", "lecturers", "pyproject.toml", "README.md", "LICENSE")


def build_wheel(folder: Path) -> Path:
    """Build the wheel in ``folder`` from a copy of the sources, without a network."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = (folder / "dist").glob("*.whl")
    return built


@dataclass
class ForeignSite:
    """``folder``: where manage.py stands. ``ran``: what was run, for a message that helps."""

    home: Path
    wheel: Path
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.home / "mysite"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(self.home / "venv")], check=True)
        # What the wheel needs is here already, and nothing of the repository is: see [tool.pytest] pythonpath.
        packages = next((self.home / "venv" / "lib").glob("python*")) / "site-packages"
        (packages / "needed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")

    @property
    def python(self) -> Path:
        return self.home / "venv" / "bin" / "python"

    def run(self, command: str, **more: str) -> str:
        """Run one line of the how-to; its output. AssertionError with the output when it fails."""
        words = command.split()
        if words[:2] == ["pip", "install"]:
            uv = Path(sys.executable).with_name("uv")
            words = [str(uv), "pip", "install", "--quiet", "--no-deps", "--python", str(self.python), str(self.wheel)]
        elif words[0] == "python":
            words = [str(self.python), *words[1:]]
        elif words[0] == "wagtail":
            words = [str(self.python), "-m", "wagtail.bin.wagtail", *words[1:]]
        elif words[0] == "cd":
            return ""
        folder = self.folder if (self.folder / "manage.py").exists() else self.home
        hidden = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PYTHONPATH", "QUEBU_VAR")
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        done = subprocess.run(words, cwd=folder, env={**environment, **more}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def visit(self, script: str) -> Any:
        """Run ``script`` inside the site; it prints one line of JSON last."""
        file = self.home / "visit.py"
        file.write_text(script, encoding="utf-8")
        said = self.run(f"python {file}", DJANGO_SETTINGS_MODULE="mysite.settings.dev", PYTHONPATH=str(self.folder))
        return json.loads(said.strip().splitlines()[-1])
