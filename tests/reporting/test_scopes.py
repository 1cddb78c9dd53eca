"""Nobody sees another unit's people: neither on the page nor in its results nor in a sheet."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.admin.menu import reports_menu

from lms.people.actions.grants import give_grant
from lms.people.models import OrgUnit
from lms.people.roles import Role
from lms.reporting.urls import OPENED, REPORTS

pytestmark = pytest.mark.django_db

WITH_NAMES = [view.name for view in REPORTS if view.name not in ("completion", "gaps", "unsupplied", "no_contact")]


def body(response) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode("utf-8-sig", errors="ignore")


def addresses(world) -> list[str]:
    found = []
    for view in (*REPORTS, *(view for view, _ in OPENED if view.name == "people")):
        for name in (view.name, f"{view.name}_results"):
            found.append(reverse(f"lms_reporting:{name}"))
    return found


@pytest.fixture
def members_of_note(world):
    """The learner turns up in every list: flexible, without a post, short of nothing."""
    world.learner.is_mobile = True
    world.learner.save()
    world.learner.holdings.all().delete()
    return world


@pytest.mark.parametrize("export", ["", "csv"])
def test_the_other_unit_sees_nobody(client, members_of_note, other_unit_admin, unit_admin, export):
    world = members_of_note
    params = {"export": export} if export else {}
    for user, seen in ((unit_admin, True), (other_unit_admin, False)):
        client.force_login(user)
        for name in ("people", "care", "no_post"):
            for suffix in ("", "_results"):
                response = client.get(reverse(f"lms_reporting:{name}{suffix}"), params)
                assert response.status_code == 200
                assert (world.learner.name in body(response)) is seen, (user, name)
        page = body(client.get(reverse("lms_reporting:completion"), params))
        assert (world.branch.name in page) is seen
        assert (world.other_branch.name in page) is not seen


def test_foreign_choices_are_not_found(client, world, other_unit_admin, unit_admin):
    person = reverse("lms_reporting:person", args=[world.learner.pk])
    client.force_login(other_unit_admin)
    for address in addresses(world):
        assert client.get(address, {"unit": world.branch.pk}).status_code == 404, address
    assert client.get(person).status_code == 404
    assert client.get(person, {"export": "xlsx"}).status_code == 404
    client.force_login(unit_admin)
    assert client.get(person).status_code == 200
    assert client.get(person, {"year": "1850"}).status_code == 404


def test_a_branch_administrator_counts_the_branch_alone(client, world, branch_admin):
    client.force_login(branch_admin)
    rows = body(client.get(reverse("lms_reporting:completion"), {"export": "csv"})).splitlines()
    assert rows[-1].split(",")[:4] == ["合计", "", "合计", "2"]
    assert {row.split(",")[1] for row in rows[1:]} == {world.branch.code, ""}


def test_without_a_role_there_is_nothing(client, world, member_user, stranger, expired_admin):
    for user in (member_user, stranger, expired_admin):
        client.force_login(user)
        for address in addresses(world):
            response = client.get(address)
            assert response.status_code in (302, 403), (user, address)


def test_a_trainer_sees_missing_lessons_and_no_names(client, world, trainer):
    client.force_login(trainer)
    assert client.get(reverse("lms_reporting:unsupplied")).status_code == 200
    assert client.get(reverse("lms_reporting:unsupplied"), {"unit": world.unit.pk}).status_code == 200
    assert client.get(reverse("lms_reporting:unsupplied"), {"unit": world.other_unit.pk}).status_code == 404
    for name in ("completion", "people", "gaps", "lacking", "redundancy", *WITH_NAMES):
        assert client.get(reverse(f"lms_reporting:{name}")).status_code == 302, name


def test_the_menu_shows_only_what_may_be_opened(rf, trainer, unit_admin, stranger):
    def shown(user) -> set[str]:
        request = rf.get("/")
        request.user = user
        ours = {f"lms-{view.name}" for view in REPORTS}
        return {item.name for item in reports_menu.menu_items_for_request(request)} & ours

    assert shown(trainer) == {"lms-unsupplied"}
    assert shown(unit_admin) == {f"lms-{view.name}" for view in REPORTS}
    assert shown(stranger) == set()


def test_two_grants_are_two_heads(client, world, unit_admin):
    give_grant(user=unit_admin, role=Role.BRANCH, unit=world.other_branch)
    client.force_login(unit_admin)
    page = body(client.get(reverse("lms_reporting:completion"), {"export": "csv"}))
    assert world.unit.code in page and world.other_branch.code in page
    assert page.splitlines()[-1].split(",")[3] == "3"
    assert OrgUnit.objects.count() == 5
