"""From an empty database to the day on which members come in: the list of steps, the opening, the notice until then."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lms.accounts.actions.slips import make_slips
from lms.accounts.models import SignInSlip
from lms.accounts.opening import slips
from lms.catalogue.models import Activity
from lms.core import opening
from lms.core.models import Opening
from lms.core.opening import Found, State, Step, checklist, is_open, open_site
from lms.people.actions.members import create_member
from lms.people.models import Member, PostHolding
from lms.people.opening import posts, roster, units
from lms.requirements.opening import hours, post_requirements
from tests.support.people import make_admin

pytestmark = pytest.mark.django_db

ORDER = ["units", "roster", "posts", "requirements", "hours", "lessons", "slips", "open"]


@pytest.fixture
def closed(opened):
    """The site as it is before 「开放」."""
    opening.forget()


def states() -> dict[str, str]:
    return {line.step.key: str(line.state) for line in checklist()}


def home(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


# ------------------------------------------------------------------------------------------------------------ the steps


def test_an_empty_database_begins_with_units(closed):
    assert list(states()) == ORDER
    assert states() == {
        "units": "next", "roster": "open", "posts": "open", "requirements": "open", "hours": "optional", "lessons": "open",
        "slips": "open", "open": "open",
    }


def test_the_first_that_is_left_is_next(closed, world):
    PostHolding.objects.all().delete()
    assert states()["units"] == states()["roster"] == "done"
    assert states()["posts"] == "next"
    assert list(states().values()).count("next") == 1


def test_each_step_says_all_that_it_must(closed, world):
    for line in checklist():
        assert str(line.step.title) and str(line.step.without).endswith("。") and line.found.count.endswith("。")
        assert line.found.button and line.found.url.startswith("/admin/")
        assert line.word == opening.WORDS[line.state]


def test_a_step_replaces_one_of_the_same_key(monkeypatch):
    monkeypatch.setattr(opening, "_known", opening._Known())
    for count in ("第一。", "第二。"):
        opening.register(Step("one", 1, "步骤", "可以。", lambda count=count: Found(count, "/", "去")))
    assert [(line.found.count, line.state) for line in checklist()] == [("第二。", State.NEXT)]


def test_units_and_roster_count(world):
    assert units().count == "5 个组织，其中党支部 2 个。" and units().done
    assert roster().count == "3 名学员。" and roster().done


def test_a_few_without_a_post_may_wait(world):
    assert posts().done
    create_member(code="M9", name="无岗", branch=world.branch)
    found = posts()
    assert not found.done and found.optional and "1 名还没有岗位" in found.count
    assert found.url.endswith("?no_post=true")
    PostHolding.objects.all().delete()
    assert not posts().optional


def test_the_list_behind_the_button_shows_who_has_no_post(client, world, committee_admin):
    create_member(code="M9", name="无岗", branch=world.branch)
    client.force_login(committee_admin)
    text = client.get(posts().url).content.decode()
    assert "无岗" in text and "李明" not in text


def test_requirements_and_hours_count(world):
    from lms.catalogue.models import HoursTarget
    from lms.competencies.models import Competency
    from lms.requirements.actions import LineData, assign_hours, replace_lines, set_for_post

    assert not post_requirements().done and post_requirements().url == reverse("lms_starter:index")
    competency = Competency.objects.create(code="C1", name="能力")
    line = LineData("competency", competency_id=competency.pk, level=2)
    replace_lines(requirement_set=set_for_post(world.posts["P01"]), lines=[line])
    assert post_requirements().count == "3 个岗位中 1 个已有要求，共 1 条。"
    assert hours().optional
    assign_hours(wanted={world.learner.pk: {HoursTarget.objects.get(code="PARTY").pk: Decimal(32)}}, on=dt.date(2026, 1, 1))
    assert hours().done and "1 名学员" in hours().count


def test_slips_count_who_can_sign_in(world, member_user, superuser):
    assert "1 名已设好密码，0 名有可用的登录单" in slips().count
    assert slips().optional and not slips().done
    make_slips(members=Member.objects.exclude(pk=world.learner.pk), by=superuser)
    assert slips().done and "1 名已设好密码，2 名有可用的登录单" in slips().count
    SignInSlip.objects.update(expires_at=timezone.now())
    assert not slips().done
    member_user.set_unusable_password()
    member_user.save()
    assert not slips().optional, "nobody can sign in"


def test_the_list_costs_the_same_for_any_number(closed, world, assert_same_queries):
    def add(number: int) -> None:
        at = Member.objects.count()
        for each in range(number):
            create_member(code=f"X{at + each}", name="某", branch=world.branch)
            Activity.objects.create(code=f"X{at + each}", title="课", minutes=5)

    assert assert_same_queries(checklist, add, rows=20) <= 14


# ------------------------------------------------------------------------------------------------------------- the panel


def test_who_prepares_sees_the_panel(client, closed, committee_admin, superuser):
    for user in (committee_admin, superuser):
        text = home(client, user)
        assert 'id="lms-opening-heading"' in text
        assert text.index("lms-opening-heading") < text.index('class="lms-start"'), "before everything else"
        assert text.count('class="lms-steps__item') == len(ORDER)


def test_nobody_else_does(client, closed, branch_admin, unit_admin, trainer):
    for user in (branch_admin, unit_admin, trainer):
        assert "lms-opening" not in home(client, user)
        assert "lms/opening" not in home(client, user)
        for name in ("index", "open"):
            for answer in (client.get(reverse(f"lms_opening:{name}")), client.post(reverse(f"lms_opening:{name}"))):
                assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    assert not Opening.objects.exists()


def test_the_panel_goes_when_the_site_is_open(client, closed, committee_admin):
    open_site(by=committee_admin)
    text = home(client, committee_admin)
    assert "lms-opening-heading" not in text
    assert reverse("lms_opening:index") in text, "under the settings"
    page = client.get(reverse("lms_opening:index")).content.decode()
    assert "committee_admin" in page and "向学员开放" in page


# ----------------------------------------------------------------------------------------------------------- the opening


def test_opening_asks_and_is_logged(client, closed, committee_admin):
    client.force_login(committee_admin)
    assert "还有这些没有做完" in client.get(reverse("lms_opening:open")).content.decode()
    assert not is_open()
    assert client.post(reverse("lms_opening:open")).url == reverse("lms_opening:index")
    assert is_open() and Opening.objects.get().by == committee_admin
    entry = ModelLogEntry.objects.get(action="lms.open")
    assert entry.user == committee_admin
    client.post(reverse("lms_opening:open"))
    assert ModelLogEntry.objects.filter(action="lms.open").count() == 1


def test_a_warm_process_does_not_ask(closed, count_queries):
    assert len(count_queries(is_open)) == 1 and not is_open()
    open_site()
    assert is_open() and count_queries(is_open) == []


def test_a_database_in_use_stays_open():
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    from lms.core.models import ImportRun

    stay_open = import_module("lms.core.migrations.0002_opening").stay_open

    class Editor:
        pass

    editor = Editor()
    editor.connection = connection
    stay_open(apps, editor)
    assert not Opening.objects.exists()
    ImportRun.objects.create()
    stay_open(apps, editor)
    assert Opening.objects.exists()


# ------------------------------------------------------------------------------------------------------------ the notice

PLACES = ("my_learning", "lessons", "my_abilities", "my_file")


@pytest.mark.parametrize("place", PLACES)
def test_members_meet_a_notice_until_then(client, closed, member_user, place):
    client.force_login(member_user)
    answer = client.get(reverse(f"lms_desk:{place}"))
    text = answer.content.decode()
    assert answer.status_code == 200 and "培训平台正在准备" in text and "培训联络员" in text
    open_site()
    assert "培训平台正在准备" not in client.get(reverse(f"lms_desk:{place}")).content.decode()


def test_the_notice_names_whom_to_ask(client, closed, world, member_user):
    world.branch.training_contact = world.classmate
    world.branch.save()
    client.force_login(member_user)
    assert "培训联络员王芳" in client.get(reverse("lms_desk:my_learning")).content.decode()


def test_who_prepares_looks_ahead(client, closed, world):
    admin = make_admin("looks_ahead", "committee", world.root)
    world.classmate.user = admin
    world.classmate.save()
    client.force_login(admin)
    assert "培训平台正在准备" not in client.get(reverse("lms_desk:my_learning")).content.decode()


def test_a_branch_admin_meets_the_notice_as_a_member(client, closed, world, branch_admin):
    world.classmate.user = branch_admin
    world.classmate.save()
    client.force_login(branch_admin)
    assert "培训平台正在准备" in client.get(reverse("lms_desk:my_learning")).content.decode()


# ----------------------------------------------------------------------------------------------------------- the browser


@pytest.mark.parametrize("width", [1280, 390])
def test_the_screens_are_accessible(page, sign_in, accessible, closed, superuser, width):
    sign_in(superuser)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("wagtailadmin_home"))
    assert page.locator(".lms-steps__item").count() == len(ORDER)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(".lms-opening")
    for name in ("lms_opening:index", "lms_opening:open", "lms_sheets:index", "lms_starter:index"):
        page.goto(reverse(name))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        accessible(".lms-opening")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_notice_is_accessible(page, sign_in, accessible, closed, member_user, width):
    sign_in(member_user)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("lms_desk:my_learning"))
    assert page.get_by_role("heading", name="培训平台正在准备").is_visible()
    accessible()
