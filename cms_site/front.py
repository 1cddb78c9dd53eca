"""What the front page shows: to everybody what is public, to a member first at most three rows of his or her own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from lms.core import clock
from lms.core.opening import may_enter
from lms.desk.collections import collections
from lms.desk.hours import asked_hours, by_target
from lms.desk.plan_page import PlanPage
from lms.desk.queries import member_of, plan_page
from lms.desk.viewmodels import TargetHours
from lms.people.models import Member

from .demo.front import demo_front
from .models.news import NewsPage
from .models.sections import SectionPage
from .models.themes import ThemePage
from .visibility import visible

NEWS_SHOWN = 4
SECTIONS_SHOWN = 6


@dataclass(frozen=True)
class OwnRow:
    """One line about the reader: ``label`` says what it is, ``text`` how it stands."""

    label: str
    text: str
    note: str = ""
    is_good: bool = False


@dataclass(frozen=True)
class Featured:
    """A collection of lessons, with how many of them the reader may take."""

    label: str
    count: int
    url: str


def front(home: Page, request: HttpRequest, *, signed_in: bool) -> dict[str, Any]:
    """The variables of the front page. ``signed_in`` False shows what a visitor sees, whoever asks (preview)."""
    below = {"path__startswith": home.path} if home.path else {}
    news = visible(NewsPage.objects.filter(**below), request).order_by("-day", "-pk").select_related("picture")
    news = news.prefetch_related("picture__renditions")
    sections = visible(SectionPage.objects.filter(**below), request).order_by("path").select_related("picture")
    sections = sections.prefetch_related("picture__renditions")
    if not signed_in:
        news, sections = news.filter(is_public=True), sections.filter(is_public=True)
    extra = {} if signed_in else demo_front()
    member = member_of(request.user) if signed_in and may_enter(request.user) else None
    page = plan_page(member) if member else None
    return {
        **extra,
        "signed_in": signed_in,
        "own_rows": own_rows(member, page),
        "collections": collections_for(page),
        "theme": theme_now(home, request, signed_in=signed_in),
        "news": list(news[:NEWS_SHOWN]),
        "sections": list(sections[:SECTIONS_SHOWN]),
    }


def theme_now(home: Page, request: HttpRequest, *, signed_in: bool = True) -> ThemePage | None:
    """The theme of this month in the tree of ``home``, where the reader may see it. Every branch has the same."""
    themes = ThemePage.objects.filter(path__startswith=home.path) if home.path else ThemePage.objects.all()
    themes = visible(themes.of_month(clock.today()), request)
    if not signed_in:
        themes = themes.filter(is_public=True)
    found: ThemePage | None = themes.order_by("path").first()
    return found


def collections_for(page: PlanPage | None) -> tuple[Featured, ...]:
    """What the committee recommends, as far as it is on offer to the member. Nobody else is offered lessons."""
    if page is None:
        return ()
    offered, address = page.case.offer.on_offer, reverse("lms_desk:lessons")
    found = ((each, each.count(offered)) for each in collections())
    return tuple(Featured(each.label, count, f"{address}?collection={each.key}") for each, count in found if count)


def own_rows(member: Member | None, page: PlanPage | None) -> tuple[OwnRow, ...]:
    """What comes next, what is left, how the hours stand. Nothing for those who are no member or on leave."""
    if member is None or page is None:
        return ()
    case, known = page.case, page.names.all
    hours = by_target(member, asked_hours(case.world, case.person), case.world.day.year, known.rules.targets)
    asked = [each for each in hours if each.required]
    rows = [*_plan_rows(page), *([_hours_row(asked)] if asked else [])]
    return tuple(rows[:3])


def _plan_rows(page: PlanPage) -> list[OwnRow]:
    """The same next step as on 我的学习, and what is left of what is shown there."""
    first = page.next_row()
    left = _("%(count)s门，共%(minutes)s分钟") % {
        "count": len(page.rows), "minutes": sum(row.minutes for row in page.rows),
    }  # fmt: skip
    if page.gated:
        check = OwnRow(_("接下来"), _("摸底"), _("%(count)s项能力未评估") % {"count": page.unassessed})
        return [check, OwnRow(_("必学"), left)] if page.rows else [check]
    if first is None:
        return [_nothing_left(page.empty())]
    title, length = page.names.title(first.lesson), _("%(minutes)s分钟") % {"minutes": first.minutes}
    return [OwnRow(_("接下来"), title, length), OwnRow(_("还要学"), left)]


def _nothing_left(empty: str) -> OwnRow:
    """Which of the empty states of 我的学习 it is; only the last one is good news."""
    said = {
        "no_post": _("岗位还没有登记"), "unsupplied": _("所缺的内容暂时没有课程"), "awaiting": _("课已学完，正等着确认"),
        "nothing_asked": _("眼下没有要学的课"),
    }  # fmt: skip
    if empty in said:
        return OwnRow(_("要学的课"), said[empty])
    return OwnRow(_("要学的课"), _("岗位所需均已达到"), is_good=True)


def _hours_row(asked: list[TargetHours]) -> OwnRow:
    """The one target that lacks most; 达标 only when all are met. Flexible members are told without a word of what lacks."""
    lacking = max(asked, key=lambda each: each.missing)
    if not lacking.missing:
        return OwnRow(_("学时"), _("今年已达标"), is_good=True)
    told = {"name": lacking.name, "total": lacking.total_text, "required": lacking.required_text, "missing": lacking.missing_text}
    if lacking.flexible:
        return OwnRow(_("学时"), _("%(name)s 已有%(total)s学时") % told)
    return OwnRow(_("学时"), _("%(name)s %(total)s／%(required)s，还差%(missing)s学时") % told)


