"""What takes place somewhere and must be arranged by somebody: 现场课."""

from __future__ import annotations

from django.db.models import Q

from .models import Activity

#: Forms that need a place.
ON_SITE_FORMS = frozenset({"现场教学", "面授", "现场"})
ON_SITE_KINDS = frozenset({Activity.Kind.SESSION.value})


def is_on_site(form: str, kind: str) -> bool:
    return form in ON_SITE_FORMS or kind in ON_SITE_KINDS


def on_site_q() -> Q:
    """The same as a condition on activities."""
    return Q(form__in=ON_SITE_FORMS) | Q(kind__in=ON_SITE_KINDS)
