"""The starter set: adopted as a whole or not at all, marked until somebody has checked it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.competencies.models import Competency, Domain
from lms.core.models import ImportRun
from lms.people.models import Post
from lms.requirements import starter
from lms.requirements.actions import adopt_starter_set, check_starter_set
from lms.requirements.models import Line, StarterSet

pytestmark = pytest.mark.django_db

SAMPLE = Path(settings.BASE_DIR) / "cms_site" / "sample"
MARK = "示例标准，待本单位核对"
MARKED = (
    "lms_competencies:index", "lms_posts:index", "lms_requirement_sets:index", "lms_requirement_lines:index", "lms_matrix:index",
)


def out_of_the_way() -> None:
    """The small organisation of the tests has posts with codes of the set."""
    for post in Post.objects.all():
        Post.objects.filter(pk=post.pk).update(code=f"X{post.pk}")


@pytest.mark.parametrize("sheet", starter.SHEETS)
def test_it_is_the_samples(sheet):
    assert (starter.FOLDER / f"{sheet}.csv").read_bytes() == (SAMPLE / f"{sheet}.csv").read_bytes()


def test_it_is_adopted_whole(superuser):
    assert starter.clashes() == []
    adopt_starter_set(by=superuser)
    assert (Competency.objects.count(), Domain.objects.count(), Post.objects.count(), Line.objects.count()) == (35, 7, 8, 268)
    assert StarterSet.objects.get().adopted_by == superuser
    assert ModelLogEntry.objects.get(action="lms_requirements.starter_adopt").user == superuser
    assert not ImportRun.objects.exists() and not ModelLogEntry.objects.filter(action="lms.import").exists()


def test_it_overwrites_nothing():
    Post.objects.create(code="P03", name="本单位的岗位")
    Competency.objects.create(code="THY01", name="本单位的能力")
    with pytest.raises(ValidationError, match="岗位 P03"):
        adopt_starter_set()
    assert (Post.objects.get().name, Competency.objects.get().name) == ("本单位的岗位", "本单位的能力")
    assert not StarterSet.objects.exists() and not Line.objects.exists()


def test_it_is_adopted_once():
    adopt_starter_set()
    with pytest.raises(ValidationError, match="此前已经采用"):
        adopt_starter_set()


def test_nothing_is_half_adopted_where_a_row_is_wrong(tmp_path, monkeypatch):
    for sheet in starter.SHEETS:
        shutil.copy(starter.FOLDER / f"{sheet}.csv", tmp_path)
    with (tmp_path / "posts.csv").open("a", encoding="utf-8") as file:
        file.write("P99,,,,\n")
    monkeypatch.setattr(starter, "FOLDER", tmp_path)
    with pytest.raises(ValidationError):
        adopt_starter_set()
    assert not Competency.objects.exists() and not ImportRun.objects.exists()


def test_the_command_does_the_same():
    said = io.StringIO()
    call_command("adopt_starter_set", stdout=said)
    assert "能力 35 项，岗位 8 个，岗位要求 268 条" in said.getvalue()
    with pytest.raises(CommandError):
        call_command("adopt_starter_set", stdout=said)


def test_other_posts_and_competencies_are_not_in_its_way(world):
    out_of_the_way()
    adopt_starter_set()
    assert Post.objects.count() == 11


@pytest.mark.parametrize("name", MARKED)
def test_it_is_marked_until_it_is_checked(client, committee_admin, name):
    out_of_the_way()
    client.force_login(committee_admin)
    assert MARK not in client.get(reverse(name)).content.decode()
    adopt_starter_set()
    text = client.get(reverse(name)).content.decode()
    assert MARK in text and reverse("lms_starter:index") in text
    check_starter_set(by=committee_admin)
    assert MARK not in client.get(reverse(name)).content.decode()


def test_one_row_of_it_is_marked_too(client, superuser):
    adopt_starter_set()
    client.force_login(superuser)
    post, competency = Post.objects.get(code="P01"), Competency.objects.get(code="THY01")
    assert MARK in client.get(reverse("lms_posts:inspect", args=[post.pk])).content.decode()
    assert MARK in client.get(reverse("lms_competencies:inspect", args=[competency.pk])).content.decode()


def test_who_checked_it_is_told(client, committee_admin, world):
    out_of_the_way()
    client.force_login(committee_admin)
    page = client.get(reverse("lms_starter:index")).content.decode()
    assert "35 项能力" in page and "采用示例标准" in page
    client.post(reverse("lms_starter:index"), {"do": "adopt"})
    assert "已核对，去掉标注" in client.get(reverse("lms_starter:index")).content.decode()
    client.post(reverse("lms_starter:index"), {"do": "check"})
    row = StarterSet.objects.get()
    assert row.checked_by == committee_admin and row.checked_at
    assert ModelLogEntry.objects.get(action="lms_requirements.starter_check").user == committee_admin
    assert "committee_admin确认已核对" in client.get(reverse("lms_starter:index")).content.decode()
    first = row.checked_at
    check_starter_set()
    assert StarterSet.objects.get().checked_at == first


def test_what_is_in_the_way_is_shown(client, superuser):
    Post.objects.create(code="P03", name="本单位的岗位")
    client.force_login(superuser)
    page = client.get(reverse("lms_starter:index")).content.decode()
    assert "现在不能采用" in page and "岗位 P03" in page and 'value="adopt"' not in page
    answer = client.post(reverse("lms_starter:index"), {"do": "adopt"}, follow=True)
    assert "没有采用" in answer.content.decode() and not StarterSet.objects.exists()


def test_it_is_the_committees(client, unit_admin, branch_admin, trainer):
    for user in (unit_admin, branch_admin, trainer):
        client.force_login(user)
        for answer in (client.get(reverse("lms_starter:index")), client.post(reverse("lms_starter:index"), {"do": "adopt"})):
            assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    assert not StarterSet.objects.exists()


def test_an_empty_list_leads_to_it(client, superuser, trainer):
    client.force_login(superuser)
    assert reverse("lms_starter:index") in client.get(reverse("lms_competencies:index")).content.decode()
    client.force_login(trainer)
    assert reverse("lms_starter:index") not in client.get(reverse("lms_competencies:index")).content.decode()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_mark_is_accessible(page, sign_in, accessible, superuser, width):
    adopt_starter_set(by=superuser)
    sign_in(superuser)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("lms_competencies:index"))
    accessible(".lms-remarks")
    page.goto(reverse("lms_matrix:index"))
    accessible(".lms-remark")
    page.goto(reverse("lms_starter:index"))
    accessible(".lms-opening")
