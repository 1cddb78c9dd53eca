"""What the desk keeps in memory is true for one token; planning gives a new one for most tables, here are the others."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from lms.core.models import Revision


def new_token(sender: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        Revision.bump("desk")


def register() -> None:
    from lms.catalogue.models import CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget
    from lms.competencies.models import Domain
    from lms.core.models import ImportRun

    # An import writes in bulk, past the signals of the rows: its own entry stands for all that it changed.
    for model in (Domain, HoursTarget, CreditRuleSet, CreditRuleVersion, CreditRule, ImportRun):
        for signal in (post_save, post_delete):
            signal.connect(new_token, sender=model, dispatch_uid=f"lms_desk_token_{model.__name__}")
    m2m_changed.connect(new_token, sender=CreditRule.targets.through, dispatch_uid="lms_desk_token_credit_targets")
