"""What the desk listens to: names that it keeps in memory, and persons who are forgotten or become one.

What is kept in memory is true for one token; planning gives a new one for most tables, here are the others.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from lms.core.models import Revision
from lms.people import signals as people_signals

from . import notes, outcome
from .state import forget, unite


def new_token(sender: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        Revision.bump("desk")


def questions_changed(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Which levels can be tested follows from what is published; drafts come and go without a word."""
    if instance.live_id and (update_fields is None or "state" in update_fields):
        new_token(sender, **kwargs)


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    unite(keep_id, drop_id)
    notes.unite(keep_id, drop_id)
    outcome.unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    forget(member_ids)
    notes.forget(member_ids)
    outcome.forget(member_ids)


def register() -> None:
    from lms.assessment.models import Question
    from lms.catalogue.models import CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget, Subject
    from lms.competencies.models import Domain
    from lms.core.models import ImportRun

    people_signals.members_merged.connect(merged, dispatch_uid="lms_desk_merged")
    people_signals.members_erased.connect(erased, dispatch_uid="lms_desk_erased")
    # An import writes in bulk, past the signals of the rows: its own entry stands for all that it changed.
    for model in (Domain, Subject, HoursTarget, CreditRuleSet, CreditRuleVersion, CreditRule, ImportRun):
        for signal in (post_save, post_delete):
            signal.connect(new_token, sender=model, dispatch_uid=f"lms_desk_token_{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(questions_changed, sender=Question, dispatch_uid="lms_desk_token_questions")
    m2m_changed.connect(new_token, sender=CreditRule.targets.through, dispatch_uid="lms_desk_token_credit_targets")
