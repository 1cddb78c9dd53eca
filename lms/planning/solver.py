"""The minimal plan as an exact integer program. Plain data in, plain data out: no Django, no database, no clock.

Given supplier sets ("one of these lessons must be in the plan"), minutes and prerequisites, find the lessons with the least
total minutes that hit every set and are closed under prerequisites; among those the fewest lessons. Solved by HiGHS
(docs/decisions/0002-highs.md) after the forced choices, which settle most problems, are taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Suppliers = frozenset[int]


class SolverError(Exception):
    """The solver gave no optimal answer. The plan stays stale; evidence is not touched."""


def closure(lessons: Iterable[int], prerequisites: Mapping[int, Collection[int]]) -> set[int]:
    """The lessons with everything that must come before them."""
    found: set[int] = set()
    todo = list(lessons)
    while todo:
        lesson = todo.pop()
        if lesson not in found:
            found.add(lesson)
            todo.extend(prerequisites.get(lesson, ()))
    return found


def cover(
    sets: Iterable[Suppliers],
    minutes: Mapping[int, int],
    prerequisites: Mapping[int, Collection[int]],
    have: Collection[int] = (),
) -> set[int]:
    """Lessons to add to ``have``. ``prerequisites`` must not name lessons that are done. Raises SolverError."""
    chosen: set[int] = set()
    planned = set(have)
    left = _smallest({each for each in sets if not each & planned})
    while single := [each for each in left if len(each) == 1]:
        added = closure((lesson for each in single for lesson in each), prerequisites) - planned
        chosen |= added
        planned |= added
        left = [each for each in left if not each & planned]
    if left:
        chosen |= _solve(left, minutes, {lesson: set(before) - planned for lesson, before in prerequisites.items()}, planned)
    return chosen


def _smallest(sets: set[Suppliers]) -> list[Suppliers]:
    """Without sets that contain another one: hitting the smaller hits the larger. In a fixed order."""
    kept: list[Suppliers] = []
    for each in sorted(sets, key=lambda lessons: (len(lessons), sorted(lessons))):
        if not any(small <= each for small in kept):
            kept.append(each)
    return kept


def _solve(sets: list[Suppliers], minutes: Mapping[int, int], before: Mapping[int, set[int]], planned: set[int]) -> set[int]:
    import highspy
    import numpy as np

    lessons = sorted(closure((lesson for each in sets for lesson in each), before) - planned)
    column = {lesson: at for at, lesson in enumerate(lessons)}
    count = len(lessons)
    starts, index, value, lower = [0], [], [], []
    for each in sets:
        index += [column[lesson] for lesson in sorted(each)]
        value += [1.0] * len(each)
        starts.append(len(index))
        lower.append(1.0)
    for lesson in lessons:
        for other in sorted(before.get(lesson, ())):
            index += [column[other], column[lesson]]
            value += [1.0, -1.0]
            starts.append(len(index))
            lower.append(0.0)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, len(lower)
    # One lesson weighs less than one minute, so that minutes decide and the number of lessons breaks ties.
    model.col_cost_ = np.array([minutes[lesson] * (count + 1) + 1 for lesson in lessons], dtype=np.double)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_, model.row_upper_ = np.array(lower, dtype=np.double), np.full(len(lower), highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, index, value
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("random_seed", 0),
    ):
        solver.setOptionValue(option, setting)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverError(str(solver.getModelStatus()))
    solution = solver.getSolution().col_value
    return {lesson for lesson, taken in zip(lessons, solution, strict=True) if taken > 0.5}
