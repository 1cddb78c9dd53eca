"""What of a lesson enters the record, each fact once: started, seen to the end, completed, passed.

The key names the member, the lesson and the lap: the day on which this learning of it began. A compulsory lesson that is asked
for again is learned again, in a new lap with facts of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lms.core import clock
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.records.reentry import free_keys

from ..models import Watching

SOURCE = "lesson"
STARTED, SEEN, COMPLETED, PASSED = "started", "seen", "completed", "passed"
#: Verb and success of what is told. Seen to the end without a passed check is a completion that does not meet the rule yet.
VERBS: dict[str, tuple[str, bool | None]] = {
    STARTED: ("started", None), SEEN: ("completed", False), COMPLETED: ("completed", True), PASSED: ("passed", True),
}  # fmt: skip


def key_of(row: Watching, what: str) -> str:
    return f"{what}:m{row.member_id}:a{row.activity_id}:{row.lap}"


def tell(row: Watching, what: str, *, score: Decimal | None = None, by: Any = None) -> None:
    """Write the fact unless it stands; nothing where this learning is not recorded. What was cancelled may be earned again."""
    if not row.lap:
        return
    verb, success = VERBS[what]
    key = key_of(row, what)
    fact = NewRecord(
        member_id=row.member_id, activity_id=row.activity_id, verb=verb, success=success, score=score,
        source=SOURCE, key=free_keys(SOURCE, [key])[key], day=clock.today(),
    )  # fmt: skip
    record(fact, by=by)
