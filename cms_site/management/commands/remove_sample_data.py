from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms_site.demo.removal import Removal, find, remove
from cms_site.demo.traces import remove_pages
from lms.core.opening import is_open

REFUSED = "有真实数据用到示例内容，没有移除任何内容。改用自己的数据后再试，或加 --keep-used 保留用到的部分。"


class Command(BaseCommand):
    help = "移除示例数据：组织、学员、岗位、能力、课程、要求、学习记录、演示账号和示例页面。真实数据不动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只列出会移除多少，不改动任何内容")
        parser.add_argument("--keep-used", action="store_true", help="真实数据用到的示例内容予以保留，移除其余的")

    def handle(self, *args: Any, dry_run: bool, keep_used: bool, **options: Any) -> None:
        with transaction.atomic():
            removal = find()
            self._tell_uses(removal)
            if not removal.is_free and not keep_used:
                raise CommandError(REFUSED)
            if dry_run:
                self._tell(removal.counts(), "会移除")
                return
            pages = remove_pages()
            counts = remove(removal)
        self._tell({**counts, **({"示例页面": pages} if pages else {})}, "已移除")
        self._tell_after()

    def _tell_uses(self, removal: Removal) -> None:
        for use in removal.uses:
            self.stderr.write(str(use))
        if removal.starter:
            parts = "，".join(f"{model._meta.verbose_name} {number}" for model, number in removal.starter.items())
            self.stderr.write(f"已采用的示例标准：{parts}")

    def _tell(self, counts: dict[str, int], verb: str) -> None:
        if not counts:
            self.stdout.write("没有示例数据。")
            return
        self.stdout.write(f"{verb}：{'，'.join(f'{name} {number}' for name, number in counts.items())}。")

    def _tell_after(self) -> None:
        if not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("现在没有超级管理员，请运行 manage.py createsuperuser 建立一个。")
        if not is_open():
            self.stdout.write("培训平台尚未开放：登录管理后台，按“开通清单”准备。运行中的网站请重启。")
