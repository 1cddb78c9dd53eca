"""Who reads what: signed-in persons; what is shared in one unit, the persons of that unit; drafts, their editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from courses.pages.models import CatalogueIndexPage, LessonPage
from tests.support.people import World

Write = Callable[..., LessonPage]


def status(client: Client, page: LessonPage, user: Any = None) -> int:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    return int(client.get(page.get_url()).status_code)


def test_a_lesson_is_for_signed_in_readers(write: Write, client: Client, member_user: Any, stranger: Any):
    page = write()
    assert status(client, page) == 302
    assert status(client, page, member_user) == 200
    assert status(client, page, stranger) == 200


def test_a_lesson_of_one_unit_does_not_exist_for_others(
    write: Write, client: Client, world: World, member_user: Any, stranger: Any, trainer: Any, other_unit_admin: Any,
    committee_admin: Any,
):  # fmt: skip
    page = write(share_scope="unit", owner_unit=world.unit)
    seen = {user.username: status(client, page, user) for user in (member_user, trainer, committee_admin)}
    assert seen == {"member_user": 200, "trainer": 200, "committee_admin": 200}
    assert {status(client, page, user) for user in (stranger, other_unit_admin)} == {404}


def test_a_draft_is_read_by_nobody_outside_the_editor(write: Write, client: Client, superuser: Any, member_user: Any):
    page = write(published=False)
    assert status(client, page, member_user) == 404
    client.force_login(superuser)
    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_the_catalogue_shows_what_the_reader_may_know_of(
    write: Write, client: Client, world: World, shelf: CatalogueIndexPage, member_user: Any, stranger: Any
):
    write("大家的课"), write("本单位的课", share_scope="unit", owner_unit=world.unit)
    client.force_login(member_user)
    assert "本单位的课" in client.get(shelf.get_url()).text
    client.force_login(stranger)
    shown = client.get(shelf.get_url()).text
    assert "大家的课" in shown
    assert "本单位的课" not in shown
