"""What was loaded, in figures."""

from __future__ import annotations

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.people.models import Member, OrgUnit
from lms.planning.queries import pictures
from lms.records.models import Record
from lms.requirements.models import Line


def figures() -> dict[str, int]:
    """Counts by their Chinese names, in the order in which they are shown."""
    every = list(pictures(Member.objects.all()))
    gaps = [gap for picture in every for gap in picture.gaps]
    return {
        "组织": OrgUnit.objects.count(),
        "学员": Member.objects.present().count(),
        "能力": Competency.objects.count(),
        "学习活动": Activity.objects.count(),
        "岗位要求": Line.objects.filter(kind=Line.Kind.COMPETENCY, version__end__isnull=True).count(),
        "学习记录": Record.objects.count(),
        "能力差距": sum(gap.current.basis != "none" for gap in gaps),
        "未评估": sum(gap.current.basis == "none" for gap in gaps),
        "需复训": sum(gap.current.basis == "lapsed" for gap in gaps),
    }
