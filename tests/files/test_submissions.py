"""我来讲党课: handed in once, read by nobody else, returned with a reason, mended, published with the author's name."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, Revision
from wagtailmedia.models import Media

from courses.pages.models import LessonPage
from courses.submitting import body
from lms.catalogue.models import Subject
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members

from . import samples

SUBMIT = "/learn/submit/"


@pytest.fixture
def ask(client: Any, member_user: User, shelf: Any) -> Any:
    """Hand in as the member would; returns the answer."""
    client.force_login(member_user)

    def send(address: str = SUBMIT, **fields: Any) -> Any:
        said = {
            "title": "我怎样写请示",
            "intro": "少走一次弯路",
            "text": "第一段。\n\n第二段。",
            "token": str(uuid.uuid4()),
            **fields,
        }
        return client.post(address, said)

    return send


def film(name: str = "党课.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.mp4())


def own_file(page: LessonPage) -> str:
    rows = body.rows_of(page.get_latest_revision_as_object())
    return reverse("lms_courses:medium", args=[page.pk, next(row["id"] for row in rows if row["type"] in body.WITH_FILE)])


def returned(page: LessonPage, by: User, why: str = "请把时间说清楚") -> None:
    state = page.current_workflow_task_state
    state.reject(user=by, comment=why)


def publish(draft: LessonPage) -> None:
    """As a reviewer who has filled in what only reviewers know."""
    draft.subject = Subject.objects.first()
    draft.save_revision(user=draft.owner).publish()


def test_a_draft_in_review(ask, client, world, superuser):
    assert ask(file=film()).status_code == 302
    page = LessonPage.objects.get()
    assert (page.live, page.author, page.form, page.minutes) == (False, world.learner, "视频", 4)
    assert page.get_parent().title == "学员投稿"
    assert page.current_workflow_state.status == "in_progress"
    assert Media.objects.get().duration == 250
    assert "待审核" in client.get(SUBMIT).content.decode()


def test_sent_twice_is_one_draft(ask):
    token = str(uuid.uuid4())
    for _ in range(2):
        assert ask(token=token).status_code == 302
    assert LessonPage.objects.count() == 1


def test_nobody_else_fetches_its_file(ask, client, trainer, other_unit_admin, superuser):
    ask(file=film())
    page, medium = LessonPage.objects.get(), Media.objects.get()
    addresses = [own_file(page), medium.file.url, reverse("lms_courses:item", args=[medium.pk])]
    assert client.get(addresses[0]).status_code == 200  # the author
    trainer.groups.add(Group.objects.get(name="编辑人员"))  # administers other media
    for user in (trainer, other_unit_admin, User.objects.create_user("somebody")):
        client.force_login(user)
        assert {client.get(each).status_code for each in addresses} == {404}, user
    client.force_login(superuser)
    assert {client.get(each).status_code for each in addresses} == {200}


def test_returned_mended_and_published(ask, client, superuser, member_user, world):
    ask(file=film())
    page = LessonPage.objects.get()
    first = Media.objects.get().file.name
    address = reverse("lms_courses:submission", args=[page.pk])
    assert ask(address).status_code == 422  # not the author's turn while it is read
    returned(page, superuser)
    shown = client.get(SUBMIT).content.decode()
    assert "已退回" in shown
    assert "请把时间说清楚" in shown
    assert ask(address, text="改过了。", file=film("二.mp4")).status_code == 302
    page.refresh_from_db()
    assert page.current_workflow_state.status == "in_progress"
    assert Media.objects.get().file.name != first  # the former file went
    draft = page.get_latest_revision_as_object()
    assert body.text_of(body.rows_of(draft)) == "改过了。"
    publish(draft)
    assert "已发布" in client.get(SUBMIT).content.decode()


def test_without_a_new_file_the_former_stays(ask, superuser):
    ask(file=film())
    page = LessonPage.objects.get()
    before = own_file(page)
    returned(page, superuser)
    ask(reverse("lms_courses:submission", args=[page.pk]), text="")
    assert own_file(page) == before
    assert Media.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "请写一个题目"),
        ({"text": ""}, "请选一个文件，或写一段文字"),
        ({"file": SimpleUploadedFile("a.mp4", b"text " * 99)}, "只是改了文件名"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")}, "打不开"),
        ({"file": SimpleUploadedFile("a.svg", b"<svg><script>1</script></svg>")}, "请选 MP4 视频"),
    ],
)
def test_what_is_refused(ask, fields, said):
    answer = ask(**fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LessonPage.objects.exists()
    assert not Media.objects.exists()


def test_not_more_than_can_be_read(ask):
    for _ in range(5):
        ask()
    assert "正在审核" in ask().content.decode()
    assert LessonPage.objects.count() == 5


def test_another_members_submission_does_not_exist(ask, client, world, other_unit_admin):
    ask()
    page = LessonPage.objects.get()
    world.other_learner.user = User.objects.create_user("other")
    world.other_learner.save()
    client.force_login(world.other_learner.user)
    for name in ("submission", "take_back"):
        assert client.post(reverse(f"lms_courses:{name}", args=[page.pk])).status_code == 404
    client.logout()
    assert client.get(SUBMIT).status_code == 302


def test_taken_back_is_gone(ask, client):
    ask(file=SimpleUploadedFile("稿.pdf", samples.pdf()))
    client.post(reverse("lms_courses:take_back", args=[LessonPage.objects.get().pk]))
    assert not LessonPage.objects.exists()
    assert not Document.objects.exists()


def test_markup_is_only_text(ask):
    ask(text="<script>alert(1)</script> 5 < 6")
    (row,) = body.rows_of(LessonPage.objects.get())
    assert row["value"] == "<p>&lt;script&gt;alert(1)&lt;/script&gt; 5 &lt; 6</p>"
    assert body.text_of([row]) == "<script>alert(1)</script> 5 < 6"


def test_an_erased_author_leaves_nothing_in_review(ask, client, world, superuser):
    ask(file=film())
    ask(title="第二份")
    kept = LessonPage.objects.get(title="第二份")
    publish(kept.get_latest_revision_as_object())
    erase_member(member=world.learner)
    kept = LessonPage.objects.get()
    assert (kept.author, kept.owner) == (None, None)
    assert not Media.objects.exists()
    assert not any(each.content.get("author") or each.user_id for each in Revision.objects.for_instance(kept))
    assert Collection.objects.filter(name="学员投稿").count() == 1


def test_a_merged_author_keeps_the_lesson(ask, world):
    ask()
    merge_members(keep=world.classmate, drop=world.learner)
    page = LessonPage.objects.get()
    assert page.author == world.classmate
    assert page.get_latest_revision_as_object().author == world.classmate
