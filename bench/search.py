"""Search: 10,000 lessons, what is found of what should be, how fast, and what the index adds to saving a page.

Compared with Wagtail's own backend on the same lessons, and with saving while nothing listens. Truth is plain: a lesson should be
found if all words stand somewhere in its title or its text, Traditional forms taken for Simplified ones.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measure import Result, at_least, at_most, engine, say, setup

ROW = "6 搜索"
#: Common words, terms that no dictionary knows, Latin words.
COMMON, UNKNOWN, LATIN = (
    part.split()[1:] for part in (Path(__file__).parent / "search_words.txt").read_text(encoding="utf-8").split("#")[1:]
)
LESSONS, SHOWN, SAVES = 10_000, 20, 60
LIMITS = {"sqlite": 15.0, "postgresql": 30.0}
#: Share of titles in Traditional characters.
TRADITIONAL = 0.2


def write_lessons() -> dict[int, str]:
    """Made-up lessons; returns the normalised text of each by id."""
    import opencc

    from lms.catalogue.models import Activity
    from lms.core.search.normalise import folded

    dice, convert = random.Random(7), opencc.OpenCC("s2t").convert
    words = [*COMMON, *UNKNOWN, *LATIN]
    rows = []
    for number in range(LESSONS):
        title = "".join(dice.choices(words, k=dice.randint(2, 5)))
        text = "，".join("".join(dice.choices(words, k=3)) for _ in range(3)) + "。"
        made = convert(title) if dice.random() < TRADITIONAL else title
        code = f"SRCH{number:05d}"
        rows.append(Activity(code=code, origin_key=code, title=made, words=text * 3, minutes=15, form="图文"))
    Activity.objects.bulk_create(rows)
    found = Activity.objects.filter(code__startswith="SRCH").values_list("pk", "title", "words")
    return {pk: folded(f"{title} {text}") for pk, title, text in found}


def questions() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """What is asked, by kind: the query and the words that a lesson must hold."""
    import opencc

    dice, convert = random.Random(11), opencc.OpenCC("s2t").convert
    pairs = [tuple(dice.sample(COMMON, 2)) for _ in range(60)]
    return {
        "词": [(word, (word,)) for word in COMMON],
        "两词": [(" ".join(pair), pair) for pair in pairs],
        "两词连写": [("".join(pair), pair) for pair in pairs],
        "繁体": [(convert(word), (word,)) for word in COMMON if convert(word) != word],
        "词典外": [(word, (word,)) for word in UNKNOWN],
        "拉丁": [(word, (word,)) for word in LATIN],
    }


def backend(path: str) -> Any:
    from wagtail.search.backends import get_search_backend

    return get_search_backend(path)


def index(found: Any) -> float:
    """Seconds to index all lessons."""
    from lms.catalogue.models import Activity

    began = time.perf_counter()
    found.reset_indexes()
    rows = list(Activity.objects.filter(code__startswith="SRCH"))
    for at in range(0, len(rows), 1000):
        found.add_bulk(Activity, rows[at : at + 1000])
    analyse()
    return time.perf_counter() - began


def analyse() -> None:
    """What a server does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(found: Any, asked: list[tuple[str, tuple[str, ...]]], truth: dict[int, str]) -> tuple[float, float, list[float]]:
    """Recall, precision, and milliseconds of each query for its first page with the number of all results."""
    from lms.catalogue.models import Activity

    there = wanted = right = 0
    took = []
    for query, words in asked:
        should = {pk for pk, text in truth.items() if all(word.lower() in text for word in words)}
        began = now()
        results = found.search(query, Activity.objects.all())
        list(results[:SHOWN])
        results.count()
        took.append(1000 * (now() - began))
        got = set(found.search(query, Activity.objects.all()).get_queryset().values_list("pk", flat=True))
        there, wanted, right = there + len(got), wanted + len(should), right + len(got & should)
    return (right / wanted if wanted else 1.0), (right / there if there else 1.0), took


def saving() -> tuple[float, float]:
    """Milliseconds to save one page with the index and with nothing listening, by the median, in turns."""
    from django.db.models.signals import post_save
    from modelsearch.signal_handlers import post_save_signal_handler
    from wagtail.models import Page

    from cms_site.models import PlainPage

    body = [("text", f"<p>{'，'.join(COMMON)}。</p>")]
    parent = Page.objects.filter(depth=2).first() or Page.objects.get(depth=1)
    page = parent.add_child(instance=PlainPage(title="公文写作要点", slug="bench-search", intro="摘要", body=body))
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * SAVES):
        listening = bool(number % 2)
        change = post_save.connect if listening else post_save.disconnect
        change(post_save_signal_handler, sender=PlainPage)
        times[listening].append(clock(page.save))
    post_save.connect(post_save_signal_handler, sender=PlainPage)
    page.delete()
    return statistics.median(times[True]), statistics.median(times[False])


def now() -> float:
    """On SQLite all the work is in this process, so its processor time is what it takes on a machine with nothing else to do."""
    return time.process_time() if engine() == "sqlite" else time.perf_counter()


def clock(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - began)


def main() -> list[Result]:
    truth, asked = write_lessons(), questions()
    stock, ours = backend("modelsearch.backends.database"), backend("lms.core.search")
    stock_index = index(stock)
    stock_recall, _, stock_took = measure(stock, asked["词"][:12], truth)
    ours_index = index(ours)
    told, all_took = [], []
    for kind, queries in asked.items():
        recall, precision, took = measure(ours, queries, truth)
        all_took += took
        note = f"查准 {100 * precision:.1f} %，中位 {statistics.median(took):.1f} 毫秒"
        if kind in ("词", "繁体", "词典外"):
            told.append(at_least(ROW, f"查全：{kind}", 100 * recall, 99))
        else:
            told.append(Result(ROW, f"查全：{kind}", f"{100 * recall:.1f} %"))
        told[-1].notes.append(note)
    middle, slow = statistics.median(all_took), sorted(all_took)[int(0.95 * len(all_took))]
    told.append(at_most(ROW, f"{LESSONS} 课中查一次（首页 {SHOWN} 条和总数）", middle, LIMITS[engine()], "毫秒"))
    clocks = "处理器时间" if engine() == "sqlite" else "墙钟"
    told[-1].notes = [
        f"{clocks}；95 % 在 {slow:.1f} 毫秒内",
        f"Wagtail 自带 {statistics.median(stock_took):.1f} 毫秒、查全 {100 * stock_recall:.0f} %",
    ]
    told.append(Result(ROW, "建索引", f"{ours_index:.1f} 秒 ÷ 自带 {stock_index:.1f} 秒 = {ours_index / stock_index:.2f} ×"))
    with_index, without = saving()
    told.append(at_most(ROW, f"存一页 {with_index:.1f} 毫秒 ÷ 不建索引 {without:.1f} 毫秒", with_index / without, 3))
    return told


if __name__ == "__main__":
    setup()
    say(*main())
