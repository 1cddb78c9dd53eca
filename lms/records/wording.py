"""What a request is about, in words that the member and the administrator read alike."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import CorrectionRequest, Record


def lesson(title: str) -> str:
    return _("《%(title)s》") % {"title": title}


def competency(name: str) -> str:
    return _("“%(name)s”") % {"name": name.replace("“", "‘").replace("”", "’")}


def year(number: int) -> str:
    return _("%(year)s年") % {"year": number}


def record(row: Record) -> str:
    """A record by its day, what was done and on what. The row needs its activity and competency."""
    what = row.activity.title if row.activity else row.competency.name if row.competency else row.platform
    return " ".join(part for part in (row.day.isoformat(), str(Record.Verb(row.verb).label), what) if part)


def about(row: CorrectionRequest) -> str:
    """Empty for the person as a whole."""
    if row.activity:
        return lesson(row.activity.title)
    if row.competency:
        return competency(row.competency.name)
    if row.record:
        return record(row.record)
    return year(row.year) if row.year else ""
