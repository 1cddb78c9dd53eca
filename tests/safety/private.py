"""Words that a member writes for nobody else, to be looked for wherever others look."""

from __future__ import annotations

from lms.core import clock
from lms.desk.notes import add_note
from lms.people.models import Member
from lms.planning.reading import Planned, add_item

WORD, TITLE, CHAPTER = "我心里的话七四九", "只有我知道的书八三一", "悄悄读的章节二六五"
WORDS = (WORD, TITLE, CHAPTER)


def write(member: Member) -> None:
    add_note(member=member, text=WORD)
    add_item(member=member, item=Planned(TITLE, clock.today().year, 1, CHAPTER))


def told(text: str) -> list[str]:
    return [word for word in WORDS if word in text]
