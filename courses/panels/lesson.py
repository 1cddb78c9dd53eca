"""The editor of a lesson."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.models import Page

from lecturers.widgets import LecturerChooser
from lms.catalogue.forms import ActivityChooser, CompetencyChooser

from .missing import MissingPanel
from .reach import ReachPanel


def described_tab(*panels: Any) -> ObjectList:
    """Settings that all pages of what is taught have, with those of Wagtail; the last: when it goes live and expires."""
    return ObjectList(
        [
            *panels,
            MultiFieldPanel([FieldPanel("picture"), FieldPanel("tags"), FieldPanel("recommended_as")], heading=_("在列表里")),
            *Page.promote_panels,
            PublishingPanel(),
        ],
        heading=_("设置"),
    )


def sharing_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldRowPanel([FieldPanel("share_scope"), FieldPanel("owner_unit")])], heading=_("给哪些单位看"),
    )


def lesson_tabs() -> list[Any]:
    """The tabs of the editor in their order; a site may add its own."""
    write = ObjectList(
        [
            MissingPanel(),
            TitleFieldPanel("title"),
            FieldPanel("intro"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("form"), FieldPanel("minutes")]),
                    FieldRowPanel([FieldPanel("completion"), FieldPanel("free_jump")]),
                ],
                heading=_("怎么学"),
            ),
            FieldPanel("body", help_text=_("点“＋”添加：文字、视频、文档、随堂测验等。")),
        ],
        heading=_("内容"),
    )
    before = FieldPanel("activity", widget=ActivityChooser)
    taught = FieldRowPanel([FieldPanel("competency", widget=CompetencyChooser), FieldPanel("level")])
    aim = ObjectList(
        [
            FieldPanel("subject"),
            InlinePanel("teaches", panels=[taught], heading=_("学了会什么"), label=_("能力"), min_num=1),
            FieldPanel("tiers", widget=forms.CheckboxSelectMultiple, required_on_save=False),
            FieldPanel("must_finish"),
            InlinePanel("prerequisites", panels=[before], heading=_("先学"), label=_("先学的课")),
            ReachPanel(),
        ],
        heading=_("学什么、给谁学"),
    )
    more = described_tab(
        MultiFieldPanel([FieldPanel("lecturer", widget=LecturerChooser)], heading=_("讲师")),
        sharing_panel(),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_until"), FieldPanel("review_on")])], heading=_("有效期与复核")),
    )
    return [write, aim, more]
