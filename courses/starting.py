"""A new lesson for what members lack: begun in the admin with competency, level and tiers filled in.

The address of Wagtail's own form carries what is to be filled in; nothing is written until the trainer saves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import swapper
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from lms.competencies.models import Competency, Level
from lms.people.models import Tier
from lms.reporting.gap_queries import Unsupplied

from .mixins import LessonMixin

#: On the parent page, between the hook that sees the request and the signal that sees the new page.
ASKED = "_lms_start"


def addresses(user: Any, rows: Sequence[Unsupplied]) -> dict[tuple[int, int], str]:
    """For ``lms.reporting.remedies``: where ``user`` begins a lesson for each of these rungs. A fixed number of queries."""
    place = _place(user) if rows else None
    if place is None:
        return {}
    tiers = dict(Tier.objects.values_list("code", "pk"))
    found = {}
    for row in rows:
        wanted = [tiers[code] for code, count in row.by_tier.items() if count and code in tiers]
        asked = {"competency": row.competency.pk, "level": row.level, "tiers": ",".join(map(str, sorted(wanted)))}
        found[row.competency.pk, row.level] = f"{place}?{urlencode(asked)}"
    return found


def write(request: HttpRequest) -> HttpResponse:
    """The entry 写微课 of the menu: an empty form, or back to the start page where ``user`` may write nowhere."""
    if place := _place(request.user):
        return redirect(place)
    messages.error(request, _("您还没有写微课的权限，请联系管理员。"))
    return redirect("wagtailadmin_home")


def _place(user: Any) -> str | None:
    """The form of a new lesson in the first part of the catalogue where ``user`` may write one; None where there is none."""
    policy = policy_registry.get_by_type(swapper.load_model("wagtailcore", "Page"))
    for model in lesson_types():
        parents = tuple(each for each in model.allowed_parent_page_models() if each._meta.app_label != "wagtailcore")
        allowed = policy.instances_user_has_permission_for(user, "add")
        if parents and (parent := allowed.type(*parents).live().order_by("path").first()):
            return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    return None


def lesson_types() -> list[Any]:
    """Page types made of ``LessonMixin``: ours, or those of the site."""
    return [model for model in apps.get_models() if issubclass(model, LessonMixin)]


def remember(request: HttpRequest, parent: Any, page_class: Any) -> None:
    """Hook ``before_create_page``."""
    if request.method == "GET" and "competency" in request.GET and issubclass(page_class, LessonMixin):
        setattr(parent, ASKED, request.GET)


def fill_in(sender: Any, page: Any, parent: Any, **kwargs: Any) -> None:
    """Signal ``init_new_page``. What does not exist is not filled in."""
    asked = getattr(parent, ASKED, None)
    if asked is not None and isinstance(page, LessonMixin):
        begin(page, asked)


def begin(page: Any, asked: Mapping[str, str]) -> None:
    competency = Competency.objects.filter(pk=_number(asked.get("competency"))).first()
    level = _number(asked.get("level"))
    if competency is not None and level in Level.values:
        page.title = _("%(competency)s：%(level)s") % {"competency": competency.name, "level": Level(level).label}
        page.teaches = [page.teaches.model(competency=competency, level=level)]
    tiers = [_number(word) for word in asked.get("tiers", "").split(",")]
    page.tiers = list(Tier.objects.filter(pk__in=[pk for pk in tiers if pk]))


def _number(word: str | None) -> int:
    """0 for what is no number."""
    return int(word) if word and word.isascii() and word.isdigit() and len(word) < 10 else 0
