"""``{% load courses_rating %}``: the invitation to say how a lesson was."""

from __future__ import annotations

from typing import Any

from django import template

from lms.people.queries import member_of

register = template.Library()


@register.inclusion_tag("courses/_rating_invitation.html", takes_context=True)
def rating_invitation(context: dict[str, Any], player: Any) -> dict[str, Any]:
    """Below a lesson that is done. No query before that."""
    from ..views_rating import invite

    request = context.get("request")
    if request is None or not player.learner or player.action.kind != "done":
        return {"invitation": None}
    member = member_of(request.user)
    return {"invitation": invite(member, player.lesson.activity.pk) if member is not None else None}
