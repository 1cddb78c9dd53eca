"""The page of a lesson beside a plain Wagtail page at the same depth, both signed in: statements and processor time.

Run by bench.pages on the database of the served sample. The lesson has a video and questions; one has five blocks, one fifty.
"""

from __future__ import annotations

import json
import sys
import uuid
from typing import Any

from bench.cpu import asker, milliseconds, session_of
from bench.measure import Result, at_most, counting, say, setup

ROW, NAME = "微课页", "s018"
MORE_QUERIES, MORE_TIME = 12, 2
TEXT = "<h2>先看写给谁</h2><p>请示写给上级，一文一事；报告不夹带请示事项。写之前先想清楚要上级批什么、依据是什么。</p>"


def shelf() -> Any:
    from wagtail.models import Site

    from courses.pages.models import CatalogueIndexPage

    home = Site.objects.get(is_default_site=True).root_page
    found = CatalogueIndexPage.objects.child_of(home).first()
    return found or home.add_child(instance=CatalogueIndexPage(title="课程目录", slug="bench-courses", locale=home.locale))


def plain(under: Any) -> str:
    from wagtail.models import Page

    page = Page.objects.child_of(under).filter(slug="bench-plain").first()
    page = page or under.add_child(instance=Page(title="一页", slug="bench-plain", locale=under.locale))
    return str(page.url)


def lesson(under: Any, blocks: int) -> str:
    """The address of a published lesson with so many blocks, made where it is missing."""
    from django.core.files.base import ContentFile
    from wagtailmedia.models import Media

    from courses.pages.models import LessonPage, LessonTeaches
    from lms.assessment.models import Question
    from lms.catalogue.models import Subject
    from lms.competencies.models import Competency
    from lms.people.models import Tier

    found = LessonPage.objects.child_of(under).filter(slug=f"bench-{blocks}").first()
    if found is not None:
        return str(found.url)
    film = Media.objects.create(title="一段视频", type="video", duration=240, file=ContentFile(b"x" * 1000, "bench.mp4"))
    asked = list(Question.objects.filter(state="published").values_list("pk", flat=True)[:3])
    body: list[tuple[str, Any]] = [("text", TEXT)] * (blocks - 2)
    body[1:1] = [("video", {"file": film.pk})]
    body.append(("questions", {"questions": asked, "needed": 2, "attempts": 3}))
    page = LessonPage(
        title=f"{blocks} 块的微课", slug=f"bench-{blocks}", live=False, subject=Subject.objects.first(), minutes=15, form="视频",
        locale=under.locale,
        body=json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in body]),
    )  # fmt: skip
    page.tiers = list(Tier.objects.all())
    page.teaches = [LessonTeaches(competency=Competency.objects.first(), level=1)]
    under.add_child(instance=page)
    page.save_revision().publish()
    return str(page.url)


def main() -> int:
    setup()
    under, ask = shelf(), asker(session_of(NAME))
    paths = {"plain": plain(under), "5": lesson(under, 5), "50": lesson(under, 50)}
    for path in paths.values():
        ask(path)
    spent = milliseconds(ask, paths)
    queries = {name: len(counting(lambda path=path: ask(path))) for name, path in paths.items()}
    say(
        at_most(ROW, "查询数，比同一层的普通 Wagtail 页面多", queries["5"] - queries["plain"], MORE_QUERIES, "条"),
        Result(ROW, "查询数，5 块与 50 块", f"{queries['5']}、{queries['50']}", "相等", queries["5"] == queries["50"]),
        at_most(ROW, "处理器时间，5 块 ÷ 普通 Wagtail 页面", spent["5"] / spent["plain"], MORE_TIME),
        Result(ROW, "处理器时间，50 块 ÷ 普通 Wagtail 页面", f"{spent['50'] / spent['plain']:.2f} ×"),
        Result(ROW, "处理器毫秒：普通、5 块、50 块", "、".join(f"{each:.1f}" for each in spent.values())),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
