"""The demonstration's first ten seconds and its four persons: there only with its settings, and true."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest
from django.contrib.auth import get_user_model

from cms_site.demo import ten_seconds as figure
from cms_site.demo.personas import PERSONAS
from lms.catalogue.models import Activity
from lms.core.models import Revision
from lms.core.opening import open_site
from lms.people.models import Member
from lms.records.actions import record_many
from lms.records.facts import NewRecord


@pytest.fixture
def demo(settings, tree):
    settings.QUEBU_DEMO = True
    settings.ROOT_URLCONF = "tests.site.demo_urls"


@pytest.fixture
def sample(world):
    """The learner is S018. Five lessons; one is not on offer, one compulsory for everybody."""
    Member.objects.filter(pk=world.learner.pk).update(code="S018")
    for number, more in enumerate(
        ({}, {}, {"is_required": True}, {"published": False}, {"valid_until": dt.date(2020, 1, 1)}), start=1
    ):
        made = Activity.objects.create(code=f"K{number}", title=f"课{number}", minutes=number * 10, **more)
        made.tiers.set(world.tiers.values())
    Revision.bump("catalogue", "people")
    figure._kept.clear()
    return world


def test_without_the_demonstrations_settings_there_is_nothing_of_it(client, tree, sample, member_user):
    text = client.get("/").content.decode()
    assert "全员同课" not in text and "persona" not in text
    for persona in PERSONAS:
        assert client.post(f"/demo/enter/{persona.key}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_even_a_mounted_address_does_nothing_without_the_setting(client, demo, settings, member_user):
    settings.QUEBU_DEMO = False
    get_user_model().objects.create_user("s018")
    assert client.post("/demo/enter/member/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_settings_of_a_site_are_no_demonstration():
    assert importlib.import_module("cms_site.settings.base").QUEBU_DEMO is False
    assert importlib.import_module("cms_site.settings.demo").QUEBU_DEMO is True


def test_each_person_is_one_click_and_lands_where_it_begins(client, demo, world, member_user):
    from lms.people.actions.grants import give_grant
    from lms.people.roles import Role

    open_site()
    get_user_model().objects.filter(pk=member_user.pk).update(username="s018")
    for name, role in (("jiaoyuan", Role.TRAINER), ("zhibu", Role.BRANCH), ("gongwei", Role.COMMITTEE)):
        give_grant(user=get_user_model().objects.create_user(name), role=role, unit=world.root)
    text = client.get("/").content.decode()
    for persona in PERSONAS:
        assert f'action="{persona.url}"' in text
        response = client.post(persona.url, follow=True)
        assert response.status_code == 200, persona
        assert response.context["user"].username == persona.account
        assert response.redirect_chain[-1][0].startswith("/learn/" if persona.key == "member" else "/admin/")
        client.logout()


def test_a_person_is_entered_by_pressing_a_button_only(client, demo):
    assert client.get("/demo/enter/member/").status_code == 405
    assert client.post("/demo/enter/nobody/").status_code == 404
    assert client.post("/demo/enter/member/").status_code == 404, "there is no such account yet"


def test_the_figure_is_true(client, demo, sample):
    it = figure.ten_seconds()
    assert (it.all_count, it.all_minutes) == (3, 60)
    assert (it.count, it.minutes, it.compulsory) == (1, 30, 1)
    assert it.wide == 500
    text = client.get("/").content.decode()
    assert "全员同课：3门60分钟；李明只需：1门30分钟，含必学1门" in text
    assert '<rect class="ten__mine" width="500"' in text
    assert "style=" not in text.split("<main", 1)[1]


def test_the_figure_follows_the_record(demo, sample):
    figure.ten_seconds()
    lesson = Activity.objects.get(code="K3")
    record_many([
        NewRecord(member_id=sample.learner.pk, verb="passed", source="t", key="1", day=dt.date(2026, 1, 5),
                  activity_id=lesson.pk, success=True)
    ])  # fmt: skip
    it = figure.ten_seconds()
    assert (it.count, it.minutes, it.compulsory) == (0, 0, 0)
    assert (it.all_count, it.done) == (3, 1)


def test_the_figure_is_kept_while_nothing_changes(demo, sample, django_assert_max_num_queries):
    figure.ten_seconds()
    with django_assert_max_num_queries(3):
        figure.ten_seconds()
    Activity.objects.filter(code="K1").update(minutes=100)
    Revision.bump("catalogue")
    assert figure.ten_seconds().all_minutes == 150


def test_without_the_sample_there_are_only_the_buttons(client, demo, world):
    text = client.get("/").content.decode()
    assert "全员同课" not in text
    assert "支部管理员" in text
