"""「岗位或信息不对」: what a request can be about, and which choices that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.core import clock
from lms.people.models import Member, MemberCategory, Post, Tier
from lms.people.queries import posts_on, tiers_on
from lms.planning.queries import NoPlan, case_of
from lms.records import wording as said
from lms.records.corrections import Kind, State, Subject, requests_of
from lms.records.models import CorrectionRequest, Record
from lms.records.queries import rows_of_person

from . import wording, wording_record, wording_requests
from .reading import contact_of, unique
from .viewmodels.requests import CorrectionChoice, CorrectionPage, RequestRow

THE_PERSON = Subject()
PERSON = (Kind.POST, Kind.PERSON, Kind.CATEGORY)
#: Choices by what the request is about, the likeliest first.
CHOICES: Mapping[str, tuple[Kind, ...]] = {
    "": (*PERSON, Kind.RECORD, Kind.HOURS),
    "lesson": (Kind.REQUIREMENT, Kind.RECORD, Kind.HOURS, *PERSON),
    "competency": (Kind.LEVEL, Kind.REQUIREMENT, *PERSON),
    "record": (Kind.RECORD, Kind.HOURS),
    "level": (Kind.LEVEL, Kind.RECORD),
    "year": (Kind.HOURS, Kind.RECORD, *PERSON),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a request is about: the thing itself, its kind (a key of ``CHOICES``), and how it is called."""

    subject: Subject = THE_PERSON
    key: str = ""
    title: str = ""


class Unknown(Exception):
    """There is no such thing, or it is not this member's."""


def about_of(member: Member, asked: Mapping[str, str]) -> About:
    """What the address names. At most one of lesson, competency, record, year; raises Unknown. A few queries."""
    for key, find in (("lesson", _lesson), ("competency", _competency), ("record", _record), ("year", _year)):
        pk = asked.get(key, "")
        if pk:
            if not (pk.isascii() and pk.isdecimal() and len(pk) < 16):
                raise Unknown
            return find(member, int(pk))
    return About()


def _lesson(member: Member, pk: int) -> About:
    """Only lessons that the member sees: on offer, or in the member's own record."""
    activity = Activity.objects.filter(pk=pk).first()
    if activity is None or not (_is_offered(member, pk) or _own(member).filter(activity_id=pk).exists()):
        raise Unknown
    return About(Subject(activity=pk), "lesson", said.lesson(activity.title))


def _is_offered(member: Member, pk: int) -> bool:
    try:
        return pk in case_of(member).offer.on_offer
    except NoPlan:
        return False


def _own(member: Member) -> QuerySet[Record]:
    return Record.objects.filter(member_id__in=rows_of_person(member)).in_force()


def _competency(member: Member, pk: int) -> About:
    found = Competency.objects.filter(pk=pk).first()
    if found is None:
        raise Unknown
    return About(Subject(competency=pk), "competency", said.competency(found.name))


def _record(member: Member, pk: int) -> About:
    found = _own(member).filter(pk=pk).select_related("activity", "competency").first()
    if found is None:
        raise Unknown
    return About(Subject(record=pk), "level" if found.competency_id else "record", said.record(found))


def _year(member: Member, year: int) -> About:
    if not 1900 < year <= clock.today().year:
        raise Unknown
    return About(Subject(year=year), "year", said.year(year))


def correction_page(member: Member, about: About, preset: str = "") -> CorrectionPage:
    """The form: the choices with what is registered now, and who will read it."""
    registered = _registered(member)
    choices = tuple(
        CorrectionChoice(kind.value, str(kind.label), registered.get(kind, ""), kind.value == preset)
        for kind in CHOICES[about.key]
    )
    return CorrectionPage(about.title, choices, contact_of(member))


def _registered(member: Member) -> dict[Kind, str]:
    """What is written down now, for the member to compare."""
    today = clock.today()
    held = [each.post_id for each in posts_on([member.pk], today)[member.pk]]
    names = dict(Post.objects.filter(pk__in=held).values_list("pk", "name"))
    tier = Tier.objects.filter(code=tiers_on([member.pk], today).get(member.pk) or "").values_list("name", flat=True).first()
    category = MemberCategory.objects.filter(pk=member.category_id or 0).values_list("name", flat=True).first()
    groups = [category or "", wording.first_name(tier) if tier else ""]
    return {
        Kind.POST: wording_requests.registered(unique(names.get(pk, "") for pk in held)),
        Kind.PERSON: wording_requests.registered([member.name, member.branch.name]),
        Kind.CATEGORY: wording_requests.registered(unique(groups)),
    }


def request_rows(member: Member) -> tuple[RequestRow, ...]:
    """The member's requests with their answers, open ones first. One query."""
    return tuple(
        RequestRow(
            pk=row.pk,
            day=row.day,
            kind=str(Kind(row.kind).label),
            about=said.about(row),
            is_open=row.state == State.OPEN,
            state=str(State(row.state).label),
            answer=_answer(row),
        )
        for row in requests_of(member)
    )


def _answer(row: CorrectionRequest) -> str:
    if row.state == State.OPEN or row.handled_on is None:
        return ""
    name = wording_record.person(row.handled_by.last_name, row.handled_by.first_name) if row.handled_by else ""
    return wording_requests.answered(row.handled_on, name, row.state == State.MENDED)
