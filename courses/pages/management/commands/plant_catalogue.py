from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.models import Site

from courses.pages.planting import ensure_catalogue


class Command(BaseCommand):
    help = "Makes the catalogue below the front page, in each of its languages, with groups of editors and a workflow."

    def handle(self, *args: Any, **options: Any) -> None:
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError(_("还没有站点，请先在“设置 → 站点”里建立。"))
        for language, page in ensure_catalogue(site.root_page).items():
            self.stdout.write(f"{language}  {page.get_url() or page.url_path}  {page.title}")
