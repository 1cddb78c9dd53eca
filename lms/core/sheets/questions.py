"""What an import has to ask before it can go on: each distinct name once, never once a row.

A loader makes a ``Question`` and hands it to ``Run.ask``::

    answer = run.ask(Question(kind="title", key=title, value=title, sheet="roster", count=12, rows=(4, 9), choices=posts))
    if answer is None and run.can_ask:   # shown on the screen, not answered yet
        table.wait(i)                    # the rows wait; no problem is told of them
    elif answer is None:                 # nobody is there to be asked (the command line): tell a problem, as ever
        problems.error(…)
    elif answer == ():                   # 暂不对应 / leave out: the loader says what this means; ``table.leave(i)`` drops a row
        …
    elif (parent := created_under(answer)) is not None:
        …                                # make a new one below ``parent``
    else:
        …                                # values of ``choices``; several only where ``multiple``

Answers are kept by ``Question.name``, so kind and key must be the same at each check of the same sheets. Remembering answers
beyond one import is the loader's own matter: what it remembers it does not ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: Answers by ``Question.name``; an empty sequence is 暂不对应.
Answers = Mapping[str, Sequence[str]]

#: Stands before the value of a parent in an answer: make a new one below it.
NEW = "new:"


@dataclass(frozen=True, eq=False)
class Choices:
    """What can be answered: value → label as it is shown and searched. Make one for all questions that share it.

    ``name`` is short and plain (a–z), unique within one import: the page shows each list once.
    """

    name: str
    labels: Mapping[str, str]

    def __contains__(self, value: object) -> bool:
        return value in self.labels


@dataclass(frozen=True)
class Question:
    """One distinct name that is not known. ``kind`` and ``key`` identify it, ``value`` is what stands in the sheet.

    ``count`` rows (persons) have it; ``rows`` are the numbers of a few of them and ``samples`` a few of their names.
    ``prompt`` is the question in one short sentence; questions of one kind stand together under ``heading``.
    ``parents``: a new one may be made below one of these. ``leave_out`` is the label of the empty answer; "" forbids it.
    ``suggestion`` is preselected, so give one only where it is sure: () preselects ``leave_out``, None nothing.
    ``near``: values of ``choices`` that are most like it, the likest first; shown before the others, never preselected.
    """

    kind: str
    key: str
    value: str
    sheet: str
    count: int
    choices: Choices
    heading: str = ""
    prompt: str = ""
    rows: tuple[int, ...] = ()
    samples: tuple[str, ...] = ()
    multiple: bool = False
    parents: Choices | None = None
    leave_out: str = ""
    suggestion: tuple[str, ...] | None = None
    near: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Under which the answer is kept."""
        return f"{self.kind}:{self.key}"

    def accepts(self, answer: Sequence[str]) -> bool:
        """Whether ``answer`` is one that this question allows."""
        if not answer:
            return bool(self.leave_out)
        if len(answer) == 1 and (parent := created_under(answer)) is not None:
            return self.parents is not None and parent in self.parents
        return (self.multiple or len(answer) == 1) and all(value in self.choices for value in answer)


def created_under(answer: Sequence[str]) -> str | None:
    """The value of the parent below which a new one is to be made; None where the answer names what is there."""
    return answer[0].removeprefix(NEW) if len(answer) == 1 and answer[0].startswith(NEW) else None


@dataclass
class Asked:
    """All questions of one import, with the answers that are there. ``answers`` None: nobody is there to answer."""

    answers: Answers | None = None
    open: dict[str, Question] = field(default_factory=dict)
    answered: dict[str, Question] = field(default_factory=dict)

    def ask(self, question: Question) -> tuple[str, ...] | None:
        """The answer to ``question``; None where there is none (any more): then it is asked."""
        if self.answers is None:
            return None
        answer = self.answers.get(question.name)
        if answer is not None and question.accepts(answer):
            self.answered[question.name] = question
            return tuple(answer)
        self.open[question.name] = question
        return None


def most_frequent_first(questions: Iterable[Question]) -> list[Question]:
    """Kinds in the order in which they were asked, within a kind the most frequent name first."""
    listed = list(questions)
    kinds = {kind: place for place, kind in enumerate(dict.fromkeys(question.kind for question in listed))}
    return sorted(listed, key=lambda question: (kinds[question.kind], -question.count, question.value))
