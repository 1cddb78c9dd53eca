"""Who reads, as far as the words of a lesson depend on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from lms.core import clock
from lms.people.queries import member_of, posts_on


def posts_of_reader(request: HttpRequest | None) -> frozenset[int]:
    """Ids of the posts that the reader holds today. Asked once a request: one query beside the one that finds the member."""
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return frozenset()
    found: frozenset[int] | None = getattr(request, "_courses_posts", None)
    if found is None:
        member = member_of(request.user)
        held = posts_on([member.pk], clock.today())[member.pk] if member else []
        found = frozenset(each.post_id for each in held)
        request._courses_posts = found  # type: ignore[attr-defined]
    return found


def words_for_reader(value: Any, request: HttpRequest | None) -> list[tuple[str, Any]]:
    """Of a block 对我的岗位 (names of posts, words): what is said to all, and to the reader's posts.

    In a preview everything is shown, so that the editor sees what was written.
    """
    everything = bool(getattr(request, "is_preview", False))
    needs_posts = any(each["posts"] for each in value["posts"])
    mine = posts_of_reader(request) if needs_posts and not everything else frozenset()
    words: list[tuple[str, Any]] = []
    for each in value["posts"]:
        meant = [post for post in each["posts"] if post and (everything or post.pk in mine)]
        if meant:
            words.append(("、".join(post.name for post in meant), each["text"]))
    if value["text"] and value["text"].source.strip():
        words.append(("", value["text"]))
    return words
