"""``{% load courses_lecturer %}``: who teaches a lesson."""

from __future__ import annotations

from typing import Any

from django import template

from lecturers.queries import has_open_page

register = template.Library()


@register.inclusion_tag("courses/_lecturer.html")
def lecturer_of(page: Any) -> dict[str, Any]:
    """The lecturer's name, with the way to his page where everybody may open it. One query where there is a lecturer."""
    lecturer = page.lecturer if page.lecturer_id else None
    if lecturer is None or not lecturer.name:
        return {"lecturer": None}
    return {"lecturer": lecturer, "is_open": has_open_page(lecturer)}
