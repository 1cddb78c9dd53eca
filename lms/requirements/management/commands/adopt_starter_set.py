from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.requirements.actions.starter import adopt_starter_set
from lms.requirements.starter import counts


class Command(BaseCommand):
    help = "Adopt the shipped starter set of competencies, posts and requirements. Refused where one of its codes is taken."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            adopt_starter_set()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        text = _("已采用示例标准：能力 %(competencies)s 项，岗位 %(posts)s 个，岗位要求 %(post_requirements)s 条。请核对后确认。")
        self.stdout.write(text % counts())
