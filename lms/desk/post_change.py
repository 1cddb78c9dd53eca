"""The day a post changes: what it adds, what is asked no more, what stays good. Computed from the dated posts alone.

The plan of the former posts is drawn with today's evidence and today's requirements, so that the note tells what the *post*
changed and not what was learned or decreed since. Figures of past periods are reporting's and keep the posts of their days.
"""

from __future__ import annotations

import datetime as dt

from lms.core import conf
from lms.people.audience import Held, Person
from lms.planning.cases import Case, case_with
from lms.planning.picture import Picture
from lms.planning.queries import NoPlan, picture_of_case

from . import wording_change as words
from .reading import Names
from .viewmodels import Group, PostNote


def changed_on(person: Person, day: dt.date, noted: dt.date | None) -> dt.date | None:
    """The first day of a change of posts that has not been noted yet and is not older than GRACE_DAYS."""
    oldest = day - dt.timedelta(days=conf.get("GRACE_DAYS"))
    days = {start for _, start, _ in person.holdings if start} | {
        end + dt.timedelta(days=1) for _, _, end in person.holdings if end and end < dt.date.max
    }
    fresh = [each for each in days if oldest <= each <= day and (noted is None or each > noted)]
    return min(fresh, default=None)


def post_note(picture: Picture, names: Names, noted: dt.date | None) -> PostNote | None:
    """The note on the posts as they are against those of the day before the change; None where nothing is to be told.

    Three queries more for the member whom it concerns, none for others.
    """
    case = picture.case
    day = changed_on(case.person, case.world.day, noted)
    if day is None:
        return None
    former = case.person.posts_on(day - dt.timedelta(days=1))
    if {post for post, _ in former} == {post for post, _ in case.person.posts}:
        return None
    old = _with(case, former)
    return None if old is None else _tell(picture, old, names, day)


def _with(case: Case, posts: tuple[Held, ...]) -> Picture | None:
    try:
        return picture_of_case(case_with(case, case.world.audience.with_posts(case.person, posts)), store=False)
    except NoPlan:
        return None


def _tell(new: Picture, old: Picture, names: Names, day: dt.date) -> PostNote:
    before, now = dict(old.case.demand.required), dict(new.case.demand.required)
    added = [pk for pk, level in now.items() if level > before.get(pk, 0)]
    dropped = [pk for pk in before if pk not in now]
    held = [pk for pk, level in now.items() if new.case.level(pk).level >= level]
    open_ = sum(new.case.level(pk).basis == "none" for pk in added)
    groups = (
        Group(words.added_heading(), tuple(words.asked(names.competency(pk).name, now[pk]) for pk in added)),
        Group(words.dropped_heading(), tuple(words.asked(names.competency(pk).name, before[pk]) for pk in dropped)),
        Group(words.held_heading(), tuple(words.asked(names.competency(pk).name, now[pk]) for pk in held)),
    )
    said = words.posts_changed(
        day, [names.all.posts[pk] for pk, _ in old.case.person.posts], [names.all.posts[pk] for pk, _ in new.case.person.posts],
        added=len(added), dropped=len(dropped), held=len(held), minutes=(old.minutes, new.minutes),
    )  # fmt: skip
    return PostNote(said, words.not_assessed_yet(open_) if open_ else "", tuple(group for group in groups if group.lines))
