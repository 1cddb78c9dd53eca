"""Name the site of the sample."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site


def name_site() -> None:
    """Give the default site its name, where nobody has done so yet."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and not site.site_name:
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()
