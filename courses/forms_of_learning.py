"""What a lesson is made of. The value is what records, sheets and credit rules call it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    VIDEO = "视频", _("视频")
    TEXT = "图文", _("图文")
    AUDIO = "音频", _("音频")
    DOCUMENT = "文档", _("文档")
    QUIZ = "测验", _("测验")
    ON_SITE = "现场教学", _("现场教学")


class Recommended(models.TextChoices):
    """Collections of the committee."""

    LECTURE = "lecture", _("优秀党课")
    ROLE_MODEL = "role_model", _("榜样")
    VIDEO = "video", _("微视频")
