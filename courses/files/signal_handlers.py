"""With a document goes what was drawn of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.documents import get_document_model

from . import pdf
from .checking import ending_of


def forget_drawn(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.file and ending_of(instance.file.name) == "pdf":
        try:
            key = pdf.key_of(instance.file)
        except OSError:
            return  # the file went before
        transaction.on_commit(partial(pdf.forget, key))


def connect() -> None:
    pre_delete.connect(forget_drawn, sender=get_document_model(), dispatch_uid="courses.files.forget_drawn")
