"""The editors of courses, tracks and stories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TitleFieldPanel

from lms.catalogue.forms import ActivityChooser

from .lesson import described_tab, sharing_panel


def _parts(heading: Any, *, least: int | None = 1) -> InlinePanel:
    rows = [FieldPanel("activity", widget=ActivityChooser), FieldPanel("note")]
    return InlinePanel("parts", panels=rows, heading=heading, label=_("课程"), min_num=least)


def _whole_tab(*more: Any) -> ObjectList:
    head = [TitleFieldPanel("title"), FieldPanel("intro"), FieldPanel("subject")]
    return ObjectList([*head, _parts(_("按顺序学")), *more], heading=_("内容"))


def _settings() -> ObjectList:
    return described_tab(sharing_panel(), MultiFieldPanel([FieldPanel("valid_until")], heading=_("有效期")))


def course_tabs() -> list[Any]:
    return [_whole_tab(), _settings()]


def track_tabs() -> list[Any]:
    boxes = forms.CheckboxSelectMultiple
    audience = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("audience_tiers", widget=boxes),
                    FieldPanel("audience_categories", widget=boxes),
                    FieldPanel("audience_posts", widget=boxes, classname="courses-boxes"),
                    FieldPanel("audience_units", widget=boxes, classname="courses-boxes"),
                ],
                heading=pgettext_lazy("of a track", "对象"),
                help_text=_("每一项里选中任何一个即可；选了几项，须同时符合。"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("mode"), FieldPanel("due_on")]),
                    FieldPanel("reason"),
                    FieldPanel("confirmed", classname="courses-hidden"),
                ],
                heading=_("怎样要求"),
            ),
        ],
        heading=_("给谁学"),
    )
    return [_whole_tab(), audience, _settings()]


def story_tabs() -> list[Any]:
    head = [
        TitleFieldPanel("title"), FieldRowPanel([FieldPanel("who"), FieldPanel("where")]), FieldPanel("intro"),
        FieldPanel("subject"), FieldPanel("body"), _parts(_("学他所长：相关微课"), least=None),
    ]
    return [ObjectList(head, heading=_("内容")), described_tab()]
