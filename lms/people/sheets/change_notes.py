"""What a roster changes on a member, cell by cell and in words, for whoever looks at it before it is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Member, MemberCategory, OrgUnit, Post, Tier

if TYPE_CHECKING:
    from .roster_writer import RosterWriter

#: Stored name → field of the sheet.
FIELDS = {"category_id": "category", "branch_id": "branch_name", "special_case": "special", "tier_override_id": "tier"}
FLAGS = {"home_study": gettext_lazy("送学上门"), "limited_mobility": gettext_lazy("行动不便"), "retired": gettext_lazy("离退休")}
#: Stored beside something that is told.
NOT_TOLD = frozenset({"tier_override_reason"})

Held = list[tuple[int, bool]]


class ChangeNotes:
    """Reads once what ids are called."""

    def __init__(self, writer: RosterWriter) -> None:
        self.writer = writer
        self.words: dict[str, dict[Any, str]] = {
            "category_id": dict(MemberCategory.objects.values_list("pk", "name")),
            "branch_id": dict(OrgUnit.objects.values_list("pk", "name")),
            "tier_override_id": dict(Tier.objects.values_list("pk", "name")),
            "sex": {str(key): str(label) for key, label in Member.Sex.choices},
        }
        self.posts = dict(Post.objects.values_list("pk", "name"))

    def add(self, i: int, now: dict[str, Any], different: dict[str, Any], held: Held, wanted: Held | None) -> None:
        """Note the change of the member in row ``i``. ``wanted`` None: the posts stay."""
        cells: dict[str, tuple[Any, Any]] = {}
        for name, value in different.items():
            if name in FLAGS:
                flags = [str(FLAGS[flag]) for flag in FLAGS if flag in different]
                cells.setdefault("note", ("", "、".join(flags)))
            elif name not in NOT_TOLD:
                cells[FIELDS.get(name, name)] = (self._word(name, now[name]), self._word(name, value))
        if wanted is not None:
            cells["posts"] = (self._posts(held), self._posts(wanted))
        name = different.get("name", now["name"])
        self.writer.run.change(self.writer.table, i, _("%(name)s（%(code)s）") % {"name": name, "code": now["code"]}, cells)

    def _word(self, name: str, value: Any) -> Any:
        if name in self.words:
            return self.words[name].get(value, "")
        return f"{value:%Y-%m}" if isinstance(value, dt.date) else value

    def _posts(self, held: Held) -> str:
        return "、".join(self.posts[post] for post, _main in sorted(held, key=lambda one: not one[1]))
