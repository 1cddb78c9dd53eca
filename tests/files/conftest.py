"""A lesson with a video, an audio and a PDF: published, or a draft."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtailmedia.models import Media

from tests.pages.conftest import competency, shelf, write

from . import samples

__all__ = ["competency", "shelf", "write"]

VIDEO, AUDIO, PDF = (str(uuid.uuid5(uuid.NAMESPACE_URL, each)) for each in ("video", "audio", "pdf"))


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Any) -> None:
    """Files lie in a folder, as on a real site."""
    cache.clear()  # knows files of the test before by their names
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}


@pytest.fixture
def video(db: None) -> Media:
    return Media.objects.create(title="怎样写请示", type="video", duration=250, file=ContentFile(samples.mp4(), "qingshi.mp4"))


@pytest.fixture
def guide(db: None) -> Document:
    return Document.objects.create(title="写作指引", file=ContentFile(samples.pdf(3), "guide.pdf"))


@pytest.fixture
def lesson(write: Callable[..., Any], video: Media, guide: Document) -> Callable[..., Any]:
    """Writes the lesson; ``published=False`` leaves it a draft."""

    def make(**fields: Any) -> Any:
        body = [
            {"type": "text", "value": "<h2>一、先看写给谁</h2><p>请示写给上级。</p>", "id": str(uuid.uuid4())},
            {"type": "video", "value": {"file": video.pk, "captions": samples.VTT}, "id": VIDEO},
            {"type": "document", "value": {"file": guide.pk}, "id": PDF},
        ]
        import json

        return write(body=json.dumps(body), **fields)

    return make


@pytest.fixture
def editors(db: None) -> Group:
    return Group.objects.get(name="编辑人员")
