"""What titles stand for: names and codes of posts, then the remembered answers of the nearest scope. Whom an answer concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left, Length

from .models import KnownTitle, MemberTitle
from .titles import title_key

CHUNK = 500


class Meaning:
    """``posts``: code → name of all posts. One query for 500 ``keys`` that are not plainly the name of a post."""

    def __init__(self, posts: Mapping[str, Any], keys: Iterable[str]) -> None:
        self.posts = posts
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for code, name in posts.items():
            for word in {title_key(code), title_key(name) if isinstance(name, str) else ""} - {""}:
                self.by_name[word].append(code)
        self.known = _remembered({key for key in keys if len(self.by_name.get(key, ())) != 1})

    def of(self, key: str, chain: Sequence[str | None]) -> tuple[str, ...] | None:
        """Codes of posts; () for 暂不对应; None where nobody has said yet. ``chain``: codes of units, the nearest first."""
        named = self.by_name.get(key, [])
        if len(named) == 1:
            return (named[0],)
        answers = self.known.get(key)
        return next((answers[scope] for scope in chain if scope in answers), None) if answers else None


def _remembered(keys: set[str]) -> dict[str, dict[str | None, tuple[str, ...]]]:
    found: dict[str, dict[str | None, tuple[str, ...]]] = defaultdict(dict)
    listed = sorted(keys)
    for at in range(0, len(listed), CHUNK):
        rows = KnownTitle.objects.filter(key__in=listed[at : at + CHUNK]).order_by("pk", "posts__code")
        for key, scope, post in rows.values_list("key", "scope__code", "posts__code"):
            found[key][scope] = (*found[key].get(scope, ()), *([post] if post else []))
    return found


def concerned(key: Any, path: Any, scope_length: Any) -> QuerySet[MemberTitle]:
    """Titles of present members below ``path`` for whom no nearer answer holds. The arguments may be outer references."""
    nearer = (
        KnownTitle.objects.alias(head=Left(OuterRef("member__branch__path"), Length("scope__path")), deep=Length("scope__path"))
        .filter(key=OuterRef("key"), head=F("scope__path"), deep__gt=scope_length)
        .values("pk")
    )
    rows = MemberTitle.objects.filter(key=key, member__branch__path__startswith=path)
    return rows.filter(~Exists(nearer), member__merged_into__isnull=True, member__erased_at__isnull=True)


def with_people(rows: QuerySet[KnownTitle], user: Any) -> QuerySet[KnownTitle]:
    """``rows`` with ``people``: how many members within the user's scope have the title by this answer; most frequent first."""
    path = Coalesce(OuterRef("scope__path"), Value(""))
    length = Coalesce(Length(OuterRef(OuterRef("scope__path"))), Value(0))
    mine = MemberTitle.objects.for_user(user).values("pk")
    held = concerned(OuterRef("key"), path, length).filter(pk__in=mine).order_by().values("key").annotate(n=Count("pk"))
    counted = Coalesce(Subquery(held.values("n"), output_field=IntegerField()), Value(0))
    return rows.annotate(people=counted).order_by("-people", "title", "pk")
