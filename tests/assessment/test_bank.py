"""A question is written, reviewed by another person, published, and never changed again under those who answered it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from lms.assessment.actions import (
    create_question,
    edit_question,
    keep_paper,
    publish,
    restore,
    retire,
    return_to_author,
    send_to_review,
    start,
    submit,
)
from lms.assessment.content import Content
from lms.assessment.models import Attempt, ImmutableVersion, Question, QuestionVersion
from lms.assessment.queries import enough_for
from lms.assessment.statistics import usage_of
from lms.assessment.widgets import QuestionChooser
from lms.people.roles import Role
from tests.support.people import make_admin

from .conftest import CONTENTS, right

LIST = "/admin/lms/questions/"


@pytest.fixture
def colleague(world):
    return make_admin("colleague", Role.TRAINER, world.unit)


@pytest.fixture
def far_trainer(world):
    return make_admin("far_trainer", Role.TRAINER, world.other_unit)


def filled(competency, unit, **more):
    return {
        "kind": "single", "stem": "一年有几个月？", "options-0": "十", "options-1": "十二", "options-right-1": "on",
        "options-2": "", "options-3": "", "points": "5",
        "competency": competency.pk, "level": "1", "owner_unit": unit.pk, "activity": "", **more,
    }  # fmt: skip


def test_from_draft_to_members_takes_four_eyes(client, trainer, colleague, competency, world):
    client.force_login(trainer)
    written = client.post(f"{LIST}new/", filled(competency, world.unit, do="send"))
    question = Question.objects.get()
    assert written.url == reverse("lms_questions:inspect", args=[question.pk])
    assert (question.state, question.latest.key, question.latest.author) == ("review", [1], trainer)
    page = client.get(written.url).content.decode()
    assert "自己出的题要由另一位同事审核发布" in page and f"{LIST}publish/" not in page
    client.post(f"{LIST}publish/{question.pk}/")
    with pytest.raises(ValidationError):
        publish(question=question, by=trainer)
    assert Question.objects.get().state == "review" and enough_for([(competency.pk, 1)]) == {(competency.pk, 1): 0}

    client.force_login(colleague)
    assert "题目待审" in client.get("/admin/").content.decode()
    client.post(f"{LIST}return/{question.pk}/", {"reason": "unclear", "note": "说清楚是公历"})
    client.force_login(trainer)
    page = client.get(written.url).content.decode()
    assert "题干不清楚：说清楚是公历" in page
    client.post(f"{LIST}edit/{question.pk}/", filled(competency, world.unit, stem="公历一年有几个月？", do="send"))
    client.force_login(colleague)
    client.post(f"{LIST}publish/{question.pk}/")
    question.refresh_from_db()
    assert (question.state, question.live.stem, question.live.number) == ("published", "公历一年有几个月？", 1)
    assert question.live.decided_by == colleague and enough_for([(competency.pk, 1)]) == {(competency.pk, 1): 1}


def test_who_is_out_of_scope_sees_neither_stem_nor_key(client, bank, far_trainer, branch_admin, stranger):
    question = bank[0]
    addresses = [
        f"{LIST}{name}/{question.pk}/" for name in ("inspect", "edit", "history", "usage", "preview", "publish", "retire")
    ]
    for user in (far_trainer, branch_admin, stranger):
        client.force_login(user)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404) and "预备期多长" not in answer.content.decode()
    client.force_login(far_trainer)
    for address in (
        LIST,
        f"{LIST}?export=csv",
        "/admin/lms/choose/questions/",
        f"/admin/lms/choose/questions/chosen/{question.pk}/",
    ):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "预备期多长" not in text and question.code not in text


def test_what_was_published_never_changes(bank, superuser):
    version = QuestionVersion.objects.get(question=bank[0])
    version.stem = "另一个题干"
    with pytest.raises(ImmutableVersion):
        version.save()
    for change in ({"stem": "另一个题干"}, {"key": [0]}, {"state": "draft"}, {"explanation": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            QuestionVersion.objects.filter(pk=version.pk).update(**change)
    superuser.delete()  # accounts go, questions stay
    version.refresh_from_db()
    assert (version.stem, version.author) == ("预备期多长？", None)


def test_an_edit_of_a_published_question_waits_beside_it(client, bank, trainer, colleague, competency, world, member_user):
    question = bank[0]
    paper = keep_paper(key="p", title="一题", questions=[question])
    client.force_login(trainer)
    form = client.get(f"{LIST}edit/{question.pk}/").content.decode()
    assert "这道题已发布" in form
    client.post(f"{LIST}edit/{question.pk}/", filled(competency, world.unit, stem="新题干？", level="3"))
    question.refresh_from_db()
    assert (question.state, question.level, question.live.number, question.latest.number) == ("published", 1, 1, 2)
    assert "已发布（修改草稿）" in client.get(LIST).content.decode()
    attempt = start(member=world.learner, paper=paper, purpose="lesson")
    assert attempt.items.get().version.stem == "预备期多长？"
    send_to_review(question=question, by=trainer)
    publish(question=question, by=colleague)
    submit(attempt, answers=right(attempt))
    assert start(member=world.learner, paper=paper, purpose="lesson").items.get().version.stem == "新题干？"
    assert edit_question(question=question, content=Content.of(question.live), by=trainer) is None  # nothing new, no version


def test_retired_questions_are_not_put_any_more(bank, paper, attempt, superuser):
    retire(question=bank[0], by=superuser)
    assert attempt.items.count() == 5
    submit(attempt)
    assert start(member=attempt.member, paper=paper, purpose="lesson").items.count() == 4
    restore(question=bank[0], by=superuser)
    assert Question.objects.published().count() == 5


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"options-right-1": ""}, "请勾出一个正确的选项"),
        ({"options-right-0": "on"}, "请勾出一个正确的选项"),
        ({"options-1": "十"}, "不能有空的或相同的"),
        ({"kind": "judge"}, "请选择这句话是正确还是错误"),
        ({"kind": "text", "answers": " \n "}, "请至少写一个正确答案"),
        ({"kind": "number", "number": "十二"}, "请填一个数"),
        ({"owner_unit": ""}, "必填"),
    ],
)
def test_a_question_that_cannot_be_marked_comes_back_with_the_form(client, trainer, competency, world, wrong, says):
    client.force_login(trainer)
    answer = client.post(f"{LIST}new/", filled(competency, world.unit, **wrong))
    assert answer.status_code == 200 and says in answer.content.decode() and not Question.objects.exists()


def test_figures_keep_versions_apart_and_say_nothing_of_few(bank, paper, world, superuser, client):
    first = bank[0].live_id
    for _ in range(2):
        one = start(member=world.learner, paper=paper, purpose="lesson")
        submit(one, answers=right(one))
    assert usage_of([first])[first].words == "不足 5 次" and usage_of([first])[first].share is None
    for _ in range(3):
        one = start(member=world.learner, paper=paper, purpose="lesson")
        Attempt.objects.filter(pk=one.pk).update(started="2020-01-01T00:00Z")
        submit(one)
    assert usage_of([first])[first].words == "5 次，对 40%"
    edit_question(question=bank[0], content=CONTENTS[0].__class__("judge", "换了？", (), (0,)), published=True)
    assert bank[0].live_id not in usage_of([first, bank[0].live_id])
    client.force_login(superuser)
    assert "5 次，对 40%" in client.get(f"{LIST}inspect/{bank[0].pk}/").content.decode()


def test_a_chosen_question_is_read_only_by_those_who_may(client, bank, trainer, far_trainer, superuser, competency, world):
    def shown(user) -> str:
        with LogContext(user=user):
            return QuestionChooser().render("question", bank[0].pk, {"id": "question"})

    assert "T1 预备期多长？" in shown(trainer)
    for user in (far_trainer, None):
        assert "T1 发展党员（知道） 单选" in shown(user) and "预备期" not in shown(user)
    create_question(content=Content("judge", "还没有审过？", (), (0,)), competency=competency, level=1, owner_unit=world.unit)
    client.force_login(trainer)
    found = client.get("/admin/lms/choose/questions/").json()["html"]
    assert "预备期多长？" in found and "单选" in found and "还没有审过？" not in found
    assert client.get(f"/admin/lms/choose/questions/chosen/{bank[0].pk}/").json()["result"]["title"] == "T1 预备期多长？"


def test_return_needs_a_reason_of_the_list(bank, superuser):
    with pytest.raises(ValidationError):
        return_to_author(question=bank[0], reason="because", by=superuser)
