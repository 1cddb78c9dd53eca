"""Walking a site: every view that links lead to, one page for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

#: Links of pages, and addresses in the JSON that Wagtail's menu is drawn from.
LINK = re.compile(r"""(?:href|hx-get|action)=["'](\?[^"'#]*)|["'](/[^"'\s<>#\\]*)""")
#: Answers that only change something or only answer a script.
PASSED_OVER = ("logout", "release", "lock", "preview", "switch", "sprite", "jsi18n")


def walk(client: Client, *starts: str, keep: Callable[[str], bool]) -> dict[str, str]:
    """Follow links from ``starts`` to paths that ``keep`` allows; address → text of the page, one for each view.

    A listing and its filtered self are one view. Pages of Wagtail are all one view too, so each of them counts.
    """
    waiting, seen, found = list(starts), set(), {}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if not keep(path) or any(word in path for word in PASSED_OVER):
            continue
        try:
            match = resolve(path)
        except Resolver404:
            continue
        view = match.view_name or path
        if view == "wagtail_serve":
            view = path
        if view in seen:
            continue
        seen.add(view)
        response = client.get(address)
        # Read to the end, a file too: that closes it.
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
            continue
        found[address] = text = body.decode()
        links = (first or second for first, second in LINK.findall(unescape(text)))
        waiting += [urljoin(path, link) for link in links if not link.startswith("//")]
    return found
