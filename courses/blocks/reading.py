"""Blocks that are read: text, picture, key points, what else to read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
LINES = ["bold", "italic", "ol", "ul", "link"]
PREVIEW = "courses/blocks/preview.html"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PROSE, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("文字")
        description = _("一段或几段文字，可以有小标题。")
        template = "courses/blocks/text.html"
        preview_template = PREVIEW
        preview_value = "<h2>一、先看写给谁</h2><p>请示写给上级，一文一事；报告不夹带请示事项。</p>"


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=120)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        from ..files.pictures import prepare

        prepare(context)
        return context

    class Meta:
        icon = "image"
        label = _("图片")
        description = _("一张图片，带替代文字和图注。")
        template = "courses/blocks/picture.html"
        preview_template = "courses/blocks/preview_picture.html"


class KeyPointsBlock(blocks.StructBlock):
    points = blocks.ListBlock(blocks.CharBlock(label=_("要点"), max_length=200), label=_("要点"), min_num=1, max_num=9)

    class Meta:
        icon = "list-ul"
        label = _("要点")
        description = _("这门课最要紧的几句话。")
        template = "courses/blocks/key_points.html"
        preview_template = PREVIEW
        preview_value = {"points": ["一文一事", "先说结论，再说理由", "附件写清名称和份数"]}


class ReadingItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=160)
    source = blocks.CharBlock(label=_("出处"), required=False, max_length=160, help_text=_("例如出版社和年份，或文号"))
    page = blocks.PageChooserBlock(label=_("本站页面"), required=False)
    document = DocumentChooserBlock(label=_("文件"), required=False)
    url = blocks.URLBlock(label=_("网址"), required=False)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        given = [name for name in ("page", "document", "url") if value.get(name)]
        if len(given) > 1:
            fault = ValidationError(_("页面、文件、网址只能填一项。"))
            raise blocks.StructBlockValidationError(block_errors=dict.fromkeys(given[1:], fault))
        return value

    class Meta:
        icon = "doc-full"
        label = _("一条")


class ReadingBlock(blocks.StructBlock):
    items = blocks.ListBlock(ReadingItemBlock(), label=_("读什么"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("延伸阅读")
        description = _("还可以读什么：书、文件、本站页面或网址。不计入完成。")
        template = "courses/blocks/reading.html"
        preview_template = PREVIEW
        preview_value = {"items": [{"title": "党政机关公文处理工作条例", "source": "2012 年施行"}]}
