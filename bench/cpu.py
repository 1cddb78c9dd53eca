"""Processor time of one request, in this process: my learning, a lesson and home beside a plain Wagtail page, all signed in.

Run by bench.pages on the database of the served sample. All go through the whole chain of middleware, and no page comes from a
cache; what a process keeps in memory between requests is warm, as in any process that has answered once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench.measure import Result, at_most, counting, say, setup

ROUNDS = 60
PLAIN = "bench-plain-page"


def plain_page() -> str:
    """The address of the plain page, made where it is missing. It needs no sign-in, but the session and the user are read."""
    from wagtail.models import Page, Site

    home = Site.objects.get(is_default_site=True).root_page
    page = Page.objects.child_of(home).filter(slug=PLAIN).first() or home.add_child(instance=Page(title="一页", slug=PLAIN))
    return str(page.url)


def session_of(name: str) -> str:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=name), "lms.accounts.backends.MemberBackend")
    return str(client.cookies["sessionid"].value)


def lesson_of(name: str) -> str:
    """The address of the first lesson in the plan of ``name``, as the page shows it."""
    import re

    from django.urls import reverse

    client = asker(session_of(name))
    found = re.search(r'href="(/learn/lessons/\d+/)', client(reverse("lms_desk:my_learning")))
    if found is None:
        raise RuntimeError("my learning shows no lesson")
    return found[1]


def asker(session: str) -> Callable[[str], str]:
    """A function that sends a path through the site as a server would and returns the page."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler, factory = WSGIHandler(), RequestFactory()

    def ask(path: str) -> str:
        environ: dict[str, Any] = factory._base_environ(PATH_INFO=path, HTTP_HOST="127.0.0.1", HTTP_COOKIE=f"sessionid={session}")
        told: list[str] = []
        body = handler(environ, lambda status, headers, error=None: told.append(status))
        text = b"".join(body).decode()
        close = getattr(body, "close", None)
        if close:
            close()
        if not told[0].startswith("200"):
            raise RuntimeError(f"{path}: {told[0]}")
        return text

    return ask


def milliseconds(ask: Callable[[str], str], paths: dict[str, str]) -> dict[str, float]:
    """The middle processor time of each page. In turns, so that a busy moment of the machine meets all alike."""
    spent: dict[str, list[float]] = {name: [] for name in paths}
    for round_ in range(ROUNDS + 5):
        for name, path in paths.items():
            began = time.process_time()
            ask(path)
            if round_ >= 5:
                spent[name].append((time.process_time() - began) * 1000)
    return {name: median(times) for name, times in spent.items()}


def anew(ask: Callable[[str], str]) -> Callable[[str], str]:
    """``ask``, with the page drawn anew: as the first time that this process shows this plan."""
    from lms.core.remembering import forget

    def ask_anew(path: str) -> str:
        forget()
        return ask(path)

    return ask_anew


def cold(ask: Callable[[str], str]) -> Callable[[str], str]:
    """``ask``, after this process has forgotten lessons and requirements, as when somebody has just changed one."""
    from lms.planning.world import forget

    def ask_cold(path: str) -> str:
        forget()
        return ask(path)

    return ask_cold


def main() -> int:
    setup()
    from django.urls import reverse

    name = "s018"
    ask = asker(session_of(name))
    paths = {"plain": plain_page(), "home": "/", "learning": reverse("lms_desk:my_learning"), "lesson": lesson_of(name)}
    if "paths" in sys.argv:
        print("VALUE " + " ".join([session_of(name), *paths.values()]))
        return 0
    found = milliseconds(ask, paths)
    found["cold"] = milliseconds(cold(ask), {"learning": paths["learning"]})["learning"]
    found["anew"] = milliseconds(anew(ask), {"learning": paths["learning"]})["learning"]
    queries = {page: len(counting(lambda path=path: ask(path))) for page, path in paths.items()}
    say(
        at_most("页面", "我的学习 ÷ 普通 Wagtail 页面（未缓存，含会话和用户）", found["learning"] / found["plain"], 1.5),
        Result("页面", "我的学习，本进程第一次画这份计划 ÷ 普通 Wagtail 页面", f"{found['anew'] / found['plain']:.2f} ×"),
        Result("页面", "我的学习，进程内的记忆清空后 ÷ 普通 Wagtail 页面", f"{found['cold'] / found['plain']:.2f} ×"),
        Result("页面", "首页 ÷ 普通 Wagtail 页面", f"{found['home'] / found['plain']:.2f} ×"),
        Result("页面", "课程页 ÷ 普通 Wagtail 页面", f"{found['lesson'] / found['plain']:.2f} ×"),
        Result("页面", "处理器毫秒：普通、首页、我的学习、课程", "、".join(f"{found[page]:.1f}" for page in paths)),
        Result("页面", "查询数：普通、首页、我的学习、课程", "、".join(str(queries[page]) for page in paths)),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
