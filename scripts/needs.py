"""Programs from Debian that the tests need: looked for, installed where that is allowed, else named."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from chromium import CHROMIUM
from postgres import Missing, find_binaries


def has_cjk_font() -> bool:
    """Whether Chinese is drawn as characters and not as boxes. Without fontconfig the usual folders are looked at."""
    if shutil.which("fc-list"):
        return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def has_chromium() -> bool:
    return Path(CHROMIUM).exists()


NEEDS: tuple[tuple[str, str, Callable[[], object]], ...] = (
    ("chromium", "the browser of the browser tests", has_chromium),
    ("fonts-noto-cjk", "a Chinese font for the browser", has_cjk_font),
    ("postgresql", "the second database of the suite", find_binaries),
)


def install(packages: list[str]) -> str:
    """Try to install with apt-get; returns why it did not work, or nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "only root may install, with apt-get"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stderr.strip() or done.stdout.strip())[-500:]


def ensure() -> None:
    """Install what is missing; Missing with the names of the packages where that is not possible."""
    missing = [package for package, _, there in NEEDS if not there()]
    if not missing:
        return
    print(f"Installing {' '.join(missing)} …", flush=True)
    reason = install(missing)
    lines = [f"  {package}: {purpose}" for package, purpose, there in NEEDS if not there()]
    if lines:
        raise Missing(f"These Debian packages are missing and could not be installed ({reason}):\n" + "\n".join(lines))
