"""One fact, its projections and the new plan: a small and constant number of statements."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.core import clock
from lms.planning.models import MemberPlan
from lms.records.actions import record
from lms.records.facts import NewRecord

MOST = 16


@pytest.mark.django_db(transaction=True)
def test_one_fact_with_its_plan_takes_at_most_sixteen_statements(school, count_queries) -> None:
    def tell(level: int, days_ago: int) -> None:
        day = clock.today() - dt.timedelta(days=days_ago)
        record(
            NewRecord(
                member_id=school.learner.pk,
                verb="assessed",
                source="test",
                key=str(days_ago),
                day=day,
                competency_id=school.safety.pk,
                kind="test",
                level=level,
            )
        )

    tell(2, 300)
    tell(0, 299)
    for days_ago in (298, 296, 294):
        sent = count_queries(lambda ago=days_ago: tell(2, ago))
        few = [sql for sql in sent if not sql.startswith(("BEGIN", "COMMIT"))]
        assert MemberPlan.objects.get(member=school.learner).stale is False
        assert len(few) <= MOST, "\n".join(few)
        tell(0, days_ago - 1)
