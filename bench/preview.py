"""Row 5 too: the preview of the same roster, uploaded in the admin: how soon the pages answer, how long the worker is at it.

One process, on an organisation without members; nothing is written.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench.generate import write_roster
from bench.measure import MEMBERS, Result, at_most, peak_mib, say, setup, timed

ROW = "5 花名册预览"
#: Seconds in which a page has to answer, and in which the worker has to be done.
PAGE, WORKER = 3, 180


def work() -> list[Result]:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.test.utils import override_settings
    from django.urls import reverse

    from lms.core.models import Upload
    from lms.core.uploads.work import run

    user = get_user_model()._default_manager.create_superuser("bench-preview", "bench@example.org", "x")
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        write_roster(path := Path(name) / "roster.csv", MEMBERS)
        content = path.read_bytes()
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    tasks = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with override_settings(ALLOWED_HOSTS=["*"], TASKS=tasks, STORAGES=plain):
        client = Client()
        client.force_login(user)
        _offer_worker()
        with timed(seconds, "post"):
            client.post(reverse("lms_sheets:index"), {"files": SimpleUploadedFile("花名册.csv", content)}, secure=True)
        upload = Upload.objects.get()
        with timed(seconds, "work"):
            run(upload.pk, "check")
        upload.refresh_from_db()
        address = reverse("lms_sheets:upload", args=[upload.pk])
        with timed(seconds, "page"):
            page: Any = client.get(address, secure=True)
    count = upload.result["counts"]["roster"]
    assert page.status_code == 200 and count["added"] == MEMBERS, count
    upload.delete()
    user.delete()
    return [
        _row("上传后页面答复", seconds, "post", PAGE),
        _row(f"{MEMBERS} 行后台检查", seconds, "work", WORKER),
        _row("结果页答复", seconds, "page", PAGE),
        at_most(ROW, "预览内存峰值", peak_mib(), 1024, "MiB"),
    ]


def _row(what: str, seconds: dict[str, float], name: str, most: float) -> Result:
    found = at_most(ROW, what, seconds[name], most, "秒")
    found.notes.append(f"处理器 {seconds['cpu ' + name]:.1f} 秒")
    return found


def _offer_worker() -> None:
    """The upload is left to a worker; here we are the worker ourselves."""
    from lms.core.uploads import actions

    actions.has_worker = lambda: True  # type: ignore[assignment]


if __name__ == "__main__":
    setup()
    say(*work())
