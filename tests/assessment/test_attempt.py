"""A member answers, leaves, comes back, hands in; and learns no key before it is due."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.assessment import signals
from lms.assessment.actions import Closed, NoAttemptsLeft, NotEnough, edit_question, keep_paper, save_answers, start, submit
from lms.assessment.content import Content
from lms.assessment.models import Attempt

from .conftest import address, posted, right, secrets_in


@pytest.fixture
def member(client, member_user):
    client.force_login(member_user)
    return client


def test_answers_are_kept_and_the_next_device_goes_on(member, attempt):
    page = member.get(address("attempt", attempt))
    assert "第 1 题，共 5 题" in page.content.decode()
    answers = right(attempt)
    done = member.post(address("attempt", attempt), {**posted({1: answers[1]}), "go": "next"})
    assert done.url.endswith("?at=2")
    assert member.post(address("save", attempt), posted({2: answers[2]})).json() == {"answered": 2}
    assert "第 3 题，共 5 题" in member.get(address("attempt", attempt)).content.decode()  # the first one still open
    whole = member.get(address("attempt", attempt), {"all": "1"}).content.decode()
    assert whole.count('class="quiz__question"') == 5 and whole.count(" checked") >= 1


def test_who_hands_in_with_questions_open_is_asked_once_more(member, attempt):
    asked = member.post(address("attempt", attempt), {**posted(right(attempt, 2)), "go": "finish"})
    assert asked.url == address("submit", attempt)
    page = member.get(asked.url).content.decode()
    assert "还有 3 题没有答" in page and "去答第 3 题" in page
    member.post(asked.url)
    text = member.get(address("review", attempt)).content.decode()
    assert "这次还没有通过" in text and "5 题答对 2 题" in text and "还可以再答 1 次" in text and "发展党员（知道）" in text
    assert "不通过不影响任何记录" not in text


def test_all_kinds_are_marked_and_words_say_what_came_of_it(member, attempt):
    heard = []

    def hear(attempt, **_):
        heard.append((attempt.pk, transaction.get_connection().in_atomic_block))

    signals.submitted.connect(hear)
    try:
        done = member.post(address("attempt", attempt), {**posted(right(attempt)), "go": "finish"})
        assert done.url == address("review", attempt)
        member.post(address("submit", attempt))  # a second tap
    finally:
        signals.submitted.disconnect(hear)
    assert heard == [(attempt.pk, True)]
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.right, attempt.score) == (True, 5, 100)
    part = {name: value for name, value in attempt.result[0].items() if name != "competency"}
    assert part == {"level": 1, "right": 5, "of": 5, "points": 30, "of_points": 30}
    assert "通过了" in member.get(address("review", attempt)).content.decode()


def every_answer(client, attempt) -> list:
    """All that can be had of an attempt, as HTML and JSON, whatever it leads to."""
    found = [
        client.get(address(name, attempt), data, follow=True)
        for name in ("attempt", "submit", "review")
        for data in ({}, {"at": "4"}, {"all": "1"})
    ]
    found += [
        client.post(address("save", attempt), data) for data in (posted(right(attempt)), {"q": "99"}, {"q": "1", "a-1": "77"})
    ]
    return [*found, client.get("/learn/file/everything/", {"format": "json"})]


def test_no_key_leaves_before_it_is_due(member, attempt, world):
    assert [secrets_in(one) for one in every_answer(member, attempt)] == [[]] * 13  # open
    Attempt.objects.get().items.update(answer=None)
    member.post(address("submit", attempt))
    assert [secrets_in(one) for one in every_answer(member, attempt)] == [[]] * 13  # failed, one more attempt left
    again = member.post(address("again", attempt))
    second = Attempt.objects.get(state="open")
    assert again.url == address("attempt", second)
    assert [secrets_in(one) for one in every_answer(member, attempt)] == [[]] * 13  # the last one is being answered
    Attempt.objects.get(pk=second.pk).items.update(answer=None)
    member.post(address("submit", second))
    for one in (attempt, second):
        assert len(secrets_in(member.get(address("review", one)))) >= 6  # used up: all is said
    assert "起可以再答" in member.get(address("review", second)).content.decode()
    member.post(address("again", second))
    assert Attempt.objects.count() == 2


def test_a_key_waits_while_the_question_stands_in_another_open_attempt(member, attempt, bank, world):
    member.post(address("submit", attempt), posted(right(attempt)))
    assert len(secrets_in(member.get(address("review", attempt)))) >= 6
    other = keep_paper(key="out:1", title="测一测", questions=bank[:2], needed=2)
    start(member=world.learner, paper=other, purpose="test_out")
    assert secrets_in(member.get(address("review", attempt))) == [
        "解析独有的话丙", "四二四二点五", "4242.5", "独有的答案",
    ]  # fmt: skip


def test_late_counts_what_was_saved_in_time(member, attempt, world, bank):
    timed = keep_paper(key="timed", title="限时", questions=bank, needed=2, minutes=10)
    mine = start(member=world.learner, paper=timed, purpose="test_out")
    assert "不通过不影响任何记录" in member.get(address("attempt", mine)).content.decode()
    answers = right(mine)
    save_answers(mine, {1: answers[1]})
    Attempt.objects.filter(pk=mine.pk).update(deadline=timezone.now() - dt.timedelta(minutes=1))
    mine.refresh_from_db()
    with pytest.raises(Closed):
        save_answers(mine, {2: answers[2]})
    late = member.post(address("save", mine), posted({2: answers[2]}))
    assert late.status_code == 409 and late.json() == {"closed": address("review", mine)}
    mine.refresh_from_db()
    assert (mine.state, mine.right, mine.passed) == ("submitted", 1, False)
    text = member.get(address("review", mine)).content.decode()
    assert "时间到了，按已保存的答案交卷" in text and "不通过不影响任何记录" in text


def test_what_was_put_stays_whatever_becomes_of_the_question(member, attempt, bank, superuser):
    edit_question(question=bank[0], content=Content("single", "换了题干？", ("甲", "乙"), (0,)), by=superuser, published=True)
    text = member.get(address("attempt", attempt), {"all": "1"}).content.decode()
    assert "预备期多长？" in text and "换了题干？" not in text
    assert submit(attempt, answers=right(attempt)).right == 5


def test_one_attempt_at_a_time_and_no_more_than_allowed(attempt, paper, world):
    assert start(member=world.learner, paper=paper, purpose="lesson") == attempt
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(member=world.learner, paper=paper, purpose="lesson", started=timezone.now())
    submit(attempt)
    submit(start(member=world.learner, paper=paper, purpose="lesson"))
    with pytest.raises(NoAttemptsLeft):
        start(member=world.learner, paper=paper, purpose="lesson")
    Attempt.objects.update(started=timezone.now() - dt.timedelta(hours=25))
    assert start(member=world.learner, paper=paper, purpose="lesson").is_open


def test_two_starts_at_once_give_one_attempt(monkeypatch, attempt, paper, world):
    """The second start looked before the first one wrote."""
    rows = Attempt.objects.filter
    first = iter([Attempt.objects.none()])
    monkeypatch.setattr(type(Attempt.objects), "filter", lambda self, **asked: next(first, None) or rows(**asked))
    assert start(member=world.learner, paper=paper, purpose="lesson") == attempt
    assert Attempt.objects.count() == 1


def test_a_paper_drawn_by_rule_needs_enough_questions(competency, bank, world):
    drawn = keep_paper(key="drawn", title="抽题", lines=[(competency, 1, 3)], pass_percent=60)
    mine = start(member=world.learner, paper=drawn, purpose="test_out")
    assert mine.items.count() == 3
    submit(mine)
    before = set(mine.items.values_list("version_id", flat=True))
    fresh = start(member=world.learner, paper=drawn, purpose="test_out").items.values_list("version_id", flat=True)
    assert len(set(fresh) - before) == 2  # what was not seen comes first
    more = keep_paper(key="more", title="抽题", lines=[(competency, 1, 6)])
    with pytest.raises(NotEnough):
        start(member=world.learner, paper=more, purpose="test_out")
    assert not Attempt.objects.filter(paper=more).exists()


@pytest.mark.parametrize(
    "sent", [{"q": "99"}, {"q": "1", "a-1": "77"}, {"q": "1", "a-1": "x"}, {"q": "-1"}, {"q": "1", "a-1": ["0", "1"]}]
)
def test_what_no_form_sends_is_refused_and_changes_nothing(member, world, bank, sent):
    paper = keep_paper(key="one", title="一题", questions=bank[:1])
    mine = start(member=world.learner, paper=paper, purpose="lesson")
    for name in ("attempt", "save", "submit"):
        assert member.post(address(name, mine), sent).status_code == 400
    mine.refresh_from_db()
    assert mine.is_open and mine.items.get().answer is None


def test_nobody_sees_the_attempt_of_another(client, attempt, committee_admin, stranger, world):
    for user in (None, committee_admin, stranger):
        if user is not None:
            client.force_login(user)
        for name in ("attempt", "submit", "review"):
            assert client.get(address(name, attempt)).status_code == (302 if user is None else 404)
        for name in ("save", "submit", "again"):
            assert client.post(address(name, attempt)).status_code == (302 if user is None else 404)
    attempt.uuid = uuid4()
    assert client.get(address("attempt", attempt)).status_code == 404
