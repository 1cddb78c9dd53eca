"""Lessons with recordings and questions, a member who learns, and a clock that the test moves."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtailmedia.models import Media

from courses.player import heart, learning
from lms.assessment.actions import create_question, start, submit
from lms.assessment.content import Content
from lms.assessment.models import Attempt, Question
from lms.records.models import Record
from tests.pages.conftest import competency, shelf, write

__all__ = ["competency", "shelf", "write"]

FILM, SOUND = (str(uuid.uuid5(uuid.NAMESPACE_URL, each)) for each in ("film", "sound"))
TEXT, ASKED = (str(uuid.uuid5(uuid.NAMESPACE_URL, each)) for each in ("text", "asked"))
SECONDS = 250
LENGTH = SECONDS * 10


@pytest.fixture
def film(db: None) -> Media:
    return Media.objects.create(title="怎样写请示", type="video", duration=SECONDS, file=ContentFile(b"x" * 999, "film.mp4"))


@pytest.fixture
def questions(competency: Any, superuser: Any) -> list[Question]:
    contents = [Content("judge", f"请示一文一事（{number}）。", (), (0,)) for number in (1, 2)]
    return [
        create_question(
            content=each, competency=competency, level=2, owner_unit=None, by=superuser, published=True, code=f"V{number}"
        )
        for number, each in enumerate(contents)
    ]


@pytest.fixture
def lesson(write: Callable[..., Any], film: Media, questions: list[Question]) -> Callable[..., Any]:
    """``lesson(completion, …)``: a published lesson of the form that goes with the rule, with all that the rule asks for."""

    def make(completion: str = "watch", *, more: list[dict[str, Any]] | None = None, **fields: Any) -> Any:
        body: list[dict[str, Any]] = [{"type": "text", "value": "<h2>一</h2><p>请示写给上级。</p>", "id": TEXT}]
        if completion.startswith("watch"):
            body.append({"type": "video", "value": {"file": film.pk}, "id": FILM})
        if "check" in completion:
            asked = {"questions": [each.pk for each in questions], "needed": 1, "attempts": 3}
            body.append({"type": "questions", "value": asked, "id": ASKED})
        form = {"w": "视频", "r": "图文", "c": "测验"}[completion[0]]
        if completion == "register":
            form = "现场教学"
        return write(body=json.dumps(body + (more or [])), form=form, completion=completion, **fields)

    return make


class Clock:
    """What the player takes for now."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(heart.timezone, "now", clock)
    monkeypatch.setattr(learning.timezone, "now", clock)
    return clock


class Learner:
    """A member at the page of a lesson, as its script speaks."""

    def __init__(self, client: Client, page: Any, clock: Clock) -> None:
        self.client, self.page, self.clock = client, page, clock
        self.token, self.number = "", 0

    def at(self, name: str) -> str:
        return reverse(f"lms_courses:{name}", args=[self.page.pk])

    def begin(self) -> Any:
        answer = self.client.post(self.at("begin"))
        self.token, self.number = answer.json().get("token", ""), answer.json().get("number", 0)
        return answer

    def send(self, body: Any, **extra: Any) -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(reverse("lms_courses:beat"), text, content_type="application/json", **extra)

    def beat(self, *spans: list[int], block: str = FILM, after: float | None = None, **more: Any) -> Any:
        """Tells ``spans`` in one beat, by default after the time that playing them takes."""
        self.clock.pass_(sum(end - start for start, end in spans) / 10 if after is None else after)
        self.number += 1
        return self.send({"token": self.token, "beats": [[self.number, {block: list(spans)}]], **more})

    def watch_all(self) -> Any:
        self.begin()
        return self.beat([0, LENGTH])

    def html(self) -> str:
        return self.client.get(self.page.get_url()).content.decode()


@pytest.fixture
def learner(client: Client, member_user: Any, moving: Clock) -> Callable[[Any], Learner]:
    client.force_login(member_user)
    return lambda page: Learner(client, page, moving)


def facts(member: Any) -> list[tuple[str, bool | None]]:
    """What the record says of the member, in order, without what follows from it."""
    return list(Record.objects.filter(member=member, source="lesson").order_by("pk").values_list("verb", "success"))


def hand_in(attempt: Attempt, *, right: bool) -> Attempt:
    items = attempt.items.select_related("version")
    return submit(attempt, answers={item.place: [0] if right else [1] for item in items})


__all__ += ["ASKED", "FILM", "LENGTH", "SOUND", "TEXT", "facts", "hand_in", "start"]
