"""A catalogue with one lesson to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Page, Site

from courses.pages.models import CatalogueIndexPage, LessonPage, LessonTeaches
from lms.catalogue.models import Subject
from lms.competencies.models import Competency
from tests.support.people import World


@pytest.fixture
def competency(db: None) -> Competency:
    return Competency.objects.create(
        code="DOC01",
        name="公文写作",
        evidence_type="quiz|task",
        level1="说得出",
        level2="写得出",
        level3="改得好",
        level4="带得会",
    )


@pytest.fixture
def shelf(world: World) -> CatalogueIndexPage:
    """The catalogue below the front page of the site."""
    Locale.objects.get_or_create(language_code="zh-hans")
    home = Site.objects.get(is_default_site=True).root_page
    index = CatalogueIndexPage(title="课程目录", slug="courses")
    home.add_child(instance=index)
    return index


@pytest.fixture
def write(shelf: CatalogueIndexPage, competency: Competency, world: World) -> Callable[..., LessonPage]:
    """Writes a whole lesson as a draft; ``published`` publishes it as an editor would."""

    def make(
        title: str = "请示怎么写", *, published: bool = True, under: Page = shelf, level: int = 2, **fields: Any
    ) -> LessonPage:
        said = {"subject": Subject.objects.first(), "minutes": 12, "form": "图文", **fields}
        page = LessonPage(title=title, live=False, **said)
        page.tiers = [world.tiers["GEN"], world.tiers["YOUTH"]]
        page.teaches = [LessonTeaches(competency=competency, level=level)]
        under.add_child(instance=page)
        revision = page.save_revision()
        if published:
            revision.publish()
        return LessonPage.objects.get(pk=page.pk)

    return make
