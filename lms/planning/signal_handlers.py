"""What planning listens to: everything that may change a plan marks it stale in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from lms.catalogue import signals as catalogue_signals
from lms.core.models import Revision
from lms.people import signals as people_signals
from lms.records import signals as record_signals
from lms.requirements import signals as requirement_signals

from . import reading
from .actions import mark_and_replan
from .awaiting import forget_awaiting


def for_members(sender: Any, member_ids: list[int] | None, **kwargs: Any) -> None:
    mark_and_replan(member_ids)


def after_merging(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    forget_awaiting([drop_id])
    reading.unite(keep_id, drop_id)


def after_erasing(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    forget_awaiting(member_ids)
    reading.forget(member_ids)


def for_everybody(sender: Any, **kwargs: Any) -> None:
    mark_and_replan(None)


def new_token(sender: Any, **kwargs: Any) -> None:
    """A shared table was saved past the actions (a script, the shell): what is kept in memory is no longer true."""
    if not kwargs.get("raw"):
        Revision.bump("world")


def register() -> None:
    from lms.catalogue.models import Activity, Teaches
    from lms.competencies.models import Competency
    from lms.people.models import OrgUnit, Post, Tier, TierRule
    from lms.requirements.models import Line, RequirementSet, SetVersion

    people_signals.members_changed.connect(for_members, dispatch_uid="lms_planning_members")
    people_signals.members_merged.connect(after_merging, dispatch_uid="lms_planning_merged")
    people_signals.members_erased.connect(after_erasing, dispatch_uid="lms_planning_erased")
    record_signals.recorded.connect(for_members, dispatch_uid="lms_planning_records")
    requirement_signals.changed.connect(for_everybody, dispatch_uid="lms_planning_requirements")
    catalogue_signals.changed.connect(for_everybody, dispatch_uid="lms_planning_catalogue")
    for model in (OrgUnit, Post, Tier, TierRule, Competency, Activity, Teaches, RequirementSet, SetVersion, Line):
        for signal in (post_save, post_delete):
            signal.connect(new_token, sender=model, dispatch_uid=f"lms_planning_token_{model.__name__}")
    for through in (
        Activity.tiers.through,
        Activity.prerequisites.through,
        RequirementSet.posts.through,
        RequirementSet.tiers.through,
        RequirementSet.categories.through,
        RequirementSet.units.through,
    ):
        m2m_changed.connect(new_token, sender=through, dispatch_uid=f"lms_planning_token_{through.__name__}")
