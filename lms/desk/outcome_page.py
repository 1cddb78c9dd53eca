"""The end page put into words: what changed, what is left, what comes next."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from lms.catalogue.models import Activity, HoursTarget
from lms.competencies.models import Competency
from lms.people.models import Member
from lms.records.queries import rows_of_person

from . import wording, wording_abilities
from . import wording_outcome as words
from .doors import doors_of
from .models import Outcome
from .outcome import settle
from .plan_page import PlanPage
from .queries import plan_page
from .reading import contact_of
from .viewmodels import lesson_url
from .viewmodels.outcome import Ending, NextLesson, Planned

#: What came of it where the same lesson is the next step.
AGAIN = ("seen", "failed", "some")
#: Of several facts the one that the headline tells, the greatest first.
TELLING = ("exempted", "passed", "assessed", "attended", "completed")


def ending_of(member: Member, pk: int) -> Ending | None:
    """The page; None where the member has none of that number. A fixed number of queries, whatever changed."""
    row = Outcome.objects.filter(member_id__in=rows_of_person(member), pk=pk).select_related("activity").first()
    if row is None:
        return None
    said, plan = settle(row), plan_page(member)
    how, score = outcome_of(said["facts"], row.result)
    told = Told(said, row.result, contact_of(member))
    rest = rest_of(plan) if plan else {}
    return Ending(
        how=how, over=row.activity.title if row.activity else told.name_of_test(), headline=words.headline(how),
        lead=words.lead(how, score), hours=told.hours(), levels=told.levels(), parts=told.parts(), plan=told.plan(plan),
        again=again(row.activity, how, plan), **rest,
    )  # fmt: skip


def outcome_of(facts: list[list[Any]], result: dict[str, Any]) -> tuple[str, str]:
    """One word for what was recorded, and the score of it ("" without one)."""
    by_verb = {fact[0]: fact for fact in facts}
    verb = next((verb for verb in TELLING if verb in by_verb), "")
    parts = result.get("parts", ())
    if verb == "assessed":
        return ("tested" if all(part[4] for part in parts) else "some"), ""
    if verb:
        _verb, _activity, _competency, _level, success, score = by_verb[verb]
        return ("seen" if verb == "completed" and success is False else verb), score or ""
    return ("failed" if parts and not any(part[4] for part in parts) else "nothing"), ""


class Told:
    """The difference in words. Three queries for names."""

    def __init__(self, said: dict[str, Any], result: dict[str, Any], contact: str) -> None:
        self.said, self.contact, self.tested = said, contact, result.get("parts", [])
        ids = {each[0] for part in (said["levels"], said["awaiting"], said["held"], self.tested) for each in part}
        ids |= {each[2] for each in said["gone"]} | {each[1] for each in said.get("came", ())}
        self.competencies = dict(Competency.objects.filter(pk__in=ids).values_list("pk", "name"))
        lessons = {pk for each in said["gone"] for pk in (each[0], each[4])} | {each[0] for each in said.get("came", ())}
        self.titles = dict(Activity.objects.filter(pk__in=lessons).values_list("pk", "title"))
        self.targets = dict(HoursTarget.objects.order_by("sort_order", "code").values_list("pk", "name"))

    def name(self, competency: int) -> str:
        return self.competencies.get(competency, "")

    def name_of_test(self) -> str:
        """A test of abilities has no lesson to be called after."""
        return wording.listed(list(dict.fromkeys(self.name(part[0]) for part in self.tested)))

    def hours(self) -> tuple[str, ...]:
        """One line for each amount and mode, with the targets that it counts for."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        added = {(target, mode): hours for target, mode, hours in self.said["hours"]}
        for target, name in self.targets.items():
            for (other, mode), hours in added.items():
                if other == target:
                    found[hours, wording.mode_word(wording.mode_column(mode))].append(name)
        lines = tuple(words.hours_added(Decimal(hours), mode, names) for (hours, mode), names in found.items())
        return lines or (words.no_hours(),)

    def levels(self) -> tuple[str, ...]:
        who = wording_abilities.confirmed_by(self.contact)
        lines = [
            words.corrected(self.name(pk), now)
            if basis == "self" and now < was
            else words.rose(self.name(pk), words.standing(was, basis), now)
            for pk, was, basis, now in self.said["levels"]
        ]
        lines += [words.awaits(self.name(pk), level, who) for pk, level in self.said["awaiting"]]
        lines += [words.held(self.name(pk), level) for pk, level in self.said["held"]]
        return tuple(lines) or (words.no_levels(),)

    def parts(self) -> tuple[str, ...]:
        """How far each part of a test went; of a test of one part the headline says it."""
        return tuple(words.tested(self.name(pk), level, right, of, passed) for pk, level, right, of, passed in self.tested)

    def plan(self, plan: PlanPage | None) -> tuple[Planned, ...]:
        """What became of the plan beside what was learned: lessons that went, lessons that came, and why."""
        on_offer = plan.case.offer.on_offer if plan else frozenset()

        def link(pk: int) -> str:
            return lesson_url(pk) if pk in on_offer else ""

        lines = [Planned(words.off(), "", "", "")] if self.said.get("off") else []
        for pk, why, competency, level, other in self.said["gone"]:
            reason = words.gone(why, self.name(competency), level, self.titles.get(other, ""))
            lines.append(Planned(words.not_needed(), self.titles.get(pk, ""), reason, link(pk)))
        for pk, competency, level in self.said.get("came", ()):
            lines.append(Planned(words.added(), self.titles.get(pk, ""), words.came(self.name(competency), level), link(pk)))
        return tuple(lines) or (Planned(words.no_other_lessons(), "", "", ""),)


def rest_of(plan: PlanPage) -> dict[str, Any]:
    """What is left of the plan as it is now, and the next lesson that can be opened. One query for each finder of doors."""
    doors = doors_of([row.lesson for row in plan.rows])
    opens = [row for row in plan.rows if row.lesson in doors and not plan.names.lesson(row.lesson).on_site]
    found = None
    if opens:
        first = opens[0]
        found = NextLesson(plan.names.title(first.lesson), doors[first.lesson], wording.minutes(first.minutes))
    note = words.unassessed_left(plan.unassessed) if plan.gated else words.arranged_left() if plan.rows and not found else ""
    return {
        "left": words.left(len(plan.rows), sum(row.minutes for row in plan.rows)) if plan.rows or not plan.gated else "",
        "note": note, "check": plan.gated, "next": found,
    }  # fmt: skip


def again(activity: Activity | None, how: str, plan: PlanPage | None) -> str:
    """Where the lesson goes on: to the check that is still open, or after a test to what is still planned."""
    if activity is None or how not in AGAIN:
        return ""
    if how != "seen" and (plan is None or all(row.lesson != activity.pk for row in plan.rows)):
        return ""
    return doors_of([activity.pk]).get(activity.pk, "")
