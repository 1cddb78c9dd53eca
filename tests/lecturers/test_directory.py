"""师资库 on the site: who finds whom, and who sees contact and rating."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lecturers.models import Lecturer
from lecturers.queries import visible_to

LIST = reverse("lecturers:directory")


def page_of(lecturer):
    return reverse("lecturers:profile", args=[lecturer.pk])


def test_only_for_who_is_signed_in(client, shared):
    for address in (LIST, page_of(shared)):
        assert client.get(address).status_code == 302


def test_members_find_who_is_listed_and_shared_with_them(client, world, shared, own, candidate, member_user):
    client.force_login(member_user)
    shown = client.get(LIST).content.decode()
    assert "周老师" in shown and "吴老师" in shown and "郑老师" not in shown
    assert client.get(page_of(candidate)).status_code == 404
    world.learner.branch = world.other_branch
    world.learner.save()
    assert "吴老师" not in client.get(LIST).content.decode()
    assert client.get(page_of(own)).status_code == 404


def test_contact_and_rating_are_for_organisers_and_the_lecturer(
    client, world, shared, member_user, branch_admin, trainer, other_unit_admin
):
    def seen(user):
        client.force_login(user)
        return client.get(page_of(shared)).content.decode()

    assert "公文格式" in seen(member_user)
    for user in (member_user, trainer):
        assert "t01@example.org" not in seen(user) and "满分 5 分" not in seen(user)
    for user in (branch_admin, other_unit_admin):
        assert "t01@example.org" in seen(user) and "4.6 分" in seen(user)
    shared.member = world.learner
    shared.save()
    assert "t01@example.org" in seen(member_user), "the lecturer himself"


def test_the_admin_hides_them_from_trainers_too(client, shared, trainer, branch_admin):
    for user, told in ((trainer, False), (branch_admin, True)):
        client.force_login(user)
        export = b"".join(client.get(reverse("lms_lecturers:index") + "?export=csv").streaming_content).decode()
        file = client.get(reverse("lms_lecturers:inspect", args=[shared.pk])).content.decode()
        assert "周老师" in export and "周老师" in file
        assert ("t01@example.org" in export, "t01@example.org" in file) == (told, told)


def test_beyond_the_share_scope_there_is_nobody(client, own, other_unit_admin, unit_admin, stranger):
    client.force_login(other_unit_admin)
    assert client.get(page_of(own)).status_code == 404
    assert client.get(reverse("lms_lecturers:inspect", args=[own.pk])).status_code == 404
    client.force_login(unit_admin)
    assert client.get(page_of(own)).status_code == 200
    assert not visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "党校"}, True), ({"q": "黨務"}, True), ({"q": "没有的词"}, False), ({"mode": "in_class"}, True),
        ({"mode": "by_video"}, False), ({"mode": "contact"}, True), ({"subject": "theory"}, True), ({"subject": "99999"}, True),
    ],
)  # fmt: skip
def test_filters(client, shared, member_user, asked, found):
    if asked.get("subject") == "theory":
        asked = {"subject": str(shared.subjects.get().pk)}
    client.force_login(member_user)
    assert ("周老师" in client.get(LIST, asked).content.decode()) is found


def test_same_queries_for_1_and_20_lecturers(client, world, shared, member_user, assert_same_queries):
    client.force_login(member_user)
    subject = shared.subjects.get()

    def add(rows: int) -> None:
        for _each in range(rows):
            at = Lecturer.objects.count()
            one = Lecturer.objects.create(code=f"X{at}", name=f"讲师{at}", state="listed")
            one.subjects.add(subject)

    assert_same_queries(lambda: client.get(LIST), add)


def test_capacity_names_what_hangs_on_one(client, shared, committee_admin):
    client.force_login(committee_admin)
    address = reverse("lms_lecturer_capacity:capacity")
    shown = client.get(address).content.decode()
    assert "单点" in shown and "政治理论" in shown and "周老师" in shown
    second = Lecturer.objects.create(code="T05", name="钱老师", state="listed")
    second.subjects.add(shared.subjects.get())
    export = b"".join(client.get(address + "?export=csv").streaming_content).decode()
    line = next(each for each in export.splitlines() if "政治理论" in each)
    assert "单点" not in line and "周老师、钱老师" in line


def test_the_pages_are_accessible(page, live_server, sign_in, accessible, shared, member_user):
    sign_in(member_user)
    for address in (LIST, page_of(shared)):
        page.goto(live_server.url + address)
        accessible()
