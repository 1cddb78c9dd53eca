"""``{% lms_remarks view.model %}``: remarks above a screen of the admin, see ``lms.core.remarks``."""

from __future__ import annotations

from typing import Any

from django import template

from .. import remarks

register = template.Library()


@register.inclusion_tag("lms_core/admin/remarks.html", takes_context=True)
def lms_remarks(context: Any, model: Any) -> dict[str, Any]:
    """``model``: a model, or its label in lower case."""
    label = model if isinstance(model, str) else model._meta.label_lower
    return {"remarks": remarks.remarks_on(label, context["request"].user)}
