"""What a check found, packed to be kept with the upload and unpacked for its pages."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from typing import Any

from ..sheets import registry
from ..sheets.problems import Problem
from ..sheets.questions import Choices, Question, most_frequent_first
from ..sheets.run import Change, Run


@dataclass
class Findings:
    """Problems (with the name of their sheet), changes, questions; row numbers left out and numbers given, by sheet."""

    problems: list[tuple[str, Problem]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answered: list[Question] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[str, dict[int, str]] = field(default_factory=dict)


def of_run(run: Run, names: Mapping[str, str]) -> Findings:
    """The findings of ``run``. ``names``: the name under which each file was uploaded, by its name in the import."""
    sheets = {table.file: name for name, table in run.tables.items()}
    problems = [_named(problem, names, sheets) for problem in (*run.problems.errors, *run.problems.notices)]
    left = {name: {*rows} for name, rows in run.left_out.items()}
    for name, table in run.tables.items():
        if table.broken:
            left.setdefault(name, set()).update(table.numbers[i] for i in table.broken)
    return Findings(
        problems=problems,
        changes=run.changes or [],
        questions=most_frequent_first(run.asked.open.values()),
        answered=most_frequent_first(run.asked.answered.values()),
        left={name: sorted(rows) for name, rows in left.items() if rows},
    )


def _named(problem: Problem, names: Mapping[str, str], sheets: Mapping[str, str]) -> tuple[str, Problem]:
    sheet = sheets.get(problem.file) or PurePath(problem.file).stem
    if problem.file in names:
        return sheet, replace(problem, file=names[problem.file])
    # What concerns the folder as a whole was told with a path on this machine, which means nothing to the reader.
    return "", replace(problem, file=PurePath(problem.file).name if problem.row else "")


def counts_of(run: Run, names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Rows by sheet, as the pages show them."""
    return {
        name: {
            "file": names.get(run.tables[name].file, run.tables[name].file), "read": count.read, "added": count.added,
            "changed": count.changed, "left": count.left, "waiting": count.waiting, "unchanged": count.unchanged,
        }
        for name, count in run.counts.items()
    }  # fmt: skip


def pack(findings: Findings) -> bytes:
    shared: dict[str, dict[str, str]] = {}

    def choices(given: Choices | None) -> str | None:
        if given is None:
            return None
        shared[given.name] = dict(given.labels)
        return given.name

    def questions(listed: list[Question]) -> list[dict[str, Any]]:
        return [
            {**asdict(replace(q, choices=NONE, parents=None)), "choices": choices(q.choices), "parents": choices(q.parents)}
            for q in listed
        ]

    data = {
        "problems": [[sheet, *asdict(problem).values()] for sheet, problem in findings.problems],
        "changes": [[c.sheet, c.row, c.label, c.column, c.old, c.new] for c in findings.changes],
        "questions": questions(findings.questions),
        "answered": questions(findings.answered),
        "choices": shared,
        "left": findings.left,
        "numbers": {name: list(given.items()) for name, given in findings.numbers.items()},
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False, default=str).encode(), 3)


NONE = Choices("none", {})


def unpack(packed: bytes) -> Findings:
    if not packed:
        return Findings()
    data = json.loads(zlib.decompress(bytes(packed)))
    shared = {name: Choices(name, labels) for name, labels in data["choices"].items()}

    def questions(listed: list[dict[str, Any]]) -> list[Question]:
        return [_question(raw, shared) for raw in listed]

    return Findings(
        problems=[(sheet, _problem(rest)) for sheet, *rest in data["problems"]],
        changes=[Change(*parts) for parts in data["changes"]],
        questions=questions(data["questions"]),
        answered=questions(data["answered"]),
        left=data["left"],
        numbers={name: dict(given) for name, given in data["numbers"].items()},
    )


def _problem(raw: list[Any]) -> Problem:
    file, message, remedy, row, column, value, blocks, also, kind = raw
    return Problem(file, message, remedy, row, column, value, blocks, tuple(also), kind)


def _question(raw: dict[str, Any], shared: Mapping[str, Choices]) -> Question:
    suggestion = raw["suggestion"]
    return Question(**{
        **raw, "choices": shared[raw["choices"]], "parents": shared[raw["parents"]] if raw["parents"] else None,
        "rows": tuple(raw["rows"]), "samples": tuple(raw["samples"]), "near": tuple(raw["near"]),
        "suggestion": None if suggestion is None else tuple(suggestion),
    })  # fmt: skip


def title_of(sheet: str) -> str:
    """What people call the sheet ``sheet``."""
    spec = registry.sheet(sheet)
    return str(spec.title) if spec else ""
