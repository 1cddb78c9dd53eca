"""Blocks that ask something of the reader: for my post, questions, practice."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .reading import LINES, PREVIEW


class PostChooserBlock(blocks.ChooserBlock):
    @cached_property
    def target_model(self) -> Any:
        from lms.people.models import Post

        return Post

    @cached_property
    def widget(self) -> Any:
        from ..widgets import PostChooser

        return PostChooser()

    class Meta:
        icon = "user"
        label = _("岗位")


class PostWordsBlock(blocks.StructBlock):
    posts = blocks.ListBlock(PostChooserBlock(), label=_("岗位"), min_num=1)
    text = blocks.RichTextBlock(label=_("怎么用"), features=LINES)

    class Meta:
        icon = "user"
        label = _("某些岗位")


class ForMyPostBlock(blocks.StructBlock):
    """What the lesson is for at one's own desk: words for all, and words that only holders of certain posts see."""

    text = blocks.RichTextBlock(label=_("对所有人"), features=LINES, required=False)
    posts = blocks.ListBlock(PostWordsBlock(), label=_("对某些岗位"), default=[])

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["text"].source.strip() and not len(value["posts"]):
            fault = ValidationError(_("请写对所有人的话，或至少写一种岗位。"))
            raise blocks.StructBlockValidationError(block_errors={"text": fault})
        return value

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        from ..reader import words_for_reader

        context["words"] = words_for_reader(value, context.get("request"))
        return context

    class Meta:
        icon = "user"
        label = _("对我的岗位")
        description = _("学了怎么用到工作上：对所有人说，也可以只对某些岗位说。")
        template = "courses/blocks/for_my_post.html"
        preview_template = PREVIEW
        preview_value = {"text": "<p>下次写请示前，先对照这三条看一遍。</p>", "posts": []}


class QuestionChooserBlock(blocks.ChooserBlock):
    """A question of the bank."""

    @cached_property
    def target_model(self) -> Any:
        from lms.assessment.models import Question

        return Question

    @cached_property
    def widget(self) -> Any:
        from lms.assessment.widgets import QuestionChooser

        return QuestionChooser()

    class Meta:
        icon = "help"
        label = _("题目")


class QuestionsBlock(blocks.StructBlock):
    """Questions of the lesson. Publishing makes a paper of them; marks are given by the server alone."""

    questions = blocks.ListBlock(QuestionChooserBlock(), label=_("题目"), min_num=1)
    needed = blocks.IntegerBlock(label=_("答对几题算通过"), required=False, min_value=1, help_text=_("不填则全部答对。"))
    attempts = blocks.IntegerBlock(label=_("可以答几次"), required=False, min_value=1, help_text=_("不填则不限次数。"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        # A draft may still have rows without a question.
        asked = [question.pk for question in value["questions"] if question is not None]
        if len(set(asked)) < len(asked):
            fault = ValidationError(_("同一道题出现了两次。"))
            raise blocks.StructBlockValidationError(block_errors={"questions": fault})
        if asked and value["needed"] and value["needed"] > len(asked):
            fault = ValidationError(_("只有 %(count)s 道题。") % {"count": len(asked)})
            raise blocks.StructBlockValidationError(block_errors={"needed": fault})
        return value

    class Meta:
        icon = "help"
        label = _("随堂测验")
        description = _("从题库里选几道题。答案只在服务器上，交卷后才看得到讲解。")
        template = "courses/blocks/questions.html"
        preview_template = "courses/blocks/preview_questions.html"


class TaskBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("做什么"), max_length=120)
    text = blocks.RichTextBlock(label=_("怎么做"), features=LINES)
    minutes = blocks.IntegerBlock(label=_("大约几分钟"), required=False, min_value=1, max_value=240)
    sample = blocks.RichTextBlock(label=_("参考做法"), features=LINES, required=False, help_text=_("先收起来，做完再看。"))

    class Meta:
        icon = "edit"
        label = _("练一练")
        description = _("一个在工作里做的小练习，不上交，不计分。")
        template = "courses/blocks/task.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "改一份旧请示", "minutes": 15, "text": "<p>找一份去年的请示，按三条要点改一遍。</p>",
            "sample": "<p>先看有没有一文多事，再看结论在不在第一段。</p>",
        }  # fmt: skip
