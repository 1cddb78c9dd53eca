"""Production settings with one page more: a plain Wagtail page, to compare ours with."""

from pathlib import Path

from cms_site.settings.production import *  # noqa: F403

TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
