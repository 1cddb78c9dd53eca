"""What a page weighs in a real browser: bytes over the network, requests, and when something is first seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Compressed bytes with their headers, as the browser received them. What came out of its cache weighs nothing.
MEASURE = """() => {
    const all = performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"));
    const sent = all.filter((one) => one.transferSize > 0);
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return {bytes: sent.reduce((sum, one) => sum + one.transferSize, 0), requests: sent.length,
            names: sent.map((one) => one.name.replace(location.origin, "") + " " + one.transferSize),
            paint: paint ? paint.startTime : 0};
}"""


@dataclass(frozen=True)
class Weight:
    """``first`` and ``again``: bytes with an empty cache and with a warm one; ``paint``: milliseconds until something is seen."""

    first: int
    again: int
    requests: int
    paint: float
    names: tuple[str, ...]


def weigh(browser: Any, address: str, path: str, session: str = "") -> Weight:
    """Open ``path`` twice in a new window of a phone, signed in with ``session`` where given. Fails on an error page."""
    # Of what passes through a service worker the browser reports the size before compression: measured without it.
    context = browser.new_context(
        base_url=address, locale="zh-CN", viewport={"width": 390, "height": 844}, service_workers="block"
    )
    try:
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        tab = context.new_page()
        found = []
        for _ in range(2):
            answer = tab.goto(path, wait_until="networkidle")
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status if answer else 'no answer'}")
            found.append(tab.evaluate(MEASURE))
    finally:
        context.close()
    first, again = found
    return Weight(first["bytes"], again["bytes"], first["requests"], first["paint"], tuple(first["names"]))
