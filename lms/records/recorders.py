"""Who wrote a record down: an entry made for somebody carries it wherever it is shown."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf

T = TypeVar("T", bound=QuerySet[Any])


def with_recorder(rows: T) -> T:
    """``rows`` of records with the name of the account that entered each in ``recorder``; None where nobody did. No query more.

    Family name first and unspaced, as names are written here; an account without a name is called by its own.
    """
    accounts = get_user_model()._default_manager.filter(pk=OuterRef("recorded_by_id"))
    written = NullIf(Concat("last_name", "first_name", output_field=CharField()), Value(""))
    name = accounts.values_list(Coalesce(written, "username", output_field=CharField()))
    return rows.annotate(recorder=Subquery(name[:1]))
