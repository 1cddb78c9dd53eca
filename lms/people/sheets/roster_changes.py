"""What a roster changes on members who are there already. An empty cell changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lms.core.sheets.rows import reindex

from ..actions.past import keeping_past
from ..actions.posts import change_posts_of_many
from ..audience import ids_between
from ..dated import ONE_DAY, Span, SpanChanges, change_spans
from ..models import Member, MemberEvent, Membership
from ..queries import chunks, posts_on
from .change_notes import ChangeNotes
from .title_changes import TitleChanges, forget_titles

if TYPE_CHECKING:
    from .roster_writer import RosterWriter

BATCH = 500
OVERRIDE_REASON = "花名册注明"
ATTRIBUTES = ("name", "sex", "birth_month", "education", "category_id", "rank", "branch_id", "is_mobile", "special_case")
FLAGS = ("home_study", "limited_mobility", "retired")
STORED = (*ATTRIBUTES, *FLAGS, "tier_override_id", "tier_override_reason", "code")
#: Changes of these are kept with their day.
DATED = {"category_id", "rank", "branch_id", "tier_override_id"}

Wanted = dict[int, list[tuple[int, bool]]]


def change_known(writer: RosterWriter, rows: list[int]) -> tuple[set[int], set[int]]:
    """Bring the members of these rows up to date. Ids of all that changed, and of those whose tier may have changed."""
    changed: set[int] = set()
    replanned: set[int] = set()
    place = {pk: i for i in rows if (pk := writer.ids[i]) is not None}
    posts: Wanted = {}
    updates: dict[int, dict[str, Any]] = {}
    notes = ChangeNotes(writer) if writer.run.tells_changes else None
    for ids in chunks(place):
        held = {pk: [(h.post_id, h.is_main) for h in found] for pk, found in posts_on(ids, writer.run.today).items()}
        titles = TitleChanges(writer, ids)
        for pk, *values in Member.objects.filter(ids_between("pk", ids)).values_list("pk", *STORED):
            if pk not in place:
                continue
            i, now = place[pk], dict(zip(STORED, values, strict=True))
            stated = writer.loader.titles.rows.get(i)
            if stated is None:
                wanted = wanted_posts(writer, i, held[pk])
            else:
                wanted = titles.wanted(pk, now["branch_id"], stated, held[pk])
            if wanted is not None:
                posts[pk] = wanted
            now_held = held[pk] if wanted is None else wanted
            if different := _differences(writer, i, now, [post for post, _main in now_held]):
                updates[pk] = different
            if notes is not None and (different or wanted is not None):
                notes.add(i, now, different, held[pk], wanted)
    _write_members(writer, updates, place)
    moved = set(change_posts_of_many(wanted=posts, on=writer.run.today, by=writer.run.by)) if posts else set()
    forget_titles([pk for pk in moved if place[pk] not in writer.loader.titles.rows])
    changed = set(updates) | moved
    replanned = moved | {pk for pk, values in updates.items() if values.keys() & {"birth_month", "tier_override_id"}}
    return changed, replanned


def wanted_posts(writer: RosterWriter, i: int, held: list[tuple[int, bool]]) -> list[tuple[int, bool]] | None:
    """The posts after the import (id, main), or None if they stay. A column that is empty here leaves its posts as they are."""
    main, extra = writer.main[i], writer.extra[i]
    if main is None and extra is None:
        return None
    mains = [writer.posts[code] for code in main] if main is not None else [post for post, is_main in held if is_main]
    extras = [writer.posts[code] for code in extra] if extra is not None else [post for post, is_main in held if not is_main]
    wanted = dict.fromkeys(mains, True) | {post: False for post in extras if post not in mains}
    return None if wanted == dict(held) else list(wanted.items())


def _differences(writer: RosterWriter, i: int, now: dict[str, Any], posts: list[int]) -> dict[str, Any]:
    different = {
        name: value for name, value in zip(ATTRIBUTES, writer.wanted[i], strict=True) if value is not None and value != now[name]
    }
    different.update({flag: True for flag in writer.loader.flags[i] if not now[flag]})
    stated = writer.loader.stated[i]
    if stated is None:
        return different
    by_rules = writer.tier_by_rules(tuple(sorted(posts)), different.get("birth_month", now["birth_month"]))
    override = stated if stated != by_rules else None
    if override != now["tier_override_id"]:
        if now["tier_override_id"] is not None and now["tier_override_reason"] != OVERRIDE_REASON:
            _keep_override(writer, i)
        else:
            different |= {"tier_override_id": override, "tier_override_reason": OVERRIDE_REASON if override else ""}
    return different


def _keep_override(writer: RosterWriter, i: int) -> None:
    table = writer.table
    writer.run.problems.notice(
        table.file,
        _("管理员已另行指定层次，本列不改动"),
        _("需要时请在学员页面修改"),
        row=table.numbers[i],
        column=table.heading("tier"),
        value=table.get("tier")[i],
    )


def _write_members(writer: RosterWriter, updates: dict[int, dict[str, Any]], place: dict[int, int]) -> None:
    run = writer.run
    dated = [pk for pk, values in updates.items() if values.keys() & DATED]
    fields = sorted({name.removesuffix("_id") for values in updates.values() for name in values})
    events = []
    with keeping_past(dated, run.today):
        for members in _loaded(list(updates)):
            for member in members:
                values = updates[member.pk]
                if "name" in values:
                    _tell_name(writer, place[member.pk], member)
                if "branch_id" in values:
                    data = {"from": member.branch_id, "to": values["branch_id"]}
                    events.append(
                        MemberEvent(member_id=member.pk, kind=MemberEvent.Kind.TRANSFER, day=run.today, data=data, by=run.by)
                    )
                for name, value in values.items():
                    setattr(member, name, value)
            Member.objects.bulk_update(members, fields, batch_size=BATCH)
            reindex(members)
        MemberEvent.objects.bulk_create(events, batch_size=BATCH)


def _loaded(ids: list[int]) -> Iterator[list[Member]]:
    for at in range(0, len(ids), BATCH):
        yield list(Member.objects.filter(pk__in=ids[at : at + BATCH]))


def _tell_name(writer: RosterWriter, i: int, member: Member) -> None:
    table = writer.table
    writer.run.problems.notice(
        table.file,
        _("姓名与库中“%(name)s”不同，已更新") % {"name": member.name},
        _("若是编号填错，请改正后重新导入"),
        row=table.numbers[i],
        column=table.heading("name"),
        value=table.get("name")[i],
    )


def change_memberships(writer: RosterWriter, rows: list[int], field: str, kind: str) -> set[int]:
    """The members of these rows belong to the group or unit of the sheet from today on; ids of those for whom that is new."""
    column = writer.table.values[field]
    wanted = {pk: writer.units[column[i]] for i in rows if column[i] is not None and (pk := writer.ids[i]) is not None}
    spans: dict[int, list[Span]] = defaultdict(list)
    for ids in chunks(wanted):
        found = Membership.objects.filter(ids_between("member_id", ids), kind=kind).order_by("pk")
        for pk, member, unit, start, end in found.values_list("pk", "member_id", "unit_id", "start", "end"):
            spans[member].append(Span(pk, unit, start, end))
    every, today = SpanChanges(), writer.run.today
    changed: set[int] = set()
    fresh: list[Membership] = []
    for member, unit in wanted.items():
        changes = change_spans(spans.get(member, []), [unit], today, first_open=True)
        if changes:
            changed.add(member)
        for name in ("end", "delete", "reopen", "begin"):
            getattr(every, name).extend(getattr(changes, name))
        fresh += [Membership(member_id=member, unit_id=what, kind=kind, start=start) for what, start in changes.start]
    for ids, values in ((every.end, {"end": today - ONE_DAY}), (every.reopen, {"end": None}), (every.begin, {"start": today})):
        for at in range(0, len(ids), BATCH):
            Membership.objects.filter(pk__in=ids[at : at + BATCH]).update(**values)
    Membership.objects.filter(pk__in=every.delete).delete()
    Membership.objects.bulk_create(fresh, batch_size=BATCH)
    return changed
