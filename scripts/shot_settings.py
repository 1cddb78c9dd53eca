"""The demonstration with the error pages of a real site, for photographs."""

from cms_site.settings.production import *  # noqa: F403

QUEBU_DEMO = True
