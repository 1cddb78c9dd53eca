"""Production settings with what ours is compared with: a plain Wagtail page, and a view that writes one row."""

from pathlib import Path

from cms_site.settings.production import *  # noqa: F403

TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
ROOT_URLCONF = "bench.urls"
