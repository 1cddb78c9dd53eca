"""The sample goes and nothing real goes with it. That nothing is left of the whole of it is seen in test_whole.py."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from django.test import TestCase, override_settings
from wagtail.models import ModelLogEntry, Page

from cms_site.checks import check_demo_accounts
from cms_site.demo import accounts, sheets
from cms_site.models import ThemePage
from lms.catalogue.models import Activity, HoursTarget
from lms.competencies.models import Competency, Domain
from lms.core import opening
from lms.core.models import ImportRun, Opening
from lms.people.actions.members import change_posts, create_member
from lms.people.actions.units import create_unit
from lms.people.models import Member, OrgUnit, Post
from lms.planning import world
from lms.planning.queries import picture_of
from lms.records import triggers
from lms.records.actions import record_completion
from lms.records.models import Record
from lms.requirements.actions import adopt_starter_set, assign_hours
from lms.requirements.models import Assignment, Line, RequirementSet, StarterSet

from .loading import differing, fingerprint, remove


def load_base() -> None:
    """The sheets, levels and accounts without year, plans and pages: quick."""
    call_command("import_training_data", str(sheets.FOLDER), stdout=io.StringIO())
    call_command("import_evidence", str(sheets.FOLDER / sheets.BASELINE), stdout=io.StringIO())
    accounts.make_accounts()
    opening.open_site()


def completed(member: Member, lesson: Activity) -> None:
    record_completion(member_ids=[member.pk], activity=lesson, day=dt.date(2026, 3, 2), reason="paper", by=None)


def refused(*words: str) -> None:
    """The command names what uses the sample, and changes nothing."""
    before = fingerprint()
    with pytest.raises(CommandError, match="没有移除任何内容"):
        remove()
    assert all(word in remove.complained for word in words), remove.complained
    assert fingerprint() == before


def codes(model: type) -> set[str]:
    return set(model.objects.values_list("code", flat=True))


@pytest.mark.one_engine
class Alone(TestCase):
    """Nothing but the sample."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_base()

    def setUp(self) -> None:
        world.forget()

    def test_a_dry_run_counts_and_changes_nothing(self):
        before = fingerprint()
        said, _ = remove("--dry-run")
        assert "学员 40" in said
        assert fingerprint() == before

    def test_accounts_of_others_stay(self):
        User.objects.filter(username="admin").delete()
        mine = User.objects.create_superuser("admin", password="a-password-of-my-own")
        remove()
        assert list(User.objects.all()) == [mine]

    def test_members_meet_the_notice_again(self):
        opening.forget()
        assert opening.is_open()
        remove()
        assert not opening.is_open()
        assert not ModelLogEntry.objects.filter(action="lms.open").exists()

    def test_a_site_with_demo_accounts_is_not_fit_to_deploy(self):
        (found,) = check_demo_accounts()
        assert found.id == "cms_site.E001" and "admin" in found.msg and "remove_sample_data" in found.hint
        User.objects.exclude(username="s018").delete()
        assert len(check_demo_accounts()) == 1
        User.objects.update(first_name="", password="!")
        assert check_demo_accounts() == []
        User.objects.create_user("xinren", password=accounts.PASSWORD)
        assert "xinren" in check_demo_accounts()[0].msg
        remove()
        assert check_demo_accounts() == []


@pytest.mark.one_engine
def test_without_a_sample_nothing_happens(db):
    before = fingerprint()
    said, complained = remove()
    assert "没有示例数据" in said and not complained
    assert set(differing(before, fingerprint())) <= {"lms_core_revision"}
    assert check_demo_accounts() == []


@pytest.mark.one_engine
def test_an_adopted_starter_set_is_not_the_samples(db):
    adopt_starter_set()
    load_base()
    refused("已采用的示例标准")
    remove("--keep-used")
    assert (Competency.objects.count(), Domain.objects.count(), Post.objects.count()) == (35, 7, 8)
    assert StarterSet.objects.exists() and not Member.objects.exists() and not Activity.objects.exists()


@pytest.mark.slow
class BesideReal(TestCase):
    """A real member beside the sample, in a unit and a post of the office's own, with a record on a lesson of its own."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_base()
        unit = create_unit(code="REAL", name="本县委员会", kind="工委")
        branch = create_unit(code="REAL-1", name="真实党支部", kind="党支部", parent=unit)
        post = Post.objects.create(code="R01", name="真实岗位")
        cls.real = create_member(code="R1", name="张三", branch=branch, posts=[(post, True)], birth_month=dt.date(1990, 1, 1))
        lesson = Activity.objects.create(code="RK1", title="真实课程", minutes=10)
        completed(cls.real, lesson)

    def setUp(self) -> None:
        world.forget()

    def kept(self) -> None:
        """Remove all but what is used; what remains is whole."""
        remove("--keep-used")
        connection.check_constraints()
        assert not User.objects.exists()
        call_command("check_projections", verbosity=0)

    def test_what_is_real_stays_untouched(self):
        ImportRun.objects.create(files=["roster.csv"], counts={"roster": {"read": 12, "added": 12, "changed": 0}})
        rows = list(Record.objects.filter(member=self.real).values())
        remove()
        assert list(Record.objects.filter(member=self.real).values()) == rows
        assert set(Member.objects.all()) == {self.real}
        assert codes(OrgUnit) == {"REAL", "REAL-1"}
        assert not User.objects.exists() and not Competency.objects.exists()
        assert Opening.objects.exists(), "a site with members stays open"
        assert picture_of(self.real).case.person.code == "R1"
        assert ImportRun.objects.get().counts["roster"]["read"] == 12, "a real import of the same sheets"
        call_command("check_projections", verbosity=0)

    def test_what_a_page_shows_is_named_and_can_be_kept(self):
        items = [("lesson", {"lesson": Activity.objects.get(code="K002"), "text": ""})]
        page = ThemePage(title="编辑写的主题", slug="editors", purpose="—", month=dt.date(2026, 3, 1), items=items)
        Page.objects.get(depth=2, slug="home").add_child(instance=page)
        refused("编辑写的主题")
        self.kept()
        assert codes(Activity) == {"RK1", "K002"}

    def test_a_unit_with_real_members_is_named_and_can_be_kept(self):
        create_member(code="R2", name="李四", branch=OrgUnit.objects.get(code="ORG-111"), birth_month=dt.date(1980, 1, 1))
        refused("李四")
        self.kept()
        assert codes(Member) == {"R1", "R2"}
        assert codes(OrgUnit) == {"REAL", "REAL-1", "ORG-00", "ORG-10", "ORG-11", "ORG-111"}
        assert OrgUnit.objects.get(code="ORG-111").secretary is None

    @pytest.mark.one_engine
    def test_a_lesson_that_was_really_learned_is_named_and_can_be_kept(self):
        completed(self.real, Activity.objects.get(code="K001"))
        refused("创新理论学什么")
        self.kept()
        assert codes(Member) == {"R1"}
        assert codes(Activity) == {"RK1", "K001"}
        assert codes(Competency) == {"THY01", "THY04"}
        assert Record.objects.filter(member=self.real).count() == 2

    @pytest.mark.one_engine
    def test_a_secretary_is_named_and_can_be_kept(self):
        OrgUnit.objects.filter(code="REAL").update(secretary=Member.objects.get(code="S004"))
        refused("学员004")
        self.kept()
        assert codes(Member) == {"R1", "S004"}
        assert Record.objects.filter(member__code="S004").exists()

    @pytest.mark.one_engine
    def test_a_post_that_is_held_keeps_what_it_asks(self):
        change_posts(member=self.real, posts=[(Post.objects.get(code="P05"), True)], on=dt.date(2026, 3, 1))
        remove("--keep-used")
        assert codes(Post) == {"R01", "P05"}
        assert RequirementSet.objects.get().code == "post:P05"
        assert Line.objects.count() == Competency.objects.count() > 10

    @pytest.mark.one_engine
    def test_hours_that_others_share_stay_without_a_word(self):
        target = HoursTarget.objects.get(code="PARTY")
        shared = RequirementSet.objects.filter(kind="person", source_code__startswith="PARTY").first()
        hours = Line.objects.get(version__requirement_set=shared).hours
        assign_hours(wanted={self.real.pk: {target.pk: hours}}, on=dt.date(2026, 3, 1))
        remove()
        assert Assignment.objects.get().requirement_set == shared
        assert RequirementSet.objects.get() == shared

    @pytest.mark.one_engine
    def test_who_was_renamed_is_real(self):
        """A roster of the office's own that begins with S001 makes that member real."""
        Member.objects.filter(code="S001").update(name="王五")
        refused("王五")
        remove("--keep-used")
        assert codes(Member) == {"R1", "S001"}

    @override_settings(LMS_RECORDS_DELETE_TRIGGER=True)
    def test_the_record_is_closed_again(self):
        connection.check_constraints()
        triggers.install("default")
        assert triggers.DELETE in triggers.present("default")
        remove()
        assert triggers.present("default") == triggers.wanted(connections["default"].vendor)
        connection.check_constraints()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {triggers.TABLE}")
        assert Record.objects.filter(member=self.real).count() == 1
