"""What the record listens to: merged persons, competencies that count evidence otherwise, and the end of a migrate."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_migrate

from lms.competencies.signals import recounted
from lms.people import signals as people_signals


def merged(sender: Any, keep_id: int, drop_id: int, **kwargs: Any) -> None:
    """Projections and requests belong to the row that survives."""
    from .actions import reproject
    from .corrections import unite

    unite(keep_id, drop_id)
    reproject([keep_id, drop_id])


def erased(sender: Any, member_ids: list[int], **kwargs: Any) -> None:
    from .corrections import forget

    forget(member_ids)


def new_terms(sender: Any, competency_ids: list[int], **kwargs: Any) -> None:
    from .actions import reproject_competencies

    reproject_competencies(competency_ids)


def migrated(sender: Any, using: str, **kwargs: Any) -> None:
    """SQLite drops triggers when a migration remakes a table: they are set again after every migrate."""
    from .triggers import install

    install(using)


def register(app_config: Any) -> None:
    people_signals.members_merged.connect(merged, dispatch_uid="lms_records_merged")
    people_signals.members_erased.connect(erased, dispatch_uid="lms_records_erased")
    recounted.connect(new_terms, dispatch_uid="lms_records_new_terms")
    post_migrate.connect(migrated, sender=app_config, dispatch_uid="lms_records_triggers")
