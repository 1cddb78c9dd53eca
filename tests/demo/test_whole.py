"""The whole sample: loaded once for all that is seen of it, since that takes long."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from wagtail.models import Page

from cms_site.demo import profiles
from cms_site.demo.year import SOURCE
from cms_site.models import PlainPage, PlantedPage
from courses.pages.models import LessonPage
from courses.publishing import activity_of
from lms.catalogue.models import Activity
from lms.people.models import Member, PostHolding
from lms.planning import world
from lms.records.models import CreditEntry, Progress, Record

from .loading import DAY, differing, fingerprint, gaps, load, on_day, remove

SUMMARIES = {"lms_reporting_hourssummary", "lms_reporting_membersummary"}


@pytest.mark.slow
class WholeSample(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        with on_day(DAY):
            call_command("plant_site", verbosity=0)
            cls.before = fingerprint()
            load("--accounts")
            cls.loaded = fingerprint()

    def setUp(self) -> None:
        world.forget()
        self.enterContext(on_day(DAY))

    def test_year_shows_every_kind_of_member(self):
        found = gaps(DAY)
        nothing_known = {code for code, mine in found.items() if mine and all(gap.current.basis == "none" for gap in mine)}
        assert nothing_known == set(profiles.UNASSESSED)
        lapsed = [code for code, mine in found.items() if any(gap.current.basis == "lapsed" for gap in mine)]
        assert lapsed == [profiles.LAPSED[0]]
        assert 28 <= Record.objects.filter(source=SOURCE).values("member").distinct().count() <= 38
        known = {code: sum(gap.current.basis != "none" for gap in mine) for code, mine in found.items()}
        assert min(known[code] for code in profiles.ASSESSED) <= 3
        assert max(known[code] for code in profiles.ASSESSED) >= 18
        moved = PostHolding.objects.get(member__code=profiles.MOVED[0], end__isnull=True)
        assert (moved.post.code, moved.start) == (profiles.MOVED[1], DAY - dt.timedelta(days=7))
        targets = set(CreditEntry.objects.filter(day__year=2026).values_list("target__code", flat=True))
        assert targets == {"PARTY", "CADRE", "ONLINE"}
        states = set(Progress.objects.values_list("state", flat=True))
        assert states == {"started", "seen", "completed", "passed", "exempted"}

    def test_projections_agree_with_the_record(self):
        call_command("check_projections", verbosity=0)

    def test_every_lesson_has_its_page(self):
        taught = {activity_of(page): page for page in LessonPage.objects.live()}
        lessons = Activity.objects.filter(code__regex=r"^K\d+$")
        assert [each.code for each in lessons if each not in taught] == []
        assert [each.code for each in lessons if each.valid_until != taught[each].valid_until] == []

    def test_later_runs_write_nothing(self):
        load("--accounts")
        assert differing(self.loaded, fingerprint()) == {}
        with on_day(dt.date(2027, 1, 9)):
            load("--accounts")
        assert set(differing(self.loaded, fingerprint())) <= SUMMARIES, "the year that began is summed up, nothing else"

    def test_nothing_is_left(self):
        assert self.loaded != self.before
        remove()
        assert differing(self.before, fingerprint()) == {}
        connection.check_constraints()

    @pytest.mark.one_engine
    def test_it_can_be_loaded_again(self):
        remove()
        load("--accounts")
        assert differing(self.loaded, fingerprint()) == {}
        call_command("check_projections", verbosity=0)

    @pytest.mark.one_engine
    def test_a_page_below_one_of_the_samples_keeps_it(self):
        above = PlantedPage.objects.filter(key__startswith="sample:", page__sectionpage__isnull=False).first().page
        above.add_child(instance=PlainPage(title="编辑写的页面", slug="editors"))
        with pytest.raises(CommandError):
            remove()
        assert f"编辑写的页面 → {above.title}" in remove.complained
        remove("--keep-used")
        assert set(Page.objects.descendant_of(above, inclusive=True).values_list("title", flat=True)) >= {
            above.title,
            "编辑写的页面",
        }
        assert not PlantedPage.objects.filter(key__startswith="sample:").exists()
        assert not Member.objects.exists()
