"""The blocks that editors write pages with. Each has an icon, a description, a template and a preview with sample words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
LINES = ["bold", "italic", "ol", "ul", "link"]


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("图片")
        description = _("一张图片，带替代文字和图注。")
        template = "cms_site/blocks/picture.html"
        preview_template = "cms_site/blocks/preview_picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("引文"), rows=3)
    source = blocks.CharBlock(label=_("出处"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("引文")
        description = _("一段引文和它的出处。")
        template = "cms_site/blocks/quote.html"
        preview_value = {"text": "缺什么补什么，干什么学什么。", "source": "示例单位学习简报"}


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("用途"), choices=[("tip", _("提示")), ("attention", _("请注意"))], default="tip",
    )
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=80)
    text = blocks.RichTextBlock(label=_("文字"), features=LINES)

    class Meta:
        icon = "info-circle"
        label = _("提示框")
        description = _("与正文分开的一小段话。")
        template = "cms_site/blocks/callout.html"
        preview_value = {"kind": "tip", "title": "小提示", "text": "<p>没有学完的课会一直留在“我的学习”里。</p>"}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("做什么"), max_length=120)
    text = blocks.RichTextBlock(label=_("怎么做"), features=LINES, required=False)

    class Meta:
        icon = "tick"
        label = _("一步")


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("步骤"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("步骤")
        description = _("按顺序编号的步骤。")
        template = "cms_site/blocks/steps.html"
        preview_value = {
            "steps": [
                {"title": "打开“我的学习”", "text": "<p>第一条就是现在该学的。</p>"},
                {"title": "学完再测一测", "text": "<p>通过后，这一条自动划掉。</p>"},
            ]
        }


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(label=_("显示的名称"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("文件")
        description = _("文件链接。PDF 在本页打开，不另开窗口。")
        template = "cms_site/blocks/document.html"
        preview_template = "cms_site/blocks/preview_document.html"


class PagesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=80)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("页面")), label=_("页面"), min_num=1)

    class Meta:
        icon = "link"
        label = _("相关页面")
        description = _("几个页面的链接；读者看不到的页面不显示。")
        template = "cms_site/blocks/pages.html"
        preview_template = "cms_site/blocks/preview_pages.html"


class TableBlock(TypedTableBlock):
    def get_preview_value(self) -> Any:
        columns = [{"type": "text", "heading": "项目"}, {"type": "text", "heading": "分钟"}]
        rows = [{"values": ["公文写作入门", "25"]}, {"values": ["会议组织", "18"]}]
        return self.to_python({"columns": columns, "rows": rows, "caption": "十一月两门微课"})

    class Meta:
        icon = "table"
        label = _("表格")
        description = _("有表头的表格，手机上可以左右移动。")
        template = "cms_site/blocks/table.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        icon="title", label=_("小标题"), max_length=120, template="cms_site/blocks/heading.html",
        description=_("正文里的小标题。"), preview_value="学什么，为什么",
    )
    text = blocks.RichTextBlock(
        icon="pilcrow", label=_("文字"), features=PROSE, template="cms_site/blocks/text.html", description=_("一段或几段文字。"),
        preview_value="<p>这个月，大家一起把<b>公文写作</b>补一补。</p>",
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    table = TableBlock([("text", blocks.CharBlock(label=_("文字"), required=False)), ("rich", blocks.RichTextBlock(
        label=_("带格式的文字"), required=False, features=LINES))])
    document = DocumentBlock()
    pages = PagesBlock()


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=120)
    url = blocks.URLBlock(label=_("网址"), help_text=_("在本窗口打开。"))
    text = blocks.CharBlock(label=_("说明"), required=False, max_length=200)

    class Meta:
        icon = "link-external"
        label = _("链接")
        description = _("站外或站内的网址。")
        template = "cms_site/blocks/link.html"
        preview_value = {"title": "示例网址", "url": "http://example.com/", "text": "一句话说明这是什么。"}


class PageRowBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("页面"))
    text = blocks.CharBlock(label=_("说明"), required=False, max_length=200, help_text=_("不填则用页面的摘要。"))

    class Meta:
        icon = "doc-empty"
        label = _("页面")
        description = _("本站的一个页面。")
        template = "cms_site/blocks/page_row.html"
        preview_template = "cms_site/blocks/preview_pages.html"


class CollectionBlock(blocks.StreamBlock):
    """What a 专栏 collects."""

    page = PageRowBlock()
    link = LinkBlock()


class ActivityChooserBlock(blocks.ChooserBlock):
    """A lesson of the catalogue. The chooser lists what the editor's own grants allow."""

    @cached_property
    def target_model(self) -> Any:
        from lms.catalogue.models import Activity

        return Activity

    @cached_property
    def widget(self) -> Any:
        from lms.catalogue.forms import ActivityChooser

        return ActivityChooser()

    class Meta:
        icon = "doc-full"
        label = _("课程")


class LessonBlock(blocks.StructBlock):
    lesson = ActivityChooserBlock(label=_("课程"))
    text = blocks.CharBlock(label=_("说明"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("课程")
        description = _("课程目录里的一门课。")
        template = "cms_site/blocks/lesson.html"
        preview_template = "cms_site/blocks/preview_lesson.html"


class OnSiteBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("做什么"), max_length=120)
    place = blocks.CharBlock(label=_("时间和地点"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("说明"), required=False, rows=2)

    class Meta:
        icon = "group"
        label = _("现场学习")
        description = _("支部一起做的事，用文字说明。")
        template = "cms_site/blocks/on_site.html"
        preview_value = {"title": "支部学习会", "place": "本月第三个星期五，三楼会议室", "text": "每人讲一个这个月用上了的例子。"}


class ThemeItemsBlock(blocks.StreamBlock):
    """What a theme of the month is made of."""

    lesson = LessonBlock()
    page = PageRowBlock()
    on_site = OnSiteBlock()


class HelpStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("做什么"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("几分钟"), required=False, min_value=1, max_value=60)
    text = blocks.RichTextBlock(label=_("怎么做"), features=LINES, required=False)
    seen = blocks.CharBlock(label=_("做完会看到"), required=False, max_length=200)

    class Meta:
        icon = "tick"
        label = _("一步")
        description = _("一步操作：做什么、怎么做、做完会看到什么。")
        template = "cms_site/blocks/help_step.html"
        preview_value = {
            "title": "导入名册", "minutes": 4, "text": "<p>选择文件，先检查，再点“导入”。</p>", "seen": "页面写着导入了多少人。",
        }


class HelpStepsBlock(blocks.StreamBlock):
    step = HelpStepBlock()
    picture = PictureBlock()
