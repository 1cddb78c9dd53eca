"""Whatever happens to a page, its activity in the catalogue stays true, and nobody loses a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from courses.doors import addresses
from courses.pages.models import CatalogueIndexPage, LessonPage
from courses.publishing import activity_of, adopt
from lms.catalogue.models import Activity
from lms.catalogue.snapshot import catalogue_on
from lms.competencies.models import Competency
from lms.core import clock
from lms.records.actions import record_completion
from lms.records.models import Progress, Record
from tests.support.people import World

Write = Callable[..., LessonPage]


def test_a_draft_is_no_activity_and_publishing_makes_one(write: Write, competency: Competency, world: World):
    draft = write(published=False)
    assert activity_of(draft) is None
    draft.get_latest_revision().publish()
    activity = activity_of(draft)
    assert activity.code == "W-0001"
    assert (activity.title, activity.minutes, activity.form, activity.published) == ("请示怎么写", 12, "图文", True)
    assert activity.subject == draft.subject
    assert list(activity.teaches.values_list("competency", "level")) == [(competency.pk, 2)]
    assert set(activity.tiers.values_list("code", flat=True)) == {"GEN", "YOUTH"}
    assert "请示怎么写" in activity.words
    assert addresses([activity.pk]) == {activity.pk: draft.get_url()}
    assert activity_of(write("报告怎么写")).code == "W-0002"


def test_what_planning_saw_before_a_change_is_kept(write: Write, monkeypatch: pytest.MonkeyPatch):
    page = write()
    activity = activity_of(page)
    yesterday = clock.today()
    monkeypatch.setattr(clock, "today", lambda: yesterday + dt.timedelta(days=3))
    page.minutes = 30
    page.save_revision()
    assert activity_of(page).minutes == 12, "a draft of a published page changes nothing"
    page.get_latest_revision().publish()
    assert activity_of(page).minutes == 30
    assert catalogue_on(yesterday).lessons[activity.pk].minutes == 12
    assert catalogue_on(yesterday + dt.timedelta(days=3)).lessons[activity.pk].minutes == 30


def test_nobody_loses_a_completion_and_nobody_is_dated_anew(write: Write, world: World, superuser: Any):
    page = write()
    activity = activity_of(page)
    before = dt.date(2026, 3, 1)
    record_completion(member_ids=[world.learner.pk], activity=activity, day=before, reason=Record.Reason.values[0], by=superuser)
    said = list(Record.objects.values())
    state = Progress.objects.get(member=world.learner, activity=activity)
    page.minutes, page.must_finish, page.completion = 45, True, "read_check"
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    page.delete()
    assert list(Record.objects.values()) == said
    now = Progress.objects.get(member=world.learner, activity=activity)
    assert (now.state, now.done_on) == (state.state, state.done_on)
    activity.refresh_from_db()
    assert not activity.published


def test_unpublished_and_published_again_is_the_same_activity(write: Write):
    page = write()
    activity = activity_of(page)
    page.unpublish()
    assert not Activity.objects.get(pk=activity.pk).published
    assert addresses([activity.pk]) == {}
    page.get_latest_revision().publish()
    assert Activity.objects.get().pk == activity.pk
    assert Activity.objects.get().published


def test_a_page_goes_live_and_expires_by_itself(write: Write):
    page = write(published=False)
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    assert activity_of(page) is None
    later = timezone.now() - dt.timedelta(minutes=1)
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = later.isoformat()
    revision.approved_go_live_at = later
    revision.save()
    call_command("publish_scheduled")
    assert activity_of(page).published
    Page.objects.filter(pk=page.pk).update(expire_at=later)
    call_command("publish_scheduled")
    assert not activity_of(page).published


def test_three_languages_are_one_activity_told_by_the_sites_own(write: Write, shelf: CatalogueIndexPage):
    page = write()
    activity = activity_of(page)
    english = Locale.objects.get_or_create(language_code="en")[0]
    twin = page.copy_for_translation(english, copy_parents=True)
    home = Site.objects.get().root_page.get_translation(english)
    Page.objects.filter(pk__in=[home.pk, *home.get_children().values_list("pk", flat=True)]).update(live=True)
    twin.title, twin.minutes = "How to write a request", 99
    twin.save_revision().publish()
    assert Activity.objects.get().title == "请示怎么写"
    assert "How to write a request" in Activity.objects.get().words
    page.unpublish()
    assert (Activity.objects.get().title, Activity.objects.get().minutes) == ("How to write a request", 99)
    page.get_latest_revision().publish()
    assert (Activity.objects.get().title, Activity.objects.get().minutes) == ("请示怎么写", 12)
    page.refresh_from_db()
    page.delete()
    assert Activity.objects.get().title == "How to write a request"
    assert Activity.objects.get().published
    assert addresses([activity.pk]) == {activity.pk: twin.get_url()}
    twin.delete()
    assert not Activity.objects.get().published


def test_a_copy_is_an_activity_of_its_own_and_an_alias_is_not(write: Write, shelf: CatalogueIndexPage, superuser: Any):
    page = write()
    copy = page.copy(update_attrs={"title": "请示怎么写（二）", "slug": "copy"}, user=superuser)
    assert activity_of(copy) != activity_of(page)
    assert activity_of(copy).code == "W-0002"
    assert list(activity_of(copy).teaches.values_list("level", flat=True)) == [2]
    alias = page.create_alias(parent=shelf, update_slug="alias")
    assert activity_of(alias) == activity_of(page)
    assert Activity.objects.count() == 2


def test_moved_out_of_the_site_it_is_not_offered_and_moved_back_it_is(write: Write, shelf: CatalogueIndexPage, superuser: Any):
    page = write()
    root = Page.get_first_root_node()
    outside = CatalogueIndexPage(title="库房", slug="store")
    root.add_child(instance=outside)
    Page.objects.get(pk=shelf.pk).move(outside, pos="last-child", user=superuser)
    assert not activity_of(page).published
    Page.objects.get(pk=shelf.pk).move(Site.objects.get().root_page, pos="last-child", user=superuser)
    assert activity_of(page).published


def test_deleting_the_shelf_retires_what_stood_on_it(write: Write, shelf: CatalogueIndexPage):
    write(), write("报告怎么写")
    Page.objects.get(pk=shelf.pk).delete()
    assert list(Activity.objects.values_list("published", flat=True)) == [False, False]


def test_an_activity_of_a_sheet_is_adopted_with_its_code(write: Write):
    activity = Activity.objects.create(code="K001", title="旧名", minutes=20, is_required=True)
    page = write(published=False)
    adopt(activity, page)
    assert activity_of(page).title == "旧名"
    page.get_latest_revision().publish()
    kept = Activity.objects.get()
    assert (kept.pk, kept.code, kept.title, kept.minutes, kept.is_required) == (activity.pk, "K001", "请示怎么写", 12, True)
    with pytest.raises(ValidationError):
        adopt(kept, write("另一课"))


def test_lessons_that_need_each_other_are_refused(write: Write):
    first, second = write("第一课"), write("第二课")
    first.prerequisites.create(activity=activity_of(second))
    first.save_revision().publish()
    second.prerequisites.create(activity=activity_of(first))
    with pytest.raises(ValidationError, match="第一课"):
        second.save_revision().publish()
    assert LessonPage.objects.get(pk=second.pk).live
    assert list(activity_of(second).prerequisites.all()) == []
