"""Adopt the shipped starter set, and confirm that it fits."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from lms.core.models import ImportRun
from lms.core.sheets.importer import import_folder

from .. import starter
from ..models import StarterSet

#: Clashing codes named in the refusal.
NAMED = 6


def adopt_starter_set(*, by: Any = None) -> StarterSet:
    """Write the set's competencies, posts and requirements. Never overwrites: ValidationError where a code is taken already."""
    with transaction.atomic():
        if starter.adopted() is not None:
            raise ValidationError(_("示例标准此前已经采用。"))
        if taken := starter.clashes():
            more = _("等 %(count)s 处") % {"count": len(taken)} if len(taken) > NAMED else ""
            raise ValidationError(
                _("没有采用：这些编码已被占用：%(codes)s%(more)s。示例标准不会改动已有内容，只能用在没有这些编码的时候。")
                % {"codes": "、".join(taken[:NAMED]), "more": more}
            )
        _import(by)
        adopted = StarterSet.objects.create(adopted_by=by)
        log(instance=adopted, action="lms_requirements.starter_adopt", user=by, data=starter.counts())
    return adopted


def _import(by: Any) -> None:
    """Like any sheets, but not as an import: from the first import the time limits of requirements are counted."""
    before = set(ImportRun.objects.values_list("pk", flat=True))
    done = import_folder(starter.FOLDER, by=by)
    if done.problems.errors:
        raise ValidationError([str(problem) for problem in done.problems.errors[:NAMED]])
    runs = ImportRun.objects.exclude(pk__in=before)
    kind = ContentType.objects.get_for_model(ImportRun)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=[str(run.pk) for run in runs]).delete()
    runs.delete()


def check_starter_set(*, by: Any = None) -> StarterSet:
    """Confirm that the set was compared with what this office asks: the mark goes. ValidationError where there is none."""
    with transaction.atomic():
        adopted = StarterSet.objects.select_for_update().first()
        if adopted is None:
            raise ValidationError(_("没有采用示例标准。"))
        if adopted.checked_at is None:
            adopted.checked_at, adopted.checked_by = timezone.now(), by
            adopted.save(update_fields=["checked_at", "checked_by"])
            log(instance=adopted, action="lms_requirements.starter_check", user=by)
    return adopted
