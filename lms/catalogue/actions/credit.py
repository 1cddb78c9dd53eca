"""New versions of credit rule sets. A version by which anything was counted is never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.core import clock
from lms.core.models import Revision

from ..models import CreditRule, CreditRuleSet, CreditRuleVersion


def is_used(version: CreditRuleVersion) -> bool:
    """Whether anything beside its own lines refers to ``version``, such as a record counted by it."""
    for relation in CreditRuleVersion._meta.get_fields(include_hidden=True):
        related: Any = getattr(relation, "related_model", None)
        if not relation.auto_created or relation.concrete or related is CreditRule:
            continue
        if related._default_manager.filter(**{relation.field.name: version}).exists():  # type: ignore[union-attr]
            return True
    return False


def new_version(*, rule_set: CreditRuleSet, start: dt.date | None, by: Any = None) -> CreditRuleVersion:
    """Open the next version from ``start`` with a copy of the latest one's lines; the latest one ends the day before.

    ``start`` None is for the first version only. ValidationError for a later version that would not start in the future or
    not after the start of the latest one: credit already given is never counted anew.
    """
    with transaction.atomic():
        latest = CreditRuleVersion.objects.select_for_update().filter(rule_set=rule_set).order_by("-number").first()
        if latest is not None:
            if start is None or start <= clock.today():
                raise ValidationError(_("新版本须从将来某日起，已认定的学时不重新计算。"))
            if latest.start is not None and start <= latest.start:
                said = {"number": latest.number, "day": latest.start}
                raise ValidationError(_("版本 %(number)s 自 %(day)s 起，新版本须在此之后。") % said)
            latest.end = start - dt.timedelta(days=1)
            latest.save(update_fields=["end"])
        version = CreditRuleVersion.objects.create(
            rule_set=rule_set, number=latest.number + 1 if latest else 1, start=start, places=latest.places if latest else 2
        )
        if latest is not None:
            _copy_rules(latest, version)
        Revision.bump("credit")
        log(rule_set, "lms_catalogue.new_version", user=by, data={"number": version.number})
    return version


def _copy_rules(old: CreditRuleVersion, new: CreditRuleVersion) -> None:
    for rule in CreditRule.objects.filter(version=old).prefetch_related("targets"):
        targets = list(rule.targets.all())
        rule.pk, rule.version = None, new
        rule._state.adding = True
        rule.save(force_insert=True)
        rule.targets.set(targets)
