"""The browser of tests, photographs and measurements: Debian's chromium, which asks nobody for anything."""

from __future__ import annotations

import os

CHROMIUM = os.environ.get("QUEBU_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
