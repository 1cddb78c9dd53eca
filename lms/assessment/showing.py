"""What a member is shown of an attempt. The only place that reads keys for a screen: what is not due stays here.

While an attempt is open nothing of a key is read at all. Afterwards: which questions were right; and once keys are due (passed,
or no attempt left) the right answer, explanation and basis, except of a question that stands in another attempt still open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.competencies.models import Competency, Level

from . import after, limits, marking
from .models import Attempt, AttemptItem, Kind, QuestionVersion
from .queries import still_asked
from .wording import answer_in_words, key_in_words, option_texts

#: What the browser may know of a version that is being answered.
OPEN_COLUMNS = ("version__kind", "version__stem", "version__options", "version__picture", "version__picture_alt")


@dataclass(frozen=True, slots=True)
class Option:
    """``place`` is where it stands on the screen, from 0."""

    place: int
    text: str
    chosen: bool
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to be answered."""

    number: int
    kind: str
    hint: str
    stem: str
    options: tuple[Option, ...]
    text: str
    picture: Any
    picture_alt: str
    answered: bool

    @property
    def input_type(self) -> str:
        return "checkbox" if self.kind == Kind.MULTIPLE else "radio"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question afterwards. ``key`` is empty and no option is marked as right until keys are due."""

    number: int
    stem: str
    picture: Any
    picture_alt: str
    is_right: bool
    said: str
    options: tuple[Option, ...]
    key: str = ""
    explanation: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PartShown:
    """The result in one competency, in words."""

    name: str
    words: str
    whole: bool


def questions(attempt: Attempt) -> list[Asked]:
    """All questions of an open attempt in their order. One query, two more with pictures; no key is read."""
    rows = attempt.items.select_related("version", "version__picture").only(
        "attempt_id", "place", "order", "answer", "version_id", *OPEN_COLUMNS
    )
    return [_asked(item) for item in rows]


def _asked(item: AttemptItem) -> Asked:
    version = item.version
    return Asked(
        number=item.place, kind=version.kind, hint=_hint(version.kind), stem=version.stem, options=_options(item),
        text=item.answer if isinstance(item.answer, str) else "", picture=version.picture, picture_alt=version.picture_alt,
        answered=item.answer is not None,
    )  # fmt: skip


def preview(version: QuestionVersion) -> Asked:
    """A question as it is put, for those who write and review it. Nothing is answered; options stand as they were written."""
    places = range(len(option_texts(version)))
    return _asked(AttemptItem(place=1, version=version, order=list(places)))


def _hint(kind: str) -> str:
    return {
        Kind.SINGLE: _("选一项"), Kind.MULTIPLE: _("可以选多项，选全才算对"), Kind.JUDGE: _("判断对错"),
        Kind.TEXT: _("填写答案"), Kind.NUMBER: _("填写数字"),
    }[Kind(kind)]  # fmt: skip


def _options(item: AttemptItem, key: Sequence[int] = ()) -> tuple[Option, ...]:
    version = item.version
    if version.kind not in marking.WITH_OPTIONS:
        return ()
    chosen = item.answer if isinstance(item.answer, list) else ()
    texts = option_texts(version)
    return tuple(Option(at, texts[place], place in chosen, place in key) for at, place in enumerate(item.order))


def reviewed(attempt: Attempt, now: dt.datetime | None = None) -> list[Reviewed]:
    """All questions of an attempt that was handed in. Three queries at most, two more with pictures."""
    rows = list(attempt.items.select_related("version", "version__picture"))
    if not limits.shows_keys(attempt, now):
        return [_reviewed(item, with_key=False) for item in rows]
    held_back = still_asked(attempt.member_id, [item.version.question_id for item in rows])
    return [_reviewed(item, with_key=item.version.question_id not in held_back) for item in rows]


def _reviewed(item: AttemptItem, *, with_key: bool) -> Reviewed:
    version = item.version
    key = version.key if with_key else []
    options = _options(item, key if version.kind in marking.WITH_OPTIONS else ())
    return Reviewed(
        number=item.place, stem=version.stem, picture=version.picture, picture_alt=version.picture_alt,
        is_right=bool(item.is_right), said=answer_in_words(version, item.answer), options=options,
        key=key_in_words(version) if with_key else "", explanation=version.explanation if with_key else "",
        basis=version.basis if with_key else "",
    )  # fmt: skip


def parts(attempt: Attempt) -> list[PartShown]:
    """What came of each competency and level, in words. One query."""
    names = dict(Competency.objects.filter(pk__in={part["competency"] for part in attempt.result}).values_list("pk", "name"))
    return [
        PartShown(
            _("%(name)s（%(level)s）") % {"name": names.get(part["competency"], ""), "level": Level(part["level"]).label},
            _part_words(part["right"], part["of"]), part["right"] == part["of"],
        )
        for part in attempt.result
    ]  # fmt: skip


def _part_words(right: int, of: int) -> str:
    # Chinese has one plural form: one question needs a sentence of its own.
    if of == 1:
        return _("1 题，答对了") if right else _("1 题，没有答对，先从这里补起")
    if right == of:
        return _("%(of)s 题全部答对") % {"of": of}
    if not right:
        return _("%(of)s 题都没有答对，先从这里补起") % {"of": of}
    return _("%(of)s 题答对 %(right)s 题") % {"of": of, "right": right}


def rule(attempt: Attempt, of: int) -> str:
    """When the attempt is passed, and until when there is time."""
    says = [rule_of(attempt, of)]
    if attempt.deadline:
        says.append(_("请在 %(time)s 前交卷") % {"time": moment(attempt.deadline)})
    return "，".join(says)


def rule_of(attempt: Attempt, of: int) -> str:
    """When the attempt is passed."""
    says = []
    if attempt.needed:
        says.append(_("答对 %(needed)s 题通过") % {"needed": min(attempt.needed, of)})
    if attempt.pass_percent:
        says.append(_("得分达到 %(percent)s%% 通过") % {"percent": attempt.pass_percent})
    return "，".join(says) or _("全部答对通过")


def moment(when: dt.datetime) -> str:
    """A time today without its day, another one with it."""
    local = timezone.localtime(when)
    clock = f"{local:%H:%M}"
    if local.date() == timezone.localdate():
        return clock
    return _("%(day)s %(clock)s") % {"day": date_format(local, "MONTH_DAY_FORMAT"), "clock": clock}


@dataclass(frozen=True, slots=True)
class Again:
    """Whether the member may answer once more: ``possible`` now, or from ``reopens`` on; ``words`` says which."""

    possible: bool
    words: str


def again(attempt: Attempt, now: dt.datetime | None = None) -> Again:
    """One query at most, and what the purpose asks."""
    if attempt.passed or not after.may_repeat(attempt):
        return Again(False, "")
    left = limits.left(attempt.member_id, attempt.paper, now)
    if left.attempts is None:
        return Again(True, "")
    if left.any:
        return Again(True, _("还可以再答 %(count)s 次。") % {"count": left.attempts})
    if left.reopens is None:
        return Again(False, _("可答次数已用完。"))
    return Again(False, _("这几次已经答完。看过解析以后，%(time)s 起可以再答。") % {"time": moment(left.reopens)})
