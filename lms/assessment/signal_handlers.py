"""What assessment listens to: persons who are forgotten or become one, and the end of a migrate."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_migrate

from lms.people import signals as people_signals


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    from .persons import unite

    unite(keep_id, drop_id)


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    from .persons import forget

    forget(member_ids)


def migrated(sender: Any, using: str, **kwargs: Any) -> None:
    from .triggers import install

    install(using)


def register(app_config: Any) -> None:
    people_signals.members_merged.connect(merged, dispatch_uid="lms_assessment_merged")
    people_signals.members_erased.connect(erased, dispatch_uid="lms_assessment_erased")
    post_migrate.connect(migrated, sender=app_config, dispatch_uid="lms_assessment_triggers")
