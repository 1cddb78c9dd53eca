"""The sample sheets as they are imported: copies with shifted dates, in a folder of their own."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from .calendar import shifted

FOLDER = Path(__file__).resolve().parent.parent / "sample"
BASELINE = "baseline_levels.csv"
TRAINING = ("competencies.csv", "posts.csv", "org_units.csv", "post_requirements.csv", "lessons.csv", "roster.csv")
LECTURERS = Path(__file__).resolve().parent / "lecturers.csv"
#: Columns with a month, or the last month of something, that moves with the sample.
MONTHS = ("entry_month", "last_review_month", "term_end_month")
#: Columns with a day that moves with the sample. Months of birth, of joining and of starting work stay what they are.
DATED = ("valid_until", "assessed_on")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one sample sheet."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


#: Read as hours of the year before the import, so it is told only in the year of the first loading.
LAST_YEAR = "上年度已完成学时"


def write_folder(folder: Path, *, months: int, posts: Mapping[str, str], last_year: bool = True) -> None:
    """Write the six sheets into ``folder``, dates shifted by ``months``. ``posts``: main posts that changed since, by member.

    Without ``last_year`` the hours of the year before are left empty.
    """
    for name in TRAINING:
        _copy(name, folder / name, months, posts, () if last_year else (LAST_YEAR,))


def write_baseline(folder: Path, *, months: int) -> Path:
    """Write the baseline levels into ``folder``; returns the file."""
    _copy(BASELINE, folder / BASELINE, months, {})
    return folder / BASELINE


def lecturers() -> list[dict[str, str]]:
    """The rows of the sheet of lecturers."""
    with LECTURERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_lecturers(folder: Path, *, months: int) -> None:
    """Write the sheet of lecturers into ``folder``."""
    found = lecturers()
    for row in found:
        for column in MONTHS:
            if row[column]:
                row[column] = f"{shifted(dt.date.fromisoformat(f'{row[column]}-01'), months):%Y-%m}"
    with (folder / LECTURERS.name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def _copy(name: str, to: Path, months: int, posts: Mapping[str, str], emptied: Collection[str] = ()) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows(name):
            for column in DATED:
                if row.get(column):
                    row[column] = shifted(dt.date.fromisoformat(row[column]), months).isoformat()
            row.update((column, "") for column in emptied if column in row)
            if row.get("学员编号") in posts:
                row["岗位编码"] = posts[row["学员编号"]]
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
