"""缺课程: what waits for a trainer, and a lesson begun for it with everything known filled in."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.pages.models import LessonPage
from lms.catalogue.models import Subject
from lms.core import clock
from lms.core.todo import todos_for
from lms.records.actions import record
from lms.records.facts import NewRecord
from lms.reporting.missing import missing
from lms.requirements.actions import LineData, replace_lines, set_for_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(world, competency, shelf, trainer):
    """The learner lacks level 2, assessed at 0; the classmate was never assessed. The trainer may write below the catalogue."""
    cache.clear()
    for code in ("P02", "P03"):
        line = LineData(kind="competency", competency_id=competency.pk, level=1)
        replace_lines(requirement_set=set_for_post(world.posts[code]), lines=[line], on=clock.today())
    record(NewRecord(world.learner.pk, "assessed", "t", "a", clock.today(), competency_id=competency.pk, kind="test", level=0))
    group = Group.objects.create(name="写课的人")
    for right in ("add", "change"):
        GroupPagePermission.objects.create(group=group, page=shelf, permission_type=right)
    trainer.groups.add(group)
    yield competency
    cache.clear()


def todo(user):
    return next((each for each in todos_for(user) if each.title == "缺课程"), None)


def test_the_start_page_says_what_most_members_lack(lacking, trainer, branch_admin, member_user, write):
    assert missing(trainer) == [("公文写作", 1, 1)]
    found = todo(trainer)
    assert (found.number, found.text) == ("1 项", "1 名学员缺“公文写作”的“知道”一级，没有课程")
    assert todo(branch_admin) is None and todo(member_user) is None
    write(level=1)
    assert todo(trainer) is None


def test_it_is_reckoned_once(lacking, trainer, count_queries):
    missing(trainer)
    assert len(count_queries(lambda: missing(trainer))) <= 2


def address(client) -> str:
    page = client.get("/admin/reports/lms/unsupplied/").content.decode()
    found = re.search(r'href="([^"]+)">写这一课', page)
    return found[1].replace("&amp;", "&") if found else ""


def test_from_the_report_to_a_lesson_with_competency_level_and_tiers(client, lacking, trainer, shelf, world):
    client.force_login(trainer)
    page = client.get(address(client))
    assert page.status_code == 200
    form = page.context["form"]
    assert [(row.competency, row.level) for row in form.instance.teaches.all()] == [(lacking, 1)]
    assert list(form.instance.tiers.all()) == [world.tiers["YOUTH"]]
    assert form.instance.title == "公文写作：知道" and not LessonPage.objects.exists()
    said = {
        "title": "公文怎么写", "slug": "", "subject": Subject.objects.first().pk, "minutes": 10, "form": "图文", "intro": "",
        "tiers": [world.tiers["YOUTH"].pk], "share_scope": "all", "completion": "", "recommended_as": "", "tags": "",
        "body": streamfield([]), "comments": inline_formset([]),
        "teaches": inline_formset([{"id": "", "competency": lacking.pk, "level": 1}], initial=1),
        "prerequisites": inline_formset([]),
    }  # fmt: skip
    done = client.post(f"/admin/pages/add/lms_pages/lessonpage/{shelf.pk}/", nested_form_data(said))
    assert done.status_code == 302, done.context["form"].errors
    saved = LessonPage.objects.get()
    assert [(row.competency, row.level) for row in saved.teaches.all()] == [(lacking, 1)]


def test_who_may_write_no_lesson_sees_no_button(client, lacking, committee_admin):
    client.force_login(committee_admin)
    assert address(client) == ""


@pytest.mark.parametrize("asked", ["competency=x&level=9", "competency=999999&level=1&tiers=a,9999", "competency=1&level=²"])
def test_a_foolish_address_fills_in_nothing(client, lacking, trainer, shelf, asked):
    client.force_login(trainer)
    page = client.get(f"/admin/pages/add/lms_pages/lessonpage/{shelf.pk}/?{asked}")
    assert page.status_code == 200
    assert not page.context["form"].instance.teaches.all() and not page.context["form"].instance.tiers.all()
