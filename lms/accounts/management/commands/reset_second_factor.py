"""``manage.py reset_second_factor <name>``: for somebody who has lost phone and recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.accounts.actions.accounts import reset_second_factor
from lms.accounts.names import find_account


class Command(BaseCommand):
    help = "取消一个账号的两步验证和备用码（手机和备用码都丢失时使用）。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("name", help="学员编号或账号")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        account = find_account(name)
        if account is None:
            raise CommandError(_("没有“%(name)s”这个账号。") % {"name": name})
        done = reset_second_factor(account=account)
        self.stdout.write(_("两步验证已重置。") if done else _("这个账号没有开启两步验证。"))
