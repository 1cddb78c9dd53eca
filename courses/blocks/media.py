"""Blocks with a file: video, audio, document."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock, AudioChooserBlock, VideoChooserBlock

from .. import captions
from .reading import PREVIEW

FAULTS = {
    captions.Fault.EMPTY: _("字幕是空的。"),
    captions.Fault.LONG: _("字幕太长，不像是一门微课的字幕。"),
    captions.Fault.NOT_CAPTIONS: _("第 %(line)s 行看不懂。字幕要用 WebVTT 或 SRT 格式，每句话前面有起止时间。"),
    captions.Fault.TIMES: _("第 %(line)s 行的时间不对：结束要晚于开始，句子要按先后排列。"),
    captions.Fault.MARKUP: _("第 %(line)s 行含有网页代码。字幕只能是文字。"),
}


class CaptionsBlock(blocks.TextBlock):
    """WebVTT as text. SRT is taken too; what is kept is WebVTT written by us from what was understood."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("把字幕文件（WebVTT 或 SRT）的内容粘贴到这里。看的人可以开关字幕。")
        super().__init__(**{"rows": 4, "required": False, "label": _("字幕"), "help_text": help_text, **kwargs})

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value:
            return value
        try:
            return captions.write(captions.read(value))
        except captions.CaptionsError as error:
            raise ValidationError(str(FAULTS[error.fault]) % {"line": max(error.line, 1)}) from error


class MediumBlock(blocks.StructBlock):
    """What video and audio share. ``file`` is an item of wagtailmedia; its seconds were read by the server at upload."""

    kind = ""

    file = AbstractMediaChooserBlock()  # each kind names its own chooser; it stands first in the form
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=120, help_text=_("不填则用文件的标题。"))
    captions = CaptionsBlock()
    poster = ImageChooserBlock(label=_("封面"), required=False, help_text=_("播放前显示的图片。"))
    transcript = blocks.TextBlock(
        label=_("文字稿"), required=False, rows=4, help_text=_("给听不清或不便外放的人看。不填则由字幕生成。")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        from ..files.pictures import prepare
        from ..files.showing import shown_medium

        prepare(context)
        context["medium"] = shown_medium(self.kind, value, context)
        return context


class VideoBlock(MediumBlock):
    kind = "video"

    file = VideoChooserBlock(label=_("视频文件"))

    class Meta:
        icon = "wagtailmedia-video"
        label = _("视频")
        description = _("一段视频，带字幕、封面和文字稿。")
        template = "courses/blocks/video.html"
        preview_template = PREVIEW


class AudioBlock(MediumBlock):
    kind = "audio"

    file = AudioChooserBlock(label=_("音频文件"))

    class Meta:
        icon = "wagtailmedia-audio"
        label = _("音频")
        description = _("一段音频，带文字稿。")
        template = "courses/blocks/audio.html"
        preview_template = PREVIEW


class PdfChooserBlock(DocumentChooserBlock):
    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and value.file_extension.lower() != "pdf":
            raise ValidationError(_("请选择 PDF 文件，它能在本页直接看。其他格式请先另存为 PDF。"))
        return value

    @cached_property
    def widget(self) -> Any:
        return super().widget


class DocumentBlock(blocks.StructBlock):
    file = PdfChooserBlock(label=_("PDF 文件"))
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=120, help_text=_("不填则用文件的标题。"))
    note = blocks.CharBlock(label=_("怎么读"), required=False, max_length=200, help_text=_("例如：重点看第 3 页的表格"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        from ..files.showing import shown_document

        context["document"] = shown_document(value, context)
        return context

    class Meta:
        icon = "doc-full"
        label = _("文档")
        description = _("一份 PDF，在本页逐页看，可以打印。")
        template = "courses/blocks/document.html"
        preview_template = PREVIEW
