"""Requests for correction: who may ask, see and answer."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.core import clock
from lms.people.actions.erase import erase_member
from lms.people.actions.merge import merge_members
from lms.records.corrections import Kind, State, Subject, answer, ask_for_correction, open_requests_for, requests_of, withdraw
from lms.records.models import CorrectionRequest

pytestmark = pytest.mark.django_db
URL = "/admin/lms/requests/"


def ask(member, kind=Kind.POST, **subject):
    return ask_for_correction(member=member, kind=kind, subject=Subject(**subject))[0]


class TestAsking:
    def test_the_same_is_asked_once_while_it_is_open(self, world, unit_admin):
        row, is_new = ask_for_correction(member=world.learner, kind=Kind.HOURS, subject=Subject(year=2026))
        again, is_new_again = ask_for_correction(member=world.learner, kind=Kind.HOURS, subject=Subject(year=2026))
        assert (is_new, is_new_again, again.pk) == (True, False, row.pk)
        ask(world.learner, Kind.HOURS, year=2025)
        ask(world.classmate, Kind.HOURS, year=2026)
        assert CorrectionRequest.objects.count() == 3
        answer(request_ids=[row.pk], state=State.CHECKED, by=unit_admin)
        assert ask(world.learner, Kind.HOURS, year=2026).pk != row.pk

    def test_the_database_refuses_a_second_open_one(self, world):
        row = ask(world.learner)
        with pytest.raises(IntegrityError):
            CorrectionRequest.objects.create(member=world.learner, kind=row.kind, day=row.day)

    def test_a_kind_about_the_person_drops_what_was_looked_at(self, world):
        assert ask(world.learner, Kind.PERSON, year=2026).year is None

    def test_an_unknown_kind_is_refused(self, world):
        with pytest.raises(ValidationError, match="请选择哪里不对"):
            ask(world.learner, "opinion")

    def test_only_ones_own_open_request_is_withdrawn(self, world, unit_admin):
        row = ask(world.learner)
        assert not withdraw(member=world.classmate, request_id=row.pk)
        answer(request_ids=[row.pk], state=State.MENDED, by=unit_admin)
        assert not withdraw(member=world.learner, request_id=row.pk)
        other = ask(world.learner)
        assert withdraw(member=world.learner, request_id=other.pk)
        assert [each.pk for each in requests_of(world.learner)] == [row.pk]


class TestAnswering:
    def test_is_dated_named_and_logged(self, world, unit_admin):
        row = ask(world.learner)
        assert answer(request_ids=[row.pk], state=State.MENDED, by=unit_admin) == 1
        row.refresh_from_db()
        assert (row.state, row.handled_by, row.handled_on) == (State.MENDED, unit_admin, clock.today())
        entry = ModelLogEntry.objects.get(action="lms_records.request_mended")
        assert (entry.object_id, entry.user, entry.data) == (str(world.learner.pk), unit_admin, {"kind": "post"})

    def test_not_of_others_units_and_not_ones_own(self, world, unit_admin):
        foreign, own = ask(world.other_learner), ask(world.learner)
        world.learner.user = unit_admin
        world.learner.save(update_fields=["user"])
        for row in (foreign, own):
            with pytest.raises(ValidationError, match="没有可以处理的申请"):
                answer(request_ids=[row.pk], state=State.CHECKED, by=unit_admin)
        assert set(CorrectionRequest.objects.values_list("state", flat=True)) == {State.OPEN}

    def test_a_superuser_does_not_answer_himself(self, world, superuser):
        row = ask(world.learner)
        world.learner.user = superuser
        world.learner.save(update_fields=["user"])
        assert not open_requests_for(superuser).exists()
        with pytest.raises(ValidationError):
            answer(request_ids=[row.pk], state=State.CHECKED, by=superuser)

    def test_once(self, world, unit_admin, committee_admin):
        row = ask(world.learner)
        answer(request_ids=[row.pk], state=State.CHECKED, by=unit_admin)
        with pytest.raises(ValidationError):
            answer(request_ids=[row.pk], state=State.MENDED, by=committee_admin)

    def test_open_is_no_answer(self, world, unit_admin):
        row = ask(world.learner)
        with pytest.raises(ValidationError, match="请选择处理结果"):
            answer(request_ids=[row.pk], state=State.OPEN, by=unit_admin)

    def test_what_waits_by_scope(self, world, unit_admin, other_unit_admin, committee_admin, branch_admin, trainer, stranger):
        ask(world.learner)
        ask(world.classmate)
        ask(world.other_learner)
        users = (unit_admin, other_unit_admin, committee_admin, branch_admin, trainer, stranger)
        assert [open_requests_for(user).count() for user in users] == [2, 1, 3, 2, 0, 0]


class TestTheList:
    def test_shows_own_units_and_leads_to_where_it_is_mended(self, client, world, branch_admin):
        ask(world.learner)
        ask(world.other_learner)
        client.force_login(branch_admin)
        page = client.get(URL).content.decode()
        assert "李明" in page
        assert "赵强" not in page
        assert "岗位不对" in page
        assert reverse("lms_members:edit", args=[world.learner.pk]) in page
        assert reverse("lms_members:inspect", args=[world.learner.pk]) in page

    def test_one_press_answers_one(self, client, world, branch_admin):
        row, other = ask(world.learner), ask(world.classmate)
        client.force_login(branch_admin)
        page = client.post(URL, {"answer": f"checked:{row.pk}", "requests": [other.pk]}, follow=True).content.decode()
        assert "已答复 1 条" in page
        assert [each.state for each in CorrectionRequest.objects.order_by("pk")] == [State.CHECKED, State.OPEN]

    def test_many_at_once(self, client, world, branch_admin):
        ids = [ask(world.learner).pk, ask(world.classmate).pk, ask(world.other_learner).pk]
        client.force_login(branch_admin)
        client.post(URL, {"answer": "mended", "requests": ids})
        states = [each.state for each in CorrectionRequest.objects.order_by("pk")]
        assert states == [State.MENDED, State.MENDED, State.OPEN]

    @pytest.mark.parametrize("data", [{}, {"answer": "mended"}, {"answer": "x:y"}, {"answer": "open", "requests": ["1"]}])
    def test_nothing_chosen_is_said(self, client, world, branch_admin, data):
        ask(world.learner)
        client.force_login(branch_admin)
        response = client.post(URL, data, follow=True)
        assert response.status_code == 200
        assert CorrectionRequest.objects.get().state == State.OPEN

    def test_a_foreign_one_is_not_answered_here(self, client, world, branch_admin):
        row = ask(world.other_learner)
        client.force_login(branch_admin)
        page = client.post(URL, {"answer": f"mended:{row.pk}"}, follow=True).content.decode()
        assert "没有可以处理的申请" in page
        row.refresh_from_db()
        assert row.state == State.OPEN

    def test_narrowed_by_state_kind_and_unit(self, client, world, committee_admin):
        done = ask(world.learner)
        answer(request_ids=[done.pk], state=State.CHECKED, by=committee_admin)
        ask(world.classmate, Kind.HOURS)
        ask(world.other_learner)
        client.force_login(committee_admin)

        def names(**query):
            page = client.get(URL, query).content.decode()
            return [name for name in ("李明", "王芳", "赵强") if f">{name}</a>" in page]

        assert names() == ["王芳", "赵强"]
        assert names(state="all") == ["李明", "王芳", "赵强"]
        assert names(state="checked") == ["李明"]
        assert names(kind="hours") == ["王芳"]
        assert names(unit=world.other_unit.pk) == ["赵强"]

    def test_a_unit_of_others_is_nowhere(self, client, world, unit_admin):
        client.force_login(unit_admin)
        assert client.get(URL, {"unit": world.other_unit.pk}).status_code == 404

    def test_not_for_trainers_and_members(self, client, world, trainer, member_user):
        ask(world.classmate)
        for user in (trainer, member_user):
            client.force_login(user)
            assert client.get(URL).status_code in (302, 403)
            assert client.post(URL, {"answer": "mended"}).status_code in (302, 403)

    def test_as_many_queries_for_fifty_as_for_one(self, client, world, branch_admin, assert_same_queries):
        years = iter(range(1950, 2020))

        def add(count: int) -> None:
            for _at in range(count):
                ask(world.learner, Kind.HOURS, year=next(years))

        client.force_login(branch_admin)
        assert_same_queries(lambda: client.get(URL), add)


def test_requests_move_when_rows_are_merged(world):
    ask(world.learner, Kind.HOURS, year=2026)
    ask(world.classmate, Kind.HOURS, year=2026)
    moved = ask(world.classmate, Kind.HOURS, year=2025)
    merge_members(keep=world.learner, drop=world.classmate)
    rows = requests_of(world.learner)
    assert len(rows) == 2
    assert moved.pk in {row.pk for row in rows}
    assert not CorrectionRequest.objects.filter(member=world.classmate).exists()


def test_requests_go_with_the_person(world):
    ask(world.learner)
    erase_member(member=world.learner)
    assert not CorrectionRequest.objects.exists()


def test_it_stays_with_the_member_on_transfer(client, world, other_unit_admin, unit_admin):
    from lms.people.actions.members import transfer

    ask(world.learner)
    transfer(member=world.learner, branch=world.other_branch)
    assert open_requests_for(other_unit_admin).count() == 1
    assert open_requests_for(unit_admin).count() == 0


def test_a_level_is_mended_on_its_screen(client, world, branch_admin):
    from lms.competencies.models import Competency

    writing = Competency.objects.create(code="DIG04", name="公文写作")
    ask(world.learner, Kind.LEVEL, competency=writing.pk)
    client.force_login(branch_admin)
    page = client.get(URL).content.decode()
    assert "“公文写作”" in page
    assert reverse("lms_assess:level", args=[world.learner.pk, writing.pk]) in page
