"""师资库 as members read it: the list with its filters, and the page of one lecturer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model

from lms.catalogue.models import Activity, Subject
from lms.core import clock
from lms.core.search.normalise import simplified
from lms.desk.doors import doors_of

from .feedback import feedback_on
from .models import Lecturer
from .queries import Taught, lessons_of, may_see_private, visible_to
from .sheets.cells import MODES
from .states import State

SHOWN = 20
#: Where the words of a search are looked for.
SEARCHED = ("name", "work_unit", "position", "title", "specialty", "courses", "award", "source", "subjects__name")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter. ``indented``: a topic below its category."""

    value: str
    label: str
    chosen: bool
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One lecturer in the list."""

    lecturer: Lecturer
    subjects: tuple[str, ...]
    modes: str
    lessons: str
    state: str


@dataclass(frozen=True)
class Directory:
    """``total``: all whom the reader finds here; ``entries`` are those of this page."""

    total: int
    query: str
    subjects: tuple[Option, ...]
    modes: tuple[Option, ...]
    page: Page[Lecturer]
    entries: tuple[Entry, ...]
    filtered: bool


@dataclass(frozen=True)
class Profile:
    """One lecturer. ``private``: contact and rating are shown, ``mine``: to himself."""

    lecturer: Lecturer
    subjects: tuple[str, ...]
    modes: str
    state: str
    lessons: tuple[tuple[Taught, str], ...]
    private: bool
    mine: bool
    feedback: str = ""


def directory(user: Any, asked: Mapping[str, str]) -> Directory:
    """What was asked for, as it stood in the address; what is not known is no filter. Eight queries at most."""
    query = str(asked.get("q", "")).strip()[:100]
    everybody = visible_to(user)
    total = everybody.count()
    subjects = _subject_options(everybody, str(asked.get("subject", "")))
    modes = _mode_options(str(asked.get("mode", "")))
    rows = _found(everybody, query, subjects, modes)
    page: Page[Lecturer] = Paginator(rows, SHOWN).get_page(asked.get("page"))
    shown = list(page.object_list)
    taught = lessons_of(one.code for one in shown)
    return Directory(
        total=total, query=query, subjects=subjects, modes=modes, page=page,
        entries=tuple(_entry(one, len(taught.get(one.code, ()))) for one in shown),
        filtered=bool(query) or any(each.chosen for each in (*subjects, *modes)),
    )  # fmt: skip


def profile(user: Any, member: Any, pk: int) -> Profile | None:
    """The page of one lecturer; None where there is none for this reader."""
    lecturer = _with_parts(visible_to(user)).select_related("owner_unit").filter(pk=pk).first()
    if lecturer is None:
        return None
    everything = lessons_of([lecturer.code]).get(lecturer.code, [])
    taught, private = _open_to(user, member, everything), may_see_private(user, lecturer)
    doors = doors_of([lesson.pk for lesson in taught])
    return Profile(
        lecturer=lecturer, subjects=_labels(lecturer), modes="、".join(lecturer.modes), state=_state(lecturer),
        lessons=tuple((lesson, doors.get(lesson.pk, "")) for lesson in taught), private=private,
        mine=member is not None and lecturer.member_id == member.pk,
        feedback=feedback_on([lesson.pk for lesson in everything]) if private else "",
    )  # fmt: skip


def _open_to(user: Any, member: Any, taught: list[Taught]) -> list[Taught]:
    """Without lessons that are over, and without those of units to which the reader does not belong."""
    path = member.branch.path if member is not None else ""
    rows = Activity.objects.filter(pk__in=[lesson.pk for lesson in taught]).exclude(valid_until__lt=clock.today())
    shared = rows.filter(Q(owner_unit__isnull=True) | Q(share_scope="all")) | Activity.objects.for_user(user)
    kept = set(shared.filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    own = rows.exclude(pk__in=kept).values_list("pk", "owner_unit__path")
    kept |= {pk for pk, owner in own if path.startswith(owner)}
    return [lesson for lesson in taught if lesson.pk in kept]


def _with_parts(rows: QuerySet[Lecturer]) -> QuerySet[Lecturer]:
    """With subjects, photo and the sizes of the photo that are there."""
    photos = get_image_model().objects.prefetch_related("renditions")
    return rows.prefetch_related("subjects", Prefetch("photo", queryset=photos))


def _found(rows: QuerySet[Lecturer], query: str, subjects: Collection[Option], modes: Collection[Option]) -> Any:
    for each in subjects:
        if each.chosen:
            within = Subject.objects.within(Subject(pk=int(each.value)))
            rows = rows.filter(pk__in=Lecturer.subjects.through.objects.filter(subject__in=within).values("lecturer_id"))
    for each in modes:
        if each.chosen:
            rows = rows.filter(**{each.value: True})
    for word in simplified(query).split():
        condition = Q()
        for name in SEARCHED:
            condition |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(pk__in=Lecturer.objects.filter(condition).values("pk"))
    return _with_parts(rows).order_by("code")


def _subject_options(rows: QuerySet[Lecturer], asked: str) -> tuple[Option, ...]:
    """Categories and topics that somebody here covers; a category also for its topics."""
    used = set(Lecturer.subjects.through.objects.filter(lecturer__in=rows.order_by()).values_list("subject_id", flat=True))
    everything = list(Subject.objects.all())
    used |= {one.parent_id for one in everything if one.pk in used and one.parent_id}
    return tuple(
        Option(str(one.pk), one.label, str(one.pk) == asked, one.parent_id is not None) for one in everything if one.pk in used
    )


def _mode_options(asked: str) -> tuple[Option, ...]:
    words = {field: str(Lecturer._meta.get_field(field).verbose_name) for field in MODES.values()}  # type: ignore[union-attr]
    return tuple(Option(field, word, field == asked) for field, word in words.items())


def _entry(lecturer: Lecturer, lessons: int) -> Entry:
    said = ngettext("%(count)s 门课程", "%(count)s 门课程", lessons) % {"count": lessons} if lessons else ""
    return Entry(lecturer, _labels(lecturer), "、".join(lecturer.modes), said, _state(lecturer))


def _labels(lecturer: Lecturer) -> tuple[str, ...]:
    return tuple(one.label for one in lecturer.subjects.all())


def _state(lecturer: Lecturer) -> str:
    """Said only where the lecturer is not 在库: organisers see such ones too."""
    return "" if lecturer.standing == State.LISTED else _("状态：%(state)s") % {"state": lecturer.standing_label}
