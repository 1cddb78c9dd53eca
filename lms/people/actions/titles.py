"""Read a title otherwise from a day on: whoever has it gets the new posts, and the next roster knows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..audience import ids_between
from ..meaning import Meaning, concerned
from ..models import KnownTitle, Member, MemberTitle, OrgUnit, Post
from ..queries import chunks, posts_on
from ..scopes import sees_all
from ..titles import moved_posts
from .posts import change_posts_of_many


@dataclass
class Effect:
    """What a change does. ``people``: members with the title; ``wanted``: posts of those for whom something changes;
    ``by_hand``: members who keep what somebody gave them since."""

    people: int = 0
    wanted: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)
    by_hand: int = 0


def scopes_of_change(known: KnownTitle, user: Any) -> list[OrgUnit | None]:
    """For which units the change of ``user`` holds: the scope of the answer, or those of his own units that lie within it."""
    if user is None or sees_all(user):
        return [known.scope]
    own = OrgUnit.objects.for_user(user)
    if known.scope is not None and own.filter(pk=known.scope.pk).exists():
        return [known.scope]
    tops: list[OrgUnit | None] = []
    for unit in own.filter(path__startswith=known.scope.path if known.scope else "").order_by("path"):
        if not any(top is not None and unit.path.startswith(top.path) for top in tops):
            tops.append(unit)
    answered = set(KnownTitle.objects.filter(key=known.key, scope__in=tops).values_list("scope_id", flat=True))
    return [top for top in tops if top is not None and top.pk not in answered]


def effect_of(*, known: KnownTitle, posts: Sequence[Post], on: dt.date, scopes: Sequence[OrgUnit | None]) -> Effect:
    """What it does to read ``known`` as ``posts`` from ``on`` on within ``scopes``. Queries: the same for 1 and 2,000 members."""
    effect = Effect()
    before = set(known.posts.values_list("pk", flat=True))
    length = len(known.scope.path) if known.scope else 0
    ids: set[int] = set()
    for scope in scopes:
        below = scope.path if scope else ""
        ids |= set(concerned(known.key, below, length).values_list("member_id", flat=True))
    effect.people = len(ids)
    reader = _Others(known, posts)
    for chunk in chunks(ids):
        reader.read(chunk)
        held_on = posts_on(chunk, on)
        for pk in chunk:
            held = [(one.post_id, one.is_main) for one in held_on[pk]]
            if before and not before & {post for post, _main in held}:
                effect.by_hand += 1
                continue
            kept, main = reader.of(pk)
            fresh = [post.pk for post in posts if post.pk not in {one for one, _main in held}]
            moved = moved_posts(held, before - kept, fresh, main if main in fresh else None, replaces_main=False)
            if moved is not None:
                effect.wanted[pk] = moved
    return effect


class _Others:
    """The other titles of members: a post that one of them gives as well stays."""

    def __init__(self, known: KnownTitle, posts: Sequence[Post]) -> None:
        self.key, self.new = known.key, [post.pk for post in posts]
        self.posts = dict(Post.objects.values_list("code", "name"))
        self.ids = dict(Post.objects.values_list("code", "pk"))
        self.chains = _chains()

    def read(self, ids: list[int]) -> None:
        self.titles: dict[int, list[str]] = defaultdict(list)
        rows = MemberTitle.objects.filter(ids_between("member_id", ids)).order_by("is_party", "pk")
        for member, key in rows.values_list("member_id", "key"):
            self.titles[member].append(key)
        self.meaning = Meaning(self.posts, {key for keys in self.titles.values() for key in keys})
        self.branches = dict(Member.objects.filter(ids_between("pk", ids)).values_list("pk", "branch_id"))

    def of(self, member: int) -> tuple[set[int], int | None]:
        """Posts that the titles give after the change, and the first of them: the main one."""
        chain = self.chains[self.branches[member]]
        given = [
            self.new if key == self.key else [self.ids[code] for code in self.meaning.of(key, chain) or ()]
            for key in self.titles[member]
        ]
        listed = [post for posts in given for post in posts]
        return set(listed), next(iter(listed), None)


def _chains() -> dict[int, list[str | None]]:
    """For each unit the codes of itself and the units above it, nearest first, then None."""
    step = OrgUnit.STEP
    rows = list(OrgUnit.objects.values_list("pk", "code", "path"))
    by_path = {path: code for _pk, code, path in rows}
    return {
        pk: [*(by_path[path[:end]] for end in range(len(path), 0, -step) if path[:end] in by_path), None]
        for pk, _code, path in rows
    }


def change_title(*, known: KnownTitle, posts: Sequence[Post], on: dt.date, by: Any = None) -> Effect:
    """From ``on`` on the title stands for ``posts`` (none: 暂不对应) within the reach of ``by``; those concerned get them.

    Where ``by`` reaches only a part of the answer's scope, an answer of his own is made for that part. Set-based.
    ValidationError where an answer of that part is there already.
    """
    with transaction.atomic():
        scopes = scopes_of_change(known, by)
        if not scopes:
            raise ValidationError(_("您管理的范围内，这一职务另有对应，请改那一条。"))
        effect = effect_of(known=known, posts=posts, on=on, scopes=scopes)
        for scope in scopes:
            one = known if scope == known.scope else _own(known, scope)
            one.posts.set(posts)
            codes = sorted(post.code for post in posts)
            log(one, "lms_people.title", user=by, data={"posts": codes, "on": on.isoformat(), "members": len(effect.wanted)})
        if effect.wanted:
            change_posts_of_many(wanted=effect.wanted, on=on, by=by, first_open=False)
    return effect


def _own(known: KnownTitle, scope: OrgUnit | None) -> KnownTitle:
    found, _made = KnownTitle.objects.get_or_create(scope=scope, key=known.key, defaults={"title": known.title})
    return found
