"""The shared fixtures say what they promise; everybody else's tests stand on them."""

from __future__ import annotations

import pytest

from lms.people.defaults import ADMIN_GROUP
from lms.people.models import Member, OrgUnit

pytestmark = pytest.mark.django_db


def names(queryset) -> list[str]:
    return list(queryset.order_by("code").values_list("code", flat=True))


def test_scopes_of_the_named_people(
    world, superuser, committee_admin, unit_admin, other_unit_admin, branch_admin, trainer, stranger
):
    assert names(Member.objects.for_user(superuser)) == ["M1", "M2", "M3"]
    assert names(Member.objects.for_user(committee_admin)) == ["M1", "M2", "M3"]
    assert names(Member.objects.for_user(unit_admin)) == ["M1", "M2"]
    assert names(Member.objects.for_user(other_unit_admin)) == ["M3"]
    assert names(Member.objects.for_user(branch_admin)) == ["M1", "M2"]
    assert names(OrgUnit.objects.for_user(branch_admin)) == ["U1-B1"]
    assert names(Member.objects.for_user(trainer)) == []
    assert names(Member.objects.for_user(stranger)) == []


def test_the_expired_and_the_member_see_nobody(world, expired_admin, member_user):
    assert names(Member.objects.for_user(expired_admin)) == []
    assert names(Member.objects.for_user(member_user)) == []
    assert member_user.lms_member == world.learner


def test_administrators_enter_the_admin(client, unit_admin, stranger):
    client.force_login(unit_admin)
    assert client.get("/admin/").status_code == 200
    client.force_login(stranger)
    assert client.get("/admin/").status_code == 302


def test_same_queries_sees_one_query_a_row(world, assert_same_queries):
    def add(count: int) -> None:
        Member.objects.bulk_create(
            Member(code=f"Q{Member.objects.count() + index}", name="某", branch=world.branch) for index in range(count)
        )

    assert assert_same_queries(lambda: [member.branch.name for member in Member.objects.select_related("branch")], add) == 1
    with pytest.raises(AssertionError, match="queries for 1 row"):
        assert_same_queries(lambda: [member.branch.name for member in Member.objects.all()], add)


@pytest.mark.parametrize("time", ["first", "after the tables were emptied"])
def test_the_browser_signs_in(time, page, sign_in, unit_admin, world):
    assert world.learner.tier.code == "YOUTH"
    sign_in(unit_admin)
    page.goto("/admin/")
    assert "unit_admin" in page.content()
    page.goto("/admin/account/")
    assert page.locator("h1, h2").count() > 0


def test_emptied_tables_are_put_back(db):
    """Runs after the two above on the same database, or on a fresh one: in both cases all is there."""
    from django.contrib.auth.models import Permission
    from wagtail.models import Locale, Page, Site

    assert Locale.objects.count() == Site.objects.count() == 1
    assert Page.objects.filter(depth=1).exists()
    assert Permission.objects.filter(group__name=ADMIN_GROUP).get().codename == "access_admin"
