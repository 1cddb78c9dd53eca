"""What a track that everybody must learn costs: shown before it is published, confirmed by publishing once more."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.catalogue.models import Activity
from lms.people.roles import Role
from lms.people.scopes import has_role
from lms.requirements.actions import LineData
from lms.requirements.cost import Cost, Seen
from lms.requirements.impact import Proposal, impact_of
from lms.requirements.models import Line, RequirementSet
from lms.requirements.snapshot import Facets

from .mixins import TrackMixin

ALL = RequirementSet.Mode.ALL


def decision(mode: str, rows: dict[str, Any], parts: list[int], due: Any) -> str:
    """A name for exactly what is asked of exactly whom; ``rows``: what was chosen by facet."""
    said = [mode, sorted(parts), str(due), [(name, sorted(each.pk for each in chosen)) for name, chosen in sorted(rows.items())]]
    return sha256(repr(said).encode()).hexdigest()[:20]


def published_decision(page: Any) -> str:
    """The same of the track as it is published; empty where it is not."""
    live = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    if live is None:
        return ""
    rows = {name: list(getattr(live, f"audience_{name}").all()) for name in ("tiers", "categories", "posts", "units")}
    return decision(live.mode, rows, [row.activity_id for row in live.parts.all()], live.due_on)


def cost(rows: dict[str, Any], parts: list[int], due: Any) -> Seen:
    """What it would do to plans, in words."""
    facets = Facets(
        posts={each.pk for each in rows["posts"]}, tiers={each.code for each in rows["tiers"]},
        categories={each.pk for each in rows["categories"]}, units={each.path for each in rows["units"]},
    )  # fmt: skip
    lines = tuple(LineData(Line.Kind.ACTIVITY, activity_id=pk, due_on=due) for pk in dict.fromkeys(parts))
    minutes = sum(Activity.objects.filter(pk__in=parts).values_list("minutes", flat=True))
    return Seen.of(impact_of([Proposal(0, lines, facets, "track:new")]), Cost(0, minutes))


def refuse(seen: Seen, *, reason: str, by: Any) -> None:
    """ValidationError above the yearly cap, but for the committee with a reason."""
    if not seen.over or by is None:
        return
    if not has_role(by, (Role.COMMITTEE,)):
        raise ValidationError({"mode": _("%(cost)s超过每年上限的，只有工委管理员可以定为全员必学。") % {"cost": seen.words}})
    if not reason.strip():
        raise ValidationError({"reason": _("%(cost)s超过每年上限的，请写明理由。") % {"cost": seen.words}})


def note_reason(request: HttpRequest, page: Any) -> None:
    """After saving in the editor: the reason why a track may take members above the cap stands in the log of the page."""
    reason = request.POST.get("reason", "").strip()
    if isinstance(page, TrackMixin) and page.mode == ALL and reason:
        log(page, "lms_courses.compulsory", user=request.user, data={"reason": reason[:200]})
