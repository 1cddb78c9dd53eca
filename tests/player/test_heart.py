"""Heartbeats: what is true is kept, what cannot be true gets a clear answer and changes nothing."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Watching
from courses.publishing import activity_of
from lms.records.models import Record

from .conftest import FILM, LENGTH, facts


def test_what_is_watched_adds_up_and_the_end_is_recorded_once(lesson: Any, learner: Any, world: Any):
    her = learner(lesson("watch"))
    begun = her.begin()
    assert begun.status_code == 200 and begun.json()["media"][FILM] == {"len": LENGTH, "at": 0, "seen": []}
    assert facts(world.learner) == [("started", None)]
    assert her.beat([0, 150]).json() == {"number": 1, "left": 2375 - 150, "seen": False, "url": ""}
    assert her.beat([140, 1000], place=FILM, at=990).json()["left"] == 2375 - 1000
    last = her.beat([1000, 2000], [2000, 2375]).json()
    assert last["seen"] and last["left"] == 0 and last["url"].startswith("/learn/after/")
    assert facts(world.learner) == [("started", None), ("completed", True)]
    assert her.beat([2375, 2500]).json()["seen"]
    assert her.client.post(her.at("finish")).url == last["url"]
    assert len(facts(world.learner)) == 2
    row = Watching.objects.get()
    assert row.media[FILM]["seen"] == [[0, 2500]] and row.media[FILM]["at"] == 990


def test_sending_again_changes_nothing(lesson: Any, learner: Any):
    """The answer was lost, the request was not: the page sends it again, with what was watched since."""
    her = learner(lesson("watch"))
    her.begin()
    her.beat([0, 150])
    kept = Watching.objects.values().get()
    assert her.send({"token": her.token, "beats": [[1, {FILM: [[0, 150]]}]]}).json()["number"] == 1
    assert Watching.objects.values().get() == kept
    her.clock.pass_(15)
    both = her.send({"token": her.token, "beats": [[1, {FILM: [[0, 150]]}], [2, {FILM: [[150, 300]]}]]})
    assert both.json()["number"] == 2 and both.json()["left"] == 2375 - 300


def test_a_lost_connection_loses_nothing(lesson: Any, learner: Any):
    her = learner(lesson("watch"))
    her.begin()
    her.clock.pass_(200)  # watched at double speed without a connection, told all at once
    beats = [[number, {FILM: [[(number - 1) * 300, number * 300]]}] for number in range(1, 9)]
    assert her.send({"token": her.token, "beats": beats}).json()["left"] == 0


def test_the_last_beacon_and_another_device(lesson: Any, learner: Any, member_user: Any):
    her = learner(lesson("watch"))
    her.begin()
    her.beat([0, 1000], place=FILM, at=1000)
    other = Client()
    other.force_login(member_user)
    assert "从 1:37 接着看" in other.get(her.page.get_url()).content.decode()
    there = other.post(her.at("begin")).json()
    assert there["media"][FILM] == {"len": LENGTH, "at": 1000, "seen": [[0, 1000]]}
    refused = her.beat([1000, 1100])
    assert refused.status_code == 409 and "在别处学习" in refused.json()["message"]


def test_one_active_lesson_a_person(lesson: Any, learner: Any):
    first, second = learner(lesson("watch", title="一")), learner(lesson("watch", title="二"))
    first.begin()
    second.begin()
    assert second.beat([0, 100]).status_code == 200
    assert first.beat([0, 100]).status_code == 409
    first.begin()
    assert first.beat([0, 100]).status_code == 200
    assert second.beat([100, 200]).status_code == 409


@pytest.mark.parametrize(
    ("spans", "after", "status", "reason"),
    [
        ([[0, 100]], 1.5, 200, ""),  # a beat may overtake the time by the slack, once
        ([[0, 130]], 1, 422, "too_fast"),
        ([[0, 2500]], 60, 422, "too_fast"),
        ([[0, 100], [0, 100], [0, 100]], 9, 422, "too_fast"),
        ([[0, 50], [200, 300]], 60, 422, "jump"),
        ([[2400, 2500]], 60, 422, "jump"),
        ([[0, 2600]], 600, 422, "beyond_the_end"),
        ([[99_999, 100_000]], 600, 422, "beyond_the_end"),
        ([[-5, 10]], 60, 400, "malformed"),
        ([[10, 10]], 60, 400, "malformed"),
        ([["0", "9"]], 60, 400, "malformed"),
        ([[0, 1e300]], 60, 400, "malformed"),
    ],
)
def test_what_cannot_be_true_is_not_believed(lesson: Any, learner: Any, spans: Any, after: float, status: int, reason: str):
    her = learner(lesson("watch"))
    her.begin()
    kept = Watching.objects.values().get()
    answer = her.beat(*spans, after=after)
    assert (answer.status_code, answer.json().get("error", "")) == (status, reason)
    if status != 200:
        assert answer.json()["message"]
        assert Watching.objects.values().get() == kept


def test_forged_requests_change_nothing(lesson: Any, learner: Any, world: Any, stranger: Any, settings: Any):
    page = lesson("watch")
    her = learner(page)
    her.begin()
    kept, told = Watching.objects.values().get(), Record.objects.count()
    good = {FILM: [[0, 100]]}
    row, secret = her.token.split("-")
    her.clock.pass_(60)
    forged: list[tuple[Any, int]] = [
        ("", 400), ("not json", 400), ("[]", 400), ("null", 400), ('"x"', 400), ("[" * 9000, 400), (b"\xff\xfe", 400),
        ({}, 400), ({"token": her.token}, 400), ({"token": 5, "beats": []}, 400), ({"token": "x-y", "beats": []}, 400),
        ({"token": her.token, "beats": {}, "place": "<script>"}, 400), ({"token": her.token, "beats": [[0, good]]}, 400),
        ({"token": her.token, "beats": [[2**40, good]]}, 400), ({"token": her.token, "beats": [[1, [1]]]}, 400),
        ({"token": her.token, "beats": [[True, good]]}, 400), ({"token": her.token, "beats": [[1, good]] * 65}, 400),
        ({"token": her.token, "beats": [[1, good]], "progress": 100, "at": "9"}, 400),
        ({"token": her.token, "beats": [[1, {str(uuid.uuid4()): [[0, 100]]}]]}, 422),
        ({"token": f"{row}-{'0' * 32}", "beats": [[1, good]]}, 409), ({"token": f"{row}-{'é' * 32}", "beats": []}, 400),
        ({"token": f"999999-{secret}", "beats": [[1, good]]}, 404), ({"token": f"{10**30}-{secret}", "beats": []}, 400),
        ("x" * 20_000, 413), (json.dumps({"token": her.token, "beats": [], "padding": "x" * 20_000}), 413),
    ]  # fmt: skip
    for body, status in forged:
        answer = her.send(body)
        assert (answer.status_code, bool(answer.json()["message"])) == (status, True), body
    assert her.client.get(reverse("lms_courses:beat")).status_code == 405
    stolen = {"token": her.token, "beats": [[1, good]]}
    for user, status in ((stranger, 404), (None, 401)):
        other = Client(enforce_csrf_checks=True)
        if user:
            other.force_login(user)
        answer = other.post(reverse("lms_courses:beat"), json.dumps(stolen), content_type="application/json")
        assert (answer.status_code, bool(answer.json()["message"])) == (status, True)
    assert other.post(her.at("begin")).status_code in (401, 403), "only a page of this site may begin"
    assert Watching.objects.values().get() == kept and Record.objects.count() == told
    activity = activity_of(page)
    page.unpublish()
    assert her.send(stolen).status_code == 410
    assert her.client.post(her.at("begin")).status_code == 404
    activity.refresh_from_db()
    assert Watching.objects.values().get() == kept and Record.objects.count() == told


def test_a_lesson_of_another_unit_or_of_nobody(lesson: Any, learner: Any, world: Any, stranger: Any):
    page = lesson("watch", share_scope="unit", owner_unit=world.other_unit)
    her = learner(page)
    assert her.begin().status_code == 404
    assert her.client.post(her.at("confirm")).status_code == 404
    open_to_all = lesson("watch", title="给大家")
    other = Client()
    other.force_login(stranger)
    assert other.post(reverse("lms_courses:begin", args=[open_to_all.pk])).status_code == 403
    assert other.post(reverse("lms_courses:begin", args=[999_999])).status_code in (403, 404)
    assert not Watching.objects.exists()


def test_jumping_is_allowed_where_the_lesson_says_so(lesson: Any, learner: Any):
    her = learner(lesson("watch", free_jump=True))
    assert her.begin().json()["free"] is True
    assert her.beat([1000, 1100], place=FILM, at=2000).json()["left"] == 2375 - 100
    assert Watching.objects.get().media[FILM]["at"] == 2000


def test_two_requests_at_once(lesson: Any, learner: Any, monkeypatch: pytest.MonkeyPatch):
    """The row changes between the look and the update: the second looks again and finds the beat known."""
    from courses.player import heart

    her = learner(lesson("watch"))
    her.begin()
    look = heart._row
    rows: list[dict[str, Any]] = []

    def meanwhile(user: int, report: Any) -> dict[str, Any]:
        row = look(user, report)
        if not rows:
            rows.append(row)
            Watching.objects.update(number=1, media={FILM: {**row["media"][FILM], "seen": [[0, 100]]}})
        return row

    monkeypatch.setattr(heart, "_row", meanwhile)
    assert her.beat([0, 100]).json() == {"number": 1, "left": 2275, "seen": False, "url": ""}
    assert Watching.objects.get().media[FILM]["seen"] == [[0, 100]]
