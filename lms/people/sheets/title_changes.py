"""What titles change on members who are there already: only titles that are new or gone since the last roster count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..audience import ids_between
from ..meaning import Meaning
from ..models import MemberTitle
from ..queries import chunks
from ..titles import Held, moved_posts
from .roster_titles import Stated, posts_of

if TYPE_CHECKING:
    from .roster_writer import RosterWriter

BATCH = 1000
#: Key, words and whether it is a party title, by member.
Stored = dict[int, list[tuple[str, str, bool]]]


class TitleChanges:
    """For one chunk of members: what the last roster called them. Two queries, none where no roster stated titles."""

    def __init__(self, writer: RosterWriter, ids: list[int]) -> None:
        self.writer = writer
        self.stored: Stored = _stored(ids) if writer.loader.titles.rows else {}
        keys = {key for titles in self.stored.values() for key, _title, _is_party in titles}
        self.meaning = Meaning(writer.run.shared["post_names"], keys) if keys else None
        self.codes = {pk: code for code, pk in writer.units.items()}

    def wanted(self, pk: int, branch: int, stated: Sequence[Stated], held: Held) -> Held | None:
        """The posts after the import (id, main), or None if they stay: what was set by hand since stays as it is."""
        before = {key for key, _title, _is_party in self.stored.get(pk, ())}
        now = {one.key for one in stated}
        if before == now:
            return None
        posts = self.writer.posts
        kept = {posts[code] for code in posts_of(stated)}
        dropped = {posts[code] for key in before - now for code in self._meant(key, branch) if code in posts} - kept
        fresh = [posts[code] for code in posts_of([one for one in stated if one.key not in before])]
        main = next((posts[code] for code in posts_of(stated)), None)
        return moved_posts(held, dropped, fresh, main if main in fresh else None, replaces_main=not before)

    def _meant(self, key: str, branch: int) -> tuple[str, ...]:
        if self.meaning is None:
            return ()
        code = self.codes.get(branch)
        chain = self.writer.loader.titles.chain(code)
        return self.meaning.of(key, chain) or ()


def write_titles(writer: RosterWriter) -> None:
    """Keep what this roster called everybody. A fixed number of queries for each chunk; none without titles."""
    rows = writer.loader.titles.rows
    wanted = {pk: stated for i, stated in rows.items() if (pk := writer.ids[i]) is not None}
    fresh: list[MemberTitle] = []
    for ids in chunks(wanted):
        known = _stored(ids)
        changed = [pk for pk in ids if sorted(known.get(pk, ())) != sorted((s.key, s.title, s.is_party) for s in wanted[pk])]
        for at in range(0, len(changed), BATCH):
            MemberTitle.objects.filter(member_id__in=changed[at : at + BATCH]).delete()
        fresh += [
            MemberTitle(member_id=pk, key=one.key, title=one.title, is_party=one.is_party) for pk in changed for one in wanted[pk]
        ]
    MemberTitle.objects.bulk_create(fresh, batch_size=BATCH)


def forget_titles(member_ids: Sequence[int]) -> None:
    """A roster stated other posts for these members: their titles speak for nothing any more."""
    for at in range(0, len(member_ids), BATCH):
        MemberTitle.objects.filter(member_id__in=member_ids[at : at + BATCH]).delete()


def _stored(ids: list[int]) -> Stored:
    found: Stored = defaultdict(list)
    rows = MemberTitle.objects.filter(ids_between("member_id", ids))
    for pk, key, title, is_party in rows.values_list("member_id", "key", "title", "is_party"):
        found[pk].append((key, title, is_party))
    return found
