"""The editor: a draft may lack anything, publishing needs the lot, and says what on the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.editors import ensure_editors
from courses.pages.models import CatalogueIndexPage, LessonPage, TrackPage
from courses.publishing import activity_of
from lms.catalogue.models import Activity, Subject
from lms.competencies.models import Competency
from lms.people.actions.grants import end_grant, give_grant
from lms.people.models import Grant
from lms.people.roles import Role
from tests.support.people import World, make_admin

Write = Callable[..., LessonPage]


@pytest.fixture
def reviewer(world: World) -> User:
    return make_admin("reviewer", Role.COMMITTEE, world.root)


@pytest.fixture
def editors(shelf: CatalogueIndexPage, trainer: User, reviewer: User) -> None:
    ensure_editors(shelf)


def posted(action: str = "", **fields: Any) -> dict[str, Any]:
    said = {
        "title": "请示怎么写", "slug": "", "intro": "", "form": "图文", "minutes": "", "completion": "", "share_scope": "all",
        "owner_unit": "", "body": streamfield([]), "teaches": inline_formset([{"competency": "", "level": ""}], min=1),
        "prerequisites": inline_formset([]), "comments": inline_formset([]), "subject": "", **fields,
    }  # fmt: skip
    return flat(said) | ({f"action-{action}": "1"} if action else {})


def flat(said: dict[str, Any]) -> dict[str, Any]:
    """As a browser posts it; several boxes have one name."""
    boxes = {name: value for name, value in said.items() if isinstance(value, list)}
    return nested_form_data({name: value for name, value in said.items() if name not in boxes}) | boxes


def whole(competency: Competency, world: World, **fields: Any) -> dict[str, Any]:
    rows = inline_formset([{"competency": competency.pk, "level": "2"}], min=1)
    said = {"minutes": "12", "subject": Subject.objects.first().pk, "tiers": [world.tiers["GEN"].pk], "teaches": rows}
    return said | fields


def add(client: Client, shelf: CatalogueIndexPage, data: dict[str, Any]) -> Any:
    return client.post(f"/admin/pages/add/lms_pages/lessonpage/{shelf.pk}/", data)


def test_a_draft_may_lack_everything_but_its_title(client: Client, shelf: CatalogueIndexPage, trainer: User, editors: None):
    client.force_login(trainer)
    assert add(client, shelf, posted()).status_code == 302
    page = LessonPage.objects.get()
    assert (page.live, list(page.teaches.all())) == (False, [])
    shown = client.get(f"/admin/pages/{page.pk}/edit/").text
    assert "还要填：类别、分钟、适用层次、所教能力和等级" in shown
    assert Activity.objects.count() == 0


def test_the_editor_says_on_the_field_what_is_missing(
    client: Client, shelf: CatalogueIndexPage, superuser: User, world: World, competency: Competency
):
    client.force_login(superuser)
    answer = add(client, shelf, posted("publish"))
    form = answer.context["form"]
    assert set(form.errors) == {"subject", "minutes", "tiers"}
    assert form.formsets["teaches"].total_error_count()
    text = streamfield([("text", rich_text("<p>三步</p>"))])
    answer = add(client, shelf, posted("publish", **whole(competency, world, body=text, completion="read_check")))
    assert set(answer.context["form"].errors) == {"completion"}, "questions that are not there cannot be passed"
    assert add(client, shelf, posted("publish", **whole(competency, world, body=text))).status_code == 302
    assert activity_of(LessonPage.objects.get()).completion_rule == "读完并确认"


def test_written_handed_in_returned_and_approved_by_another(
    client: Client, shelf: CatalogueIndexPage, trainer: User, reviewer: User, world: World, competency: Competency, editors: None
):
    client.force_login(trainer)
    add(client, shelf, posted("submit", **whole(competency, world)))
    page = LessonPage.objects.get()
    assert (page.live, page.owner_unit, page.current_workflow_state.workflow.name) == (False, world.unit, "微课审核")
    assert "action-publish" not in client.get(f"/admin/pages/{page.pk}/edit/").text
    for action, comment in (("reject", "请补一个例子"), ("approve", "")):
        client.force_login(reviewer)
        task = TaskState.objects.get(status="in_progress")
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
        assert client.post(url, {"comment": comment}).status_code in (200, 302)
        if action == "reject":
            client.force_login(trainer)
            assert "请补一个例子" in [each.comment for each in TaskState.objects.all()]
            client.post(f"/admin/pages/{page.pk}/edit/", edited(page, competency, world) | {"action-submit": "1"})
    page.refresh_from_db()
    assert page.live
    assert activity_of(page).title == "请示怎么写"


def edited(page: LessonPage, competency: Competency, world: World) -> dict[str, Any]:
    row = page.teaches.get()
    rows = inline_formset([{"competency": competency.pk, "level": "2", "id": row.pk}], initial=1, min=1)
    return posted(**whole(competency, world, teaches=rows, slug=page.slug))


def test_the_groups_follow_the_grants(world: World, shelf: CatalogueIndexPage, trainer: User):
    ensure_editors(shelf)
    ensure_editors(shelf)
    assert {group.name for group in trainer.groups.all()} >= {"教员"}
    user = make_admin("later", Role.TRAINER, world.unit)
    assert user.groups.filter(name="教员").exists()
    end_grant(grant=Grant.objects.get(user=user))
    assert not user.groups.filter(name__in=["教员", "审核"]).exists()
    other = make_admin("branch", Role.BRANCH, world.branch)
    assert not other.groups.filter(name__in=["教员", "审核"]).exists()
    give_grant(user=other, role=Role.UNIT, unit=world.unit)
    assert other.groups.filter(name__in=["教员", "审核"]).count() == 2


def test_four_sentences_and_what_passing_will_not_do(client: Client, competency: Competency, trainer: User, member_user: User):
    url = f"/admin/lms/courses/levels/?competency={competency.pk}&level=2&form=图文"
    client.force_login(trainer)
    shown = client.get(f"{url}&questions=1").text
    assert all(sentence in shown for sentence in ("说得出", "写得出", "改得好", "带得会"))
    assert "不会提高" not in shown
    assert "这一课没有测验" in client.get(f"{url}&questions=0").text
    assert "这一课没有测验" in client.get(f"{url}&questions=1&completion=read").text
    competency.evidence_type = "task"
    competency.save()
    assert "要靠任务来认定" in client.get(f"{url}&questions=1").text
    client.force_login(member_user)
    assert client.get(url).status_code == 302


def test_publishing_from_a_list_leaves_what_is_not_ready(
    client: Client, write: Write, superuser: User, shelf: CatalogueIndexPage
):
    ready, draft = write("写好的课", published=False), LessonPage(title="半成品", live=False)
    shelf.add_child(instance=draft)
    draft.save_revision(clean=False)
    client.force_login(superuser)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&id={ready.pk}&next=/admin/"
    answer = client.post(url, {"id": [draft.pk, ready.pk]}, follow=True)
    assert "《半成品》还不能发布，缺：类别、分钟、适用层次、所教能力和等级。" in answer.text
    assert not LessonPage.objects.filter(live=True).exists()


def test_a_trainer_does_not_make_a_track_compulsory(
    client: Client, shelf: CatalogueIndexPage, write: Write, world: World, trainer: User, editors: None
):
    part = activity_of(write())
    client.force_login(trainer)
    said = {
        "title": "路径", "slug": "", "intro": "", "subject": Subject.objects.first().pk, "mode": "all", "due_on": "",
        "audience_units": [world.unit.pk], "share_scope": "all", "owner_unit": world.unit.pk,
        "parts": inline_formset([{"activity": part.pk, "note": ""}], min=1), "comments": inline_formset([]),
    }  # fmt: skip
    url = f"/admin/pages/add/lms_pages/trackpage/{shelf.pk}/"
    answer = client.post(url, flat(said))
    assert list(answer.context["form"].errors) == ["mode"]
    assert client.post(url, flat(said | {"mode": "on_demand"})).status_code == 302
    assert TrackPage.objects.get().mode == "on_demand"


def test_what_a_compulsory_track_costs_is_seen_before_it_is_published(
    client: Client, shelf: CatalogueIndexPage, write: Write, world: World, unit_admin: User, committee_admin: User, reviewer: User
):
    ensure_editors(shelf)
    part, long = activity_of(write()), activity_of(write("长课", minutes=500))
    other = activity_of(write("又一长课", minutes=500))
    url = f"/admin/pages/add/lms_pages/trackpage/{shelf.pk}/"

    def said(*parts: Activity, **fields: Any) -> dict[str, Any]:
        rows = inline_formset([{"activity": each.pk, "note": ""} for each in parts], min=1)
        return flat({
            "title": "路径", "slug": "", "intro": "", "subject": Subject.objects.first().pk, "mode": "all", "due_on": "",
            "audience_units": [world.unit.pk], "share_scope": "all", "owner_unit": world.unit.pk, "parts": rows,
            "comments": inline_formset([]), "action-publish": "1", **fields,
        })  # fmt: skip

    client.force_login(unit_admin)
    form = client.post(url, said(part)).context["form"]
    assert "2 人，每人必学 +12 分钟" in form.errors["mode"][0]
    assert client.post(url, said(part, confirmed="something else")).context["form"].errors
    assert client.post(url, said(part, confirmed=form["confirmed"].value())).status_code == 302
    assert TrackPage.objects.get().live
    assert "只有工委管理员" in client.post(url, said(long, other)).context["form"].errors["mode"][0]
    client.force_login(committee_admin)
    assert "请写明理由" in client.post(url, said(long, other)).context["form"].errors["reason"][0]
    form = client.post(url, said(long, other, reason="专项任务")).context["form"]
    assert client.post(url, said(long, other, reason="专项任务", confirmed=form["confirmed"].value())).status_code == 302


def test_when_a_page_goes_live_and_expires_is_said_in_the_editor(client: Client, shelf: CatalogueIndexPage, reviewer: User):
    ensure_editors(shelf)
    client.force_login(reviewer)
    for model in ("lessonpage", "coursepage", "trackpage", "storypage"):
        fields = client.get(f"/admin/pages/add/lms_pages/{model}/{shelf.pk}/").context["form"].fields
        assert {"go_live_at", "expire_at"} <= set(fields), model
