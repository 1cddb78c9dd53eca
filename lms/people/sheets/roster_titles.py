"""岗位 out of 行政职务 and 党内职务: by the names of posts, by what was answered before, else asked once for each distinct title.

A roster that states posts is taken at its word: titles speak only for rows without a stated post, and of a roster that has a
column for posts only for new members, since an empty cell changes nothing. The first post of the first title is the main one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lms.core.sheets import normal
from lms.core.sheets.questions import Choices, Question
from lms.core.sheets.run import Run
from lms.core.sheets.tables import BAD, Table

from ..meaning import Meaning
from ..models import Post
from ..titles import split_titles, title_key
from ..unit_words import most_like
from .reach import Reach, above

SAMPLES = 5
COLUMNS = (("duty", False), ("party_duty", True))
_NOTE_WORDS = re.compile(r"[^\w]+")


class Stated(NamedTuple):
    """A title of one row that is understood, with the codes of its posts (none: 暂不对应)."""

    key: str
    title: str
    is_party: bool
    posts: tuple[str, ...]


@dataclass
class _Asked:
    title: str
    places: list[int] = field(default_factory=list)


class Titles:
    """The titles of one roster. ``rows``: by place, what each row states; rows that state posts or no title are not in it."""

    def __init__(self, run: Run, table: Table, posts: Mapping[str, Any]) -> None:
        self.run, self.table, self.posts = run, table, posts
        self.reach = Reach.of(run)
        self.rows: dict[int, tuple[Stated, ...]] = {}
        #: Key → (title, codes of posts), answered just now.
        self.answered: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._chains: dict[Any, list[str | None]] = {}

    @property
    def is_there(self) -> bool:
        return any(self.table.has(name) for name, _is_party in COLUMNS)

    def read(self, places: Iterable[int], is_known: Callable[[int], bool]) -> None:
        """Understand the titles of the rows at ``places``, ask for the others. ``is_known``: the member is there already."""
        if not self.is_there:
            return
        parts = self._split(places, is_known)
        keys = {title_key(title) for cells in parts.values() for title, _is_party in cells}
        meaning = Meaning(self.posts, keys)
        understood: dict[Any, tuple[str, ...] | None] = {}
        asked: dict[str, _Asked] = {}
        for i, cells in parts.items():
            chain_of = self.table.values["branch"][i]
            for title, _is_party in cells:
                key = title_key(title)
                if (key, chain_of) not in understood:
                    understood[key, chain_of] = meaning.of(key, self.chain(chain_of))
                if understood[key, chain_of] is None:
                    asked.setdefault(key, _Asked(title)).places.append(i)
        if asked:
            self._ask(asked, meaning)
        self._understand(parts, understood)

    def _split(self, places: Iterable[int], is_known: Callable[[int], bool]) -> dict[int, list[tuple[str, bool]]]:
        table = self.table
        main, extra, names = table.get("posts"), table.get("extra_posts"), table.get("name")
        has_posts = table.has("posts")
        columns = [(table.get(name), is_party) for name, is_party in COLUMNS]
        found: dict[int, list[tuple[str, bool]]] = {}
        for i in places:
            if main[i] is not None or extra[i] is not None or (has_posts and is_known(i)):
                continue
            cells: dict[str, tuple[str, bool]] = {}
            for column, is_party in columns:
                cell = column[i]
                if not isinstance(cell, str):
                    continue
                name = names[i] if isinstance(names[i], str) and names[i] in cell else ""
                for title in split_titles(cell, name):
                    cells.setdefault(title_key(title), (title, is_party))
            if cells:
                found[i] = list(cells.values())
        return found

    def chain(self, branch: Any) -> list[str | None]:
        """Scopes whose answers hold for a branch; for an unknown branch those of the whole import."""
        if branch not in self._chains:
            known = isinstance(branch, str)
            own: list[str | None] = [branch, *above(self.reach.units, branch), None] if known else self.reach.chain()
            self._chains[branch] = own
        return self._chains[branch]

    # ---- asking

    def _ask(self, asked: dict[str, _Asked], meaning: Meaning) -> None:
        names = {code: str(name) for code, name in self.posts.items() if name is not BAD}
        choices = Choices("posts", {code: f"{name}（{code}）" for code, name in names.items()})
        notes = _words_of_notes()
        for key, one in asked.items():
            answer = self.run.ask(self._question(key, one, choices, names, notes, meaning)) if self.run.can_ask else None
            if answer is not None:
                self.answered[key] = (one.title, answer)
            elif not self.run.can_ask:
                self._tell_unknown(one)

    def _question(
        self, key: str, one: _Asked, choices: Choices, names: Mapping[str, str], notes: Mapping[str, set[str]], meaning: Meaning
    ) -> Question:
        table = self.table
        people = table.get("name")
        meant = sorted({code for code in notes.get(key, ()) if code in names})
        same_name = meaning.by_name.get(key, [])
        ends = [code for code, name in names.items() if len(name) > 1 and key.endswith(title_key(name))]
        sure = meant if len(meant) == 1 else []
        return Question(
            kind="title",
            key=key,
            value=one.title,
            sheet="roster",
            count=len(one.places),
            choices=choices,
            heading=_("这些职务对应哪个岗位？可选几个"),
            rows=tuple(table.numbers[i] for i in one.places[:SAMPLES]),
            samples=tuple(name for i in one.places[:SAMPLES] if isinstance(name := people[i], str)),
            multiple=True,
            leave_out=_("暂不对应"),
            suggestion=tuple(sure) or None,
            near=tuple(dict.fromkeys((*meant, *same_name, *ends, *most_like(one.title, names, 3)))),
        )

    def _tell_unknown(self, one: _Asked) -> None:
        table, i = self.table, one.places[0]
        field = next((name for name, _is_party in COLUMNS if self._says(name, i, one.title)), "duty")
        self.run.problems.notice(
            table.file,
            _("职务“%(title)s”（%(count)s 人）还没有对应岗位，暂不登记岗位") % {"title": one.title, "count": len(one.places)},
            _("在管理后台“表格”中导入即可逐个对应，或在本表中加“岗位编码”列"),
            row=table.numbers[i],
            column=table.heading(field),
        )

    def _says(self, name: str, i: int, title: str) -> bool:
        cell = self.table.get(name)[i]
        return isinstance(cell, str) and title_key(title) in {title_key(one) for one in split_titles(cell)}

    def _understand(self, parts: Mapping[int, list[tuple[str, bool]]], understood: Mapping[Any, tuple[str, ...] | None]) -> None:
        branches = self.table.values["branch"]
        for i, cells in parts.items():
            stated = []
            for title, is_party in cells:
                key = title_key(title)
                posts = understood[key, branches[i]]
                if posts is None and key in self.answered:
                    posts = self.answered[key][1]
                if posts is not None:
                    stated.append(Stated(key, title, is_party, posts))
            self.rows[i] = tuple(stated)


def posts_of(stated: Iterable[Stated]) -> list[str]:
    """Codes of the posts of these titles in order, each once: the first is the main one."""
    return list(dict.fromkeys(code for one in stated for code in one.posts))


def _words_of_notes() -> dict[str, set[str]]:
    """Words in the notes of posts (党组书记、局长), which usually name the titles meant → codes of posts."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, note in Post.objects.exclude(note="").values_list("code", "note"):
        for word in _NOTE_WORDS.split(normal.plain(note)):
            if len(word) > 1:
                found[title_key(word)].add(code)
    return found
