"""What a lesson is written with. ``LessonBody`` is the StreamField of ``courses.fields.BodyField``.

Every block has an icon, a label, a description, a template of its own in ``courses/blocks/`` and a preview. A template finds
the block's own id as ``id`` and the page as ``page``; both come from ``{% include_block %}`` in a loop over ``page.body``::

    {% for block in page.body %}{% include_block block %}{% endfor %}

A page that shows them loads ``courses/blocks.css``.
"""

from __future__ import annotations

from wagtail import blocks

from .media import AudioBlock, DocumentBlock, VideoBlock
from .reading import KeyPointsBlock, PictureBlock, ReadingBlock, TextBlock
from .work import ForMyPostBlock, QuestionsBlock, TaskBlock

__all__ = [
    "AudioBlock",
    "DocumentBlock",
    "ForMyPostBlock",
    "KeyPointsBlock",
    "LessonBody",
    "PictureBlock",
    "QuestionsBlock",
    "ReadingBlock",
    "StoryBody",
    "TaskBlock",
    "TextBlock",
    "VideoBlock",
]


class LessonBody(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    key_points = KeyPointsBlock()
    for_my_post = ForMyPostBlock()
    questions = QuestionsBlock()
    task = TaskBlock()
    reading = ReadingBlock()


class StoryBody(LessonBody):
    """What a story is written with: nothing is asked and nothing recorded."""

    questions = None
