"""Forget who a member was, and keep an anonymous row for the records."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search import index

from lms.core import clock
from lms.core.uploads.actions import forget_persons

from .. import signals
from ..models import Member, MemberEvent, MemberPast, MemberTitle, OrgUnit
from .checks import check_present

#: What stays: branch, category, posts and tier, which name nobody and without which figures of the past would break.
BLANKED: dict[str, Any] = {
    "name": "", "sex": "", "birth_month": None, "education": "", "rank": "", "tier_override": None, "tier_override_reason": "",
    "is_mobile": False, "home_study": False, "limited_mobility": False, "retired": False, "special_case": "", "language": "",
    "user": None,
}  # fmt: skip


def erase_member(*, member: Member, by: Any = None) -> Member:
    """Blank everything personal of the member and of the rows merged into it; cut the account; clean logs, revisions and search.

    The code becomes ``erased-<pk>``. Records keep pointing to the row. Of the account only the link is cut here. ValidationError
    for a row that was merged into another (erase that one) or is erased already. Sends ``members_erased``, ``members_changed``.
    """
    if member.erased_at is not None:
        raise ValidationError(_("该学员的个人信息已清除。"))
    check_present(member)
    with transaction.atomic():
        rows = [*Member.objects.select_for_update().filter(pk=member.pk), *member.merged_rows.filter(erased_at__isnull=True)]
        accounts = [row.user_id for row in rows if row.user_id is not None]
        for row in rows:
            _erase(row, by)
        forget_persons()
        ids = [row.pk for row in rows]
        signals.members_erased.send(sender=Member, member_ids=ids, user_ids=accounts)
        signals.members_changed.send(sender=Member, member_ids=ids)
        log(rows[0], "lms_people.erase", user=by)
    member.refresh_from_db()
    return member


def _erase(member: Member, by: Any) -> None:
    old_label = str(member)
    for name, value in BLANKED.items():
        setattr(member, name, value)
    member.code = f"erased-{member.pk}"
    member.erased_at = timezone.now()
    member.save(update_fields=[*BLANKED, "code", "erased_at"])
    for past in MemberPast.objects.filter(member=member):
        past.facts = {**past.facts, "rank": "", "tier_override": None}
        past.save(update_fields=["facts"])
    MemberTitle.objects.filter(member=member).delete()
    for office in ("secretary", "training_contact"):
        OrgUnit.objects.filter(**{office: member}).update(**{office: None})
    clean_traces(member, old_label)
    MemberEvent.objects.create(member=member, kind=MemberEvent.Kind.ERASE, day=clock.today(), by=by)


def clean_traces(row: Any, old_label: str) -> None:
    """Take what a blanked row was called out of logs, revisions, the reference index and the search index."""
    content_type = ContentType.objects.get_for_model(type(row))
    key = {"content_type": content_type, "object_id": str(row.pk)}
    ModelLogEntry.objects.filter(**key).update(label=str(row), data={})
    for entry in ModelLogEntry.objects.filter(label__contains=old_label):
        entry.label = entry.label.replace(old_label, str(row))
        entry.save(update_fields=["label"])
    Revision.objects.filter(**key).delete()
    ReferenceIndex.objects.filter(**key).delete()
    index.remove_object(row)
