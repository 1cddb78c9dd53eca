"""Rows without a number: found by name and branch; where that is not certain, somebody is asked who knows the people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lms.core.sheets.questions import Choices, Question
from lms.core.sheets.run import Run
from lms.core.sheets.tables import BAD, Table

from ..models import Member
from ..queries import posts_on
from .reach import Reach

#: Above so many names all members are read at once.
MANY = 5000
#: Answer: nobody of these, a new member.
NEW_MEMBER = "+"


@dataclass
class Matches:
    """What became of the rows of a roster, by place.

    ``codes``: the member's code; None where a number is still to be given. ``ids``: members that are there already, by code.
    ``keys``: what makes a row one of its own. ``by_name``: places of rows without a number that were matched.
    """

    codes: list[Any]
    ids: dict[str, int]
    keys: list[Hashable]
    by_name: set[int] = field(default_factory=set)


class Hit(NamedTuple):
    """A member of this name in this branch; without ``pk`` another row of the sheet."""

    pk: int | None
    born: dt.date | None


class NameMatcher:
    def __init__(self, run: Run, table: Table, found: Matches) -> None:
        self.run, self.table, self.found = run, table, found
        self.names, self.branches, self.born = (table.get(name) for name in ("name", "branch", "birth_month"))
        self.hits: dict[tuple[Any, Any], dict[str, Hit]] = defaultdict(dict)
        self.elsewhere: dict[str, list[str]] = defaultdict(list)

    def match(self) -> None:
        """Fill in the codes of rows without one. Queries: one for 500 names, and two where somebody must be asked."""
        table, codes = self.table, self.found.codes
        numbers = table.get("code")
        open_rows = [i for i, code in enumerate(codes) if code is None and i not in table.broken and numbers[i] is not BAD]
        self._read({self.names[i] for i in open_rows})
        unclear: list[int] = []
        for i in open_rows:
            hits = self.hits.get((self.names[i], self.branches[i]), {})
            if not hits:
                self._tell_elsewhere(i)
            elif len(hits) == 1 and self._may_be(i, next(iter(hits.values()))):
                self._take(i, next(iter(hits)))
            else:
                unclear.append(i)
        if unclear:
            self._decide(unclear)
        for i in open_rows:
            if codes[i] is not None:
                self.found.keys[i] = codes[i]

    def _read(self, wanted: set[Any]) -> None:
        reach = Reach.of(self.run)
        for name, branch, code, pk, born in _members_called({name for name in wanted if isinstance(name, str)}):
            self.hits[name, branch][code] = Hit(pk, born)
            if reach.covers(branch):
                self.elsewhere[name].append(code)
        for i, code in enumerate(self.found.codes):
            if code is not None and self.names[i] in wanted and i not in self.table.broken:
                born = self.born[i] if isinstance(self.born[i], dt.date) else None
                self.hits[self.names[i], self.branches[i]].setdefault(code, Hit(self.found.ids.get(code), born))

    def _may_be(self, i: int, hit: Hit) -> bool:
        """Two known birth months that differ are most likely two persons."""
        return hit.born is None or not isinstance(self.born[i], dt.date) or hit.born == self.born[i]

    def _take(self, i: int, code: str) -> None:
        self.found.codes[i] = code
        self.found.by_name.add(i)
        pk = self.hits[self.names[i], self.branches[i]][code].pk
        if pk is not None:
            self.found.ids[code] = pk
        self._tell(self.run.problems.notice, i, _("按姓名和支部找到：%(code)s") % {"code": code}, "")

    def _decide(self, unclear: list[int]) -> None:
        """Ask of each row which of the members it means; say so where nobody can be asked."""
        table = self.table
        labels = self._labels(unclear) if self.run.can_ask else {}
        for i in unclear:
            hits = self.hits[self.names[i], self.branches[i]]
            if not self.run.can_ask:
                message = _("同一支部有多名同名学员") if len(hits) > 1 else _("同一支部有同名学员，但出生年月不同")
                remedy = _("请填学员编号，可能是：%(codes)s；新学员请另编一个编号") % {"codes": "、".join(sorted(hits)[:8])}
                self._tell(self.run.problems.error, i, message, remedy)
                table.broken.add(i)
                continue
            answer = self.run.ask(self._question(i, hits, labels))
            if answer is None:
                table.wait(i)
            elif not answer:
                table.leave(i)
            elif answer[0] == NEW_MEMBER:
                self.found.keys[i] = (self.names[i], self.branches[i], NEW_MEMBER, i)
            else:
                self._take(i, answer[0])

    def _question(self, i: int, hits: dict[str, Hit], labels: dict[str, str]) -> Question:
        table, row = self.table, self.table.numbers[i]
        same = [code for code, hit in hits.items() if hit.born is not None and hit.born == self.born[i]]
        known = {code: labels.get(code, code) for code in sorted(hits)}
        return Question(
            kind="person",
            key=f"{row}:{self.names[i]}",
            value=self._row_in_words(i),
            sheet=table.spec.name,
            count=1,
            choices=Choices(f"person{row}", {**known, NEW_MEMBER: _("都不是，是新学员")}),
            heading=_("同一支部有同名学员，这几行是哪一位？"),
            rows=(row,),
            leave_out=_("不导入这一行"),
            suggestion=(same[0],) if len(same) == 1 else None,
            near=(*known, NEW_MEMBER),
        )

    def _row_in_words(self, i: int) -> str:
        """What the sheet says of the person, to tell namesakes apart."""
        table = self.table
        born = self.born[i]
        parts = [self.names[i], f"{born:%Y-%m}" if isinstance(born, dt.date) else None]
        parts += [text for field in ("duty", "rank") if isinstance(text := table.get(field)[i], str)]
        return " · ".join(part for part in parts if part)

    def _labels(self, unclear: list[int]) -> dict[str, str]:
        """Code, birth month and posts of everybody who could be meant. Two queries."""
        found = {
            code: hit for i in unclear for code, hit in self.hits[self.names[i], self.branches[i]].items()
        }  # fmt: skip
        held = posts_on([hit.pk for hit in found.values() if hit.pk is not None], self.run.today)
        names = self.run.shared.get("post_names", {})
        labels = {}
        for code, hit in found.items():
            posts = [names.get(one.code, one.code) for one in held.get(hit.pk or 0, ())]
            born = f"{hit.born:%Y-%m}" if hit.born else _("出生年月未登记")
            labels[code] = " · ".join((code, born, "、".join(map(str, posts)) or _("无岗位")))
        return labels

    def _tell_elsewhere(self, i: int) -> None:
        if codes := self.elsewhere.get(self.names[i]):
            remedy = _("若是同一人请填学员编号：%(codes)s") % {"codes": "、".join(codes[:8])}
            self._tell(self.run.problems.notice, i, _("其他支部有同名学员，本行按新学员处理"), remedy)

    def _tell(self, say: Any, i: int, message: str, remedy: str) -> None:
        table = self.table
        say(table.file, message, remedy, row=table.numbers[i], column=table.heading("name"), value=self.names[i])


def _members_called(names: set[str]) -> list[tuple[str, str, str, int, dt.date | None]]:
    columns = ("name", "branch__code", "code", "pk", "birth_month")
    present = Member.objects.present()
    if len(names) > MANY:
        return [row for row in present.values_list(*columns) if row[0] in names]
    listed = sorted(names)
    return [
        row for at in range(0, len(listed), 500) for row in present.filter(name__in=listed[at : at + 500]).values_list(*columns)
    ]
