"""测一测: one page before it starts, which says everything; then the questions are put. Never of anything that is not offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lms.assessment.actions import NotEnough
from lms.catalogue.credit_rules import TEST_OUT
from lms.core import conf
from lms.planning.cases import Case
from lms.planning.queries import NoPlan, case_of

from . import wording_test_out as words
from .snapshot import snapshot_of
from .test_out import Pair, Test, Tests
from .test_out_acts import TooEarly, begin, open_attempt, opens_on
from .viewmodels import lesson_url
from .views import MemberPage


@dataclass(frozen=True, slots=True)
class Before:
    """The page before a test, in words. ``blocked``: when it may be tried again; ``goes_on``: it was begun."""

    over: str
    headline: str
    pairs: tuple[str, ...]
    size: str
    mark: str
    comes_of_it: tuple[str, ...]
    earns: str
    often: str
    blocked: str
    goes_on: bool
    back: str


class TestPage(MemberPage):
    """GET says what to expect, POST begins. What is not offered to this member does not exist."""

    template_name = "lms_desk/test_out.html"
    http_method_names = ["get", "head", "post", "options"]

    def test_of(self, tests: Tests) -> Test | None:
        raise NotImplementedError

    def offered(self) -> tuple[Case, Test]:
        try:
            case = case_of(self.member)
        except NoPlan as error:
            raise Http404 from error
        test = self.test_of(Tests(case))
        if test is None:
            raise Http404
        return case, test

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, test = self.offered()
        running = open_attempt(self.member, test.key) is not None
        again = None if running else opens_on(self.member, test.key)
        return super().get_context_data(
            test=_before(case, test, goes_on=running, blocked=words.again_on(again) if again else ""), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case, test = self.offered()
        try:
            attempt = begin(member=self.member, test=test, title=words.title(name_of(case, test)), by=request.user)
        except TooEarly:
            return redirect(request.path)
        except NotEnough:
            messages.info(request, words.too_few())
            return redirect(request.path)
        return redirect("lms_assessment:attempt", attempt.uuid)


class TestLesson(TestPage):
    def test_of(self, tests: Tests) -> Test | None:
        return tests.of_lesson(self.kwargs["pk"])


class TestAbility(TestPage):
    def test_of(self, tests: Tests) -> Test | None:
        return tests.of_pair(self.kwargs["pk"], self.kwargs["level"])


def name_of(case: Case, test: Test) -> str:
    """The lesson, or the competency with its level."""
    names = snapshot_of(case.world)
    return names.lessons[test.lesson].title if test.lesson else _pair(case, test.pairs[0])


def _pair(case: Case, pair: Pair) -> str:
    return words.pair(snapshot_of(case.world).competencies[pair[0]].name, pair[1])


def _before(case: Case, test: Test, *, goes_on: bool, blocked: str) -> Before:
    pairs = tuple(_pair(case, pair) for pair in test.pairs)
    comes = [words.exempts() if test.exempts else words.proves()]
    if test.exempts and len(pairs) > 1:
        comes.append(words.not_always_exempt())
    elif test.rest:
        comes.append(words.stays([_pair(case, pair) for pair in test.rest]))
    for competency, level in test.pairs:
        mine = case.level(competency)
        if mine.basis == "self" and mine.level > level:
            comes.append(words.outweighs(snapshot_of(case.world).competencies[competency].name, mine.level, level))
    return Before(
        over=name_of(case, test), headline=words.headline(test.exempts), pairs=pairs,
        size=words.size(test.questions, test.minutes),
        mark=words.pass_mark(int(conf.get("TEST_OUT_PASS_PERCENT")), len(pairs)), comes_of_it=tuple(comes),
        earns=_earns(case, test), often=words.how_often(int(conf.get("TEST_OUT_EVERY_DAYS"))), blocked=blocked, goes_on=goes_on,
        back=lesson_url(test.lesson) if test.lesson else reverse("lms_desk:my_abilities"),
    )  # fmt: skip


def _earns(case: Case, test: Test) -> str:
    """Only an exemption can earn hours, and only where a rule says so."""
    if not test.exempts:
        return words.earns_nothing()
    names = snapshot_of(case.world)
    credit = names.rules.of(TEST_OUT, names.lessons[test.lesson].minutes)
    return words.earns(credit.hours, credit.targets)
