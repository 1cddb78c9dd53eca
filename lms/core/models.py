"""Tables without a domain: what was imported, what used to be, and how often something changed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.images import get_image_model_string

from . import clock, colours
from .forms import AppearanceForm
from .prepared import Prepared
from .uploads.models import StagedFile, Upload

__all__ = ["Appearance", "ImportRun", "Opening", "PastFacts", "Revision", "StagedFile", "TOKENS", "Upload"]


class ImportRun(models.Model):
    """One import of sheets: who, when, which files, how many rows. Carries the log entry of the import.

    The day of the first run is the day from which requirements with an open start are counted.
    """

    started_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    day = models.DateField(_("日期"), default=clock.today, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("操作人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    files = models.JSONField(_("文件"), default=list)
    counts = models.JSONField(_("行数"), default=dict)

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入记录")
        ordering = ["-started_at"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.day} {'、'.join(self.files)}"

    @classmethod
    def first_day(cls) -> dt.date:
        """The day of the first import, or today where nothing was imported yet. One query."""
        return cls.objects.order_by("day").values_list("day", flat=True).first() or clock.today()


class PastFacts(models.Model):
    """What a row said until ``end`` (included). The row itself holds what is true now.

    Written only when something that was already there changes, so an import of new rows costs nothing.
    ``start`` None means: since always.
    """

    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), db_index=True)
    facts = models.JSONField(_("内容"))

    class Meta:
        abstract = True
        ordering = ["end"]
        default_permissions = ("view",)


class Revision(models.Model):
    """A token that changes with each change of a part (``catalogue``, ``requirements``, ``people``).

    Readers keep a snapshot of the part in memory for as long as the token stays the same. A random token and no counter: after
    a rollback an old token stands for the old state again.
    """

    name = models.CharField(max_length=40, primary_key=True)
    token = models.CharField(max_length=32, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.token}"

    @classmethod
    def bump(cls, *names: str) -> None:
        """Give each of these parts a new token. One statement."""
        cls.objects.bulk_create(
            [cls(name=name, token=uuid4().hex) for name in names],
            update_conflicts=True, unique_fields=["name"], update_fields=["token"],
        )

    @classmethod
    def tokens(cls) -> tuple[tuple[str, str], ...]:
        """All tokens, in one query."""
        return tuple(TOKENS.ask())


TOKENS = Prepared(lambda: Revision.objects.order_by("name").values_list("name", "token"))


class Opening(models.Model):
    """The site was opened to its members. One row at most; none: they meet a calm notice. Written by ``opening.open_site``."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    opened_at = models.DateTimeField(_("开放时间"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("操作人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("开放")
        verbose_name_plural = _("开放")
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("培训平台"))


class Appearance(BaseSiteSetting):
    """What a site is called and looks like, as an administrator sets it. Empty fields mean the product's own."""

    name = models.CharField(
        _("名称"),
        max_length=30,
        blank=True,
        help_text=_("显示在每一页的左上角和手机桌面上，最好不超过 10 个字。留空则用「缺补」。"),
    )
    tagline = models.CharField(
        _("一句话说明"),
        max_length=60,
        blank=True,
        help_text=_("告诉第一次来的人这里是做什么的，登录前的首页和登录页上都能看到。"),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("标志"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("正方形或横条的图片，高度至少 120 像素，四周不要留白。留空则用自带的标志。"),
    )
    brand_colour = models.CharField(
        _("主色"),
        max_length=7,
        blank=True,
        help_text=_("按钮、链接和选中栏目的颜色。要能在上面看清白字，太浅的颜色会被提醒。深色外观下的颜色自动算出。留空则用自带的颜色。"),
    )
    footer = models.CharField(
        _("页脚文字"), max_length=120, blank=True, help_text=_("显示在每一页的最下面，例如主办单位和联系电话。")
    )

    base_form_class = AppearanceForm
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("footer")], heading=_("文字")),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("logo_file", help_text=_("正方形或横条的图片，高度至少 120 像素，四周不要留白。")),
                FieldPanel("no_logo"),
                FieldPanel("brand_colour", widget=TextInput(attrs={"placeholder": colours.BRAND, "spellcheck": "false"})),
                HelpPanel(template="lms_core/admin/colours.html", heading=_("可以直接用的颜色")),
            ],
            heading=_("标志和颜色"),
        ),
    ]

    class Meta:
        verbose_name = _("外观")
        verbose_name_plural = _("外观")

    @classmethod
    def get_permission_policy(cls) -> Any:
        from .permissions import AppearancePolicy

        return AppearancePolicy(cls)

    def clean(self) -> None:
        """A colour is written in one way, and white text on it can be read."""
        super().clean()
        if not self.brand_colour:
            return
        try:
            self.brand_colour = colours.normal(self.brand_colour)
        except ValueError:
            raise ValidationError({"brand_colour": _("请写成 # 加六位数字或字母，例如 #0b5563。")}) from None
        found = colours.contrast(self.brand_colour, colours.WHITE)
        if found < colours.READABLE:
            says = _("这个颜色偏浅，上面的白字看不清：对比度 %(found).1f，至少要 %(wanted).1f。同色调较深的 %(darker)s 就可以。")
            told = {"found": int(found * 10) / 10, "wanted": colours.READABLE, "darker": colours.darkened(self.brand_colour)}
            raise ValidationError({"brand_colour": ValidationError(says, params=told)})
