from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms_site.planting.planter import Planter
from cms_site.planting.site import plant_site


class Command(BaseCommand):
    help = "建立网站的固定页面：首页、新闻、主题月和帮助，三种语言。可以重复执行；编辑改过或删掉的页面不会动。"

    def handle(self, *args: Any, **options: Any) -> None:
        planter = Planter()
        with transaction.atomic():
            plant_site(planter)
        self.stdout.write(f"网站页面已就绪：新建 {planter.made}，更新 {planter.changed}，编辑改过而保留 {planter.left}。")
