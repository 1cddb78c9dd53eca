"""Name the site and its first page, which Wagtail creates with words of welcome."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site

TITLE = "首页"


def name_site() -> None:
    """Give the default site its name and the page behind it a plain title, where nobody has done so yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return
    if not site.site_name:
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()
    page = site.root_page
    if page.slug == "home" and page.title.startswith("Welcome"):
        page.title = page.draft_title = TITLE
        page.save()
