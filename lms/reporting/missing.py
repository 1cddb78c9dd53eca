"""缺课程 as something to do for those who write lessons: what most members lack and no lesson teaches."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.models import Revision
from lms.core.todo import Todo
from lms.people.models import Member
from lms.people.roles import ALL_ROLES, TEACHING_ROLES
from lms.people.scopes import grant_paths, has_role, sees_all
from lms.planning.forms import level_name

from .gap_queries import too_many, unsupplied

#: It is reckoned from every member's record. So long what was found is shown again; a change of the catalogue shows at once.
KEPT_SECONDS = 600


def missing(user: Any) -> list[tuple[str, int, int]]:
    """(competency, level, members) of rungs without a lesson that somebody lacks, the most lacked first.

    Nothing where there are more members than can be read at once: then the report says what to do.
    """
    scope = "all" if sees_all(user) else " ".join(grant_paths(user, ALL_ROLES))
    said = f"{scope}|{clock.today()}|{Revision.tokens()}"
    key = f"lms-missing:{sha256(said.encode()).hexdigest()}"
    found: list[tuple[str, int, int]] | None = cache.get(key)
    if found is None:
        members = Member.objects.for_user(user, ALL_ROLES)
        rows = [] if too_many(members) else unsupplied(members, clock.today())
        found = [(row.competency.name, row.level, row.people) for row in rows if row.people]
        cache.set(key, found, KEPT_SECONDS)
    return found


def todos(user: Any) -> list[Todo]:
    """Hook ``register_lms_todos``."""
    if not has_role(user, TEACHING_ROLES):
        return []
    found = missing(user)
    if not found:
        return []
    name, level, people = found[0]
    text = _t("%(count)s 名学员缺“%(what)s”的“%(level)s”一级，没有课程") % {
        "count": people, "what": name, "level": level_name(level),
    }  # fmt: skip
    number = _t("%(number)s 项") % {"number": len(found)}
    return [Todo(_("缺课程"), len(found), number, text, reverse("lms_reporting:unsupplied"), 60)]
