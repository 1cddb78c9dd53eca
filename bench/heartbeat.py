"""Processor time of one heartbeat of the player beside a view with one INSERT, behind the same middleware, signed in.

Run by bench.pages on the database of the served sample, in turns, by the median. A usual beat: fifteen seconds more of the one
recording of a lesson, most of which was seen.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench.cpu import session_of
from bench.measure import Result, at_most, counting, say, setup

ROW, ROUNDS, NAME = "心跳", 300, "s018"
BLOCK, STEP, LENGTH = "6a1f7f0e-0000-4000-8000-000000000001", 150, 10**6
SECRET = "0" * 32


def poster(session: str) -> Callable[[str, bytes], int]:
    """A function that posts a body to a path through the site as a server would, and returns the status."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler, factory = WSGIHandler(), RequestFactory()

    def post(path: str, body: bytes = b"") -> int:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = factory._base_environ(
            PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD="POST", HTTP_HOST="127.0.0.1", HTTP_COOKIE=f"sessionid={session}",
            CONTENT_TYPE="application/json", CONTENT_LENGTH=str(len(body)),
        )  # fmt: skip
        environ["wsgi.input"] = io.BytesIO(body)
        told: list[str] = []
        answer = handler(environ, lambda status, headers, error=None: told.append(status))
        b"".join(answer)
        close = getattr(answer, "close", None)
        if close:
            close()
        return int(told[0].split()[0])

    return post


def watching() -> Any:
    """A lesson that is being watched."""
    from courses.models import Watching
    from lms.catalogue.models import Activity
    from lms.people.models import Member

    member = Member.objects.get(user__username=NAME)
    row, _ = Watching.objects.get_or_create(member=member, activity=Activity.objects.filter(published=True).order_by("pk")[0])
    row.rule, row.lap, row.secret, row.seen_on = "watch", "2026-01-01", SECRET, None
    row.media = {BLOCK: {"len": LENGTH, "bytes": 1, "at": 0, "seen": [[0, STEP]]}}
    row.number = 0
    row.save()
    return row


def main() -> int:
    setup()
    from django.urls import reverse
    from django.utils import timezone

    from courses.models import Watching

    row, post = watching(), poster(session_of(NAME))
    beat, insert = reverse("lms_courses:beat"), f"/bench/insert/?member={row.member_id}"
    rows = Watching.objects.filter(pk=row.pk)

    def body(number: int) -> bytes:
        start = number * STEP
        told = {"token": f"{row.pk}-{SECRET}", "beats": [[number, {BLOCK: [[start, start + STEP]]}]], "place": BLOCK, "at": start}
        return json.dumps(told).encode()

    def timed(path: str, sent: bytes) -> float:
        began = time.process_time()
        status = post(path, sent)
        spent = (time.process_time() - began) * 1000
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return spent

    spent: dict[str, list[float]] = {"beat": [], "insert": []}
    for number in range(1, ROUNDS + 11):
        rows.update(heard_at=timezone.now() - dt.timedelta(seconds=15))
        for name, path, sent in (("beat", beat, body(number)), ("insert", insert, b"")):
            took = timed(path, sent)
            if number > 10:
                spent[name].append(took)
    rows.update(heard_at=timezone.now() - dt.timedelta(seconds=15))
    queries = len(counting(lambda: post(beat, body(ROUNDS + 11)))), len(counting(lambda: post(insert)))
    ours, plain = median(spent["beat"]), median(spent["insert"])
    say(
        at_most(ROW, "一次心跳 ÷ 写一行的视图（同样的中间件，已登录）", ours / plain, 2),
        Result(ROW, "处理器毫秒：心跳、写一行", f"{ours:.2f}、{plain:.2f}"),
        Result(ROW, "查询数：心跳、写一行（含会话和用户）", f"{queries[0]}、{queries[1]}"),
    )
    rows.delete()
    return 0


if __name__ == "__main__":
    sys.exit(main())
