"""Uploading as a user does it: choose files, look at the page, press its buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lms.core.uploads.models import Upload

SAMPLE = Path(settings.BASE_DIR) / "cms_site" / "sample"
ALL = {
    "能力.csv": "competencies",
    "岗位（2026）.csv": "posts",
    "org_units.csv": "org_units",
    "岗位要求.CSV": "post_requirements",
    "课程表.csv": "lessons",
    "全县花名册2026.csv": "roster",
}


def file(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else (SAMPLE / f"{ALL[name]}.csv").read_bytes())


def lines(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def units(*rows: str) -> bytes:
    return lines("编码,名称,类型,上级编码", *rows)


class Desk:
    """Somebody with sheets at the admin."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def sign_in(self, user: Any) -> Desk:
        self.client.force_login(user)
        return self

    def choose(self, *files: SimpleUploadedFile) -> str:
        """Choose files; the page that follows."""
        return self.client.post(reverse("lms_sheets:index"), {"files": list(files)}, follow=True).content.decode()

    @property
    def upload(self) -> Upload:
        return Upload.objects.latest("created_at")

    def address(self, name: str, *more: str) -> str:
        return reverse(f"lms_sheets:{name}", args=[self.upload.pk, *more])

    def press(self, name: str, **data: Any) -> str:
        """Press a button of the upload's page; the page that follows."""
        return self.client.post(self.address(name), data, follow=True).content.decode()

    def page(self, **query: Any) -> str:
        return self.client.get(self.address("upload"), query).content.decode()

    def get(self, name: str, *more: str) -> bytes:
        answer = self.client.get(self.address(name, *more))
        assert answer.status_code == 200
        return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def desk(client: Any) -> Desk:
    return Desk(client)


@pytest.fixture
def boss(desk: Desk, superuser: Any) -> Desk:
    """A desk at which the superuser sits."""
    return desk.sign_in(superuser)


Make = Callable[..., SimpleUploadedFile]
