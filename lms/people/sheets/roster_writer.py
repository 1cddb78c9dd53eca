"""Writes a checked roster: new members in bulk, changes of known ones with their past, posts and memberships by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lms.core import conf
from lms.core.bulk import insert
from lms.core.sheets import normal
from lms.core.sheets.rows import reindex

from .. import signals
from ..actions.tiers import recalculate_tiers
from ..models import Member, Membership, OrgUnit, Post, PostHolding, Tier
from ..queries import tier_rules
from ..tiers import tier_for
from .matching import next_numbers
from .roster_changes import ATTRIBUTES, FLAGS, OVERRIDE_REASON, change_known, change_memberships
from .title_changes import write_titles

if TYPE_CHECKING:
    from .roster import RosterLoader

#: What is written of a new member, in this order.
COLUMNS = ("code", "tier_id", "tier_override_id", "tier_override_reason", *FLAGS, *ATTRIBUTES)
#: What a new member has where the cell is empty, in the order of ATTRIBUTES.
EMPTY = ("", "", None, "", None, "", None, False, "")
KINDS = {"group": Membership.Kind.GROUP, "unit": Membership.Kind.UNIT}


class RosterWriter:
    def __init__(self, loader: RosterLoader) -> None:
        self.loader, self.run, self.table = loader, loader.run, loader.table
        self.units: dict[str | None, int] = dict(OrgUnit.objects.values_list("code", "pk"))
        self.posts: dict[str, int] = dict(Post.objects.values_list("code", "pk"))
        self.default_tiers: dict[int, str | None] = dict(Post.objects.values_list("pk", "default_tier__code"))
        self.tier_ids: dict[str, int] = dict(Tier.objects.values_list("code", "pk"))
        self.rules = tier_rules()
        self._tiers: dict[Any, int | None] = {}
        #: Place of the row → number that was given to its new member.
        self.given: dict[int, str] = {}
        self.replanned: set[int] = set()

    def write(self) -> None:
        """Members, posts and memberships; publishes ``member_ids`` (by place of the row) for the loaders after this one."""
        self._prepare_columns()
        #: Ids of members by place of the row; None for rows that are passed over.
        self.ids: list[Any] = [None] * len(self.table)
        fresh: list[int] = []
        known: list[int] = []
        matched, codes = self.loader.matched, self.loader.codes
        for i in self.loader.rows:
            code = codes[i]
            if code is not None and code in matched:
                self.ids[i] = matched[code]
                known.append(i)
            else:
                fresh.append(i)
        self._create(fresh)
        changed = self._change(known) if known else set()
        write_titles(self)
        self.run.count("roster", added=len(fresh), changed=len(changed))
        self.run.shared["member_ids"] = self.ids
        self.run.shared["given_numbers"] = self._numbers()
        self.run.shared["new_members"] = {self.ids[i] for i in fresh}
        self.run.shared["changed_members"] = changed

    def _numbers(self) -> dict[int, str]:
        """Row number → number of the member, for rows without one: found by name or given now."""
        written = self.table.get("code")
        if None not in written:
            return {}
        keys, codes = self.loader.keys, self.loader.codes
        known = {keys[i]: codes[i] or self.given[i] for i in self.loader.rows}
        places = (i for i, cell in enumerate(written) if cell is None and keys[i] in known)
        return {self.table.numbers[i]: known[keys[i]] for i in places}

    def _prepare_columns(self) -> None:
        table, loader = self.table, self.loader
        category_ids = loader.categories.ids()
        by_word = {cell: category_ids[normal.plain(cell)] for cell in set(table.get("category")) if isinstance(cell, str)}
        category = list(map(by_word.get, table.get("category")))
        branch = list(map(self.units.get, table.values["branch"]))
        plain = [table.get(name) for name in ("name", "sex", "birth_month", "education")]
        self.wanted = list(
            zip(*plain, category, table.get("rank"), branch, table.get("is_mobile"), table.get("special"), strict=True)
        )
        self.main, self.extra = loader.main, loader.extra

    def tier_by_rules(self, post_ids: tuple[int, ...], birth_month: dt.date | None) -> int | None:
        """Id of the tier that the rules give today; each combination is computed once."""
        key = (post_ids, birth_month)
        if key not in self._tiers:
            defaults = {tier for pk in post_ids if (tier := self.default_tiers[pk])}
            code = tier_for(self.rules, defaults, birth_month, self.run.today)
            self._tiers[key] = self.tier_ids[code] if code else None
        return self._tiers[key]

    def held(self, i: int) -> tuple[int, ...]:
        """Ids of the posts that row ``i`` names, main ones first, each once."""
        return tuple(self.posts[code] for code in dict.fromkeys((*(self.main[i] or ()), *(self.extra[i] or ()))))

    def _create(self, rows: list[int]) -> None:
        if not rows:
            return
        codes, flags, stated = self.loader.codes, self.loader.flags, self.loader.stated
        numbers = iter(next_numbers(sum(codes[i] is None for i in rows), {c for c in codes if c}))
        self.given = {i: next(numbers) for i in rows if codes[i] is None}
        members = []
        held: list[tuple[int, ...]] = []
        for i in rows:
            values = self.wanted[i]
            posts = self.held(i)
            held.append(posts)
            tier = self.tier_by_rules(posts, values[2])
            override, reason = None, ""
            if stated[i] is not None and stated[i] != tier:
                tier = override = stated[i]
                reason = OVERRIDE_REASON
            members.append((
                codes[i] or self.given[i], tier, override, reason, *(flags[i].get(name, False) for name in FLAGS),
                *(empty if value is None else value for value, empty in zip(values, EMPTY, strict=True)),
            ))  # fmt: skip
        ids = insert(Member, COLUMNS, members)
        for i, pk in zip(rows, ids, strict=True):
            self.ids[i] = pk
        self._create_holdings(rows, held)
        self._create_memberships(rows)
        self._reindex(ids)

    def _reindex(self, ids: list[int]) -> None:
        """New members into the search index; very many at once would take longer than writing them."""
        if len(ids) <= conf.get("INLINE_LIMIT"):
            reindex(list(Member.objects.in_bulk(ids).values()))
        else:
            self.run.problems.notice(
                self.table.file, _("学员很多，检索索引未随导入更新"), _("请运行 manage.py rebuild_modelsearch_index")
            )

    def _create_holdings(self, rows: list[int], held: list[tuple[int, ...]]) -> None:
        holdings = []
        for i, posts in zip(rows, held, strict=True):
            mains = len(set(self.main[i] or ()))
            holdings += [(self.ids[i], post, at < mains) for at, post in enumerate(posts)]
        insert(PostHolding, ("member_id", "post_id", "is_main"), holdings)

    def _create_memberships(self, rows: list[int]) -> None:
        made = []
        for field, kind in KINDS.items():
            column: list[Any] = list(map(self.units.get, self.table.values[field]))
            made += [(self.ids[i], column[i], kind.value) for i in rows if column[i] is not None]
        insert(Membership, ("member_id", "unit_id", "kind"), made)

    def _change(self, rows: list[int]) -> set[int]:
        """Bring known members up to date; ids of those that changed."""
        changed, self.replanned = change_known(self, rows)
        for field, kind in KINDS.items():
            if self.table.has(f"{field}_name") or self.table.has(f"{field}_code"):
                changed |= change_memberships(self, rows, field, kind)
        return changed

    def finish(self) -> None:
        """Tiers of changed members, then one word to whoever plans."""
        if self.replanned:
            recalculate_tiers(member_ids=sorted(self.replanned), day=self.run.today, by=self.run.by)
        concerned = self.replanned | self.run.shared["new_members"]
        if concerned:
            signals.members_changed.send(sender=Member, member_ids=sorted(concerned))
