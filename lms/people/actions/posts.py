"""Change which posts members hold from a day on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock

from .. import signals
from ..audience import ids_between
from ..dated import ONE_DAY, Span, SpanChanges, change_spans
from ..models import Member, MemberEvent, Post, PostHolding
from ..queries import chunks
from .checks import check_present
from .tiers import recalculate_tiers

BATCH = 1000
#: (post id, whether it is the main post)
Wanted = Sequence[tuple[int, bool]]


def change_posts(
    *, member: Member, posts: Sequence[tuple[Post, bool]], on: dt.date | None = None, by: Any = None, first_open: bool = False
) -> bool:
    """From ``on`` (today) on the member holds exactly ``posts`` (each with whether it is the main one).

    A post not named any more ends the day before, a new one starts on ``on``; the same posts change nothing. Returns
    whether anything changed. ``first_open``: the posts of a member who never held one hold since always.
    ValidationError if a post is named twice or the member was merged or erased.
    """
    check_present(member)
    on = on or clock.today()
    if len({post.pk for post, _main in posts}) < len(posts):
        raise ValidationError(_("同一岗位只能填写一次。"))
    with transaction.atomic():
        wanted = {member.pk: [(post.pk, main) for post, main in posts]}
        changed = change_posts_of_many(wanted=wanted, on=on, by=by, first_open=first_open)
        if changed:
            codes = sorted(post.code for post, _main in posts)
            log(member, "lms_people.posts", user=by, data={"posts": codes, "on": on.isoformat()})
            member.refresh_from_db(fields=["tier"])
    return bool(changed)


def change_posts_of_many(*, wanted: Mapping[int, Wanted], on: dt.date, by: Any = None, first_open: bool = True) -> list[int]:
    """``change_posts`` for many members (by id) at once; returns the ids of those whose posts changed.

    A fixed number of queries for each 2,000 members. Leaves events but no log entries (an import writes one of its own),
    works out tiers anew and sends ``members_changed``. ``first_open``: what an import gives no start for holds since always.
    """
    changed: list[int] = []
    with transaction.atomic():
        codes = dict(Post.objects.values_list("pk", "code"))
        for ids in chunks(wanted):
            batch = _Batch(on, by, codes)
            spans, mains = _read(ids)
            for member in ids:
                batch.add(member, spans.get(member, []), mains, dict(wanted[member]), first_open)
            batch.write()
            changed += batch.changed
        if changed:
            signals.members_changed.send(sender=PostHolding, member_ids=changed)
            recalculate_tiers(changed, by=by, tell=False)
    return changed


def _read(ids: list[int]) -> tuple[dict[int, list[Span]], dict[int, bool]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    mains: dict[int, bool] = {}
    rows = PostHolding.objects.filter(ids_between("member_id", ids)).order_by("pk")
    for pk, member, post, start, end, main in rows.values_list("pk", "member_id", "post_id", "start", "end", "is_main"):
        spans[member].append(Span(pk, post, start, end))
        mains[pk] = main
    return spans, mains


@dataclass(slots=True)
class _Batch:
    """Collects the changes of many members and writes them set-based."""

    on: dt.date
    by: Any
    codes: dict[int, str]
    rows: SpanChanges = field(default_factory=SpanChanges)
    new: list[PostHolding] = field(default_factory=list)
    events: list[MemberEvent] = field(default_factory=list)
    main: dict[bool, list[int]] = field(default_factory=lambda: {True: [], False: []})
    changed: list[int] = field(default_factory=list)

    def add(self, member: int, spans: list[Span], mains: dict[int, bool], wanted: dict[int, bool], first_open: bool) -> None:
        changes = change_spans(spans, list(wanted), self.on, first_open=first_open)
        self.rows.end += changes.end
        self.rows.delete += changes.delete
        self.rows.reopen += changes.reopen
        self.rows.begin += changes.begin
        for post, start in changes.start:
            self.new.append(PostHolding(member_id=member, post_id=post, start=start, is_main=wanted[post]))
        again = {*changes.reopen, *changes.begin}
        turned = [
            span
            for span in spans
            if (span.pk in again or span.covers(self.on)) and wanted.get(span.what, mains[span.pk]) != mains[span.pk]
        ]
        for span in turned:
            self.main[wanted[span.what]].append(span.pk)
        if changes and (spans or not first_open):
            data = {"posts": sorted(self.codes[post] for post in wanted)}
            self.events.append(MemberEvent(member_id=member, kind=MemberEvent.Kind.POST, day=self.on, data=data, by=self.by))
        if changes or turned:
            self.changed.append(member)

    def write(self) -> None:
        every = PostHolding.objects
        for ids, values in (
            (self.rows.end, {"end": self.on - ONE_DAY}),
            (self.rows.reopen, {"end": None}),
            (self.rows.begin, {"start": self.on}),
            (self.main[True], {"is_main": True}),
            (self.main[False], {"is_main": False}),
        ):
            if ids:
                every.filter(pk__in=ids).update(**values)
        if self.rows.delete:
            every.filter(pk__in=self.rows.delete).delete()
        every.bulk_create(self.new, batch_size=BATCH)
        MemberEvent.objects.bulk_create(self.events, batch_size=BATCH)
