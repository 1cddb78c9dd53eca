"""The sample goes without a trace, and nothing real goes with it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from django.test import override_settings
from wagtail.models import ModelLogEntry, Page

from cms_site.demo import accounts, sheets
from cms_site.models import PlainPage, PlantedPage, ThemePage
from lms.catalogue.models import Activity
from lms.competencies.models import Competency, Domain
from lms.core import opening
from lms.core.models import ImportRun, Opening
from lms.people.actions.members import create_member
from lms.people.actions.units import create_unit
from lms.people.models import Member, OrgUnit, Post
from lms.planning.queries import picture_of
from lms.records import triggers
from lms.records.actions import record_completion
from lms.records.models import Record
from lms.requirements.actions import adopt_starter_set
from lms.requirements.models import Line, RequirementSet, StarterSet

pytestmark = pytest.mark.django_db

#: Kept by the engines for themselves, or caches of what the code is.
NOT_COMPARED = ("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")


def load() -> None:
    call_command("load_sample_data", "--accounts", verbosity=0, stdout=io.StringIO())


def load_base() -> None:
    """The sheets, levels and accounts without year, plans and pages: quick."""
    call_command("import_training_data", str(sheets.FOLDER), stdout=io.StringIO())
    call_command("import_evidence", str(sheets.FOLDER / sheets.BASELINE), stdout=io.StringIO())
    accounts.make_accounts()
    opening.open_site()


def remove(*options: str) -> tuple[str, str]:
    said, complained = io.StringIO(), io.StringIO()
    try:
        call_command("remove_sample_data", *options, stdout=said, stderr=complained)
    finally:
        remove.complained = complained.getvalue()
    return said.getvalue(), complained.getvalue()


def fingerprint() -> dict[str, int]:
    """Rows by table."""
    names = [name for name in connection.introspection.table_names() if not name.startswith(NOT_COMPARED) and "_fts_" not in name]
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def test_nothing_is_left_and_it_can_be_loaded_again():
    call_command("plant_site", stdout=io.StringIO())
    before = fingerprint()
    load()
    loaded = fingerprint()
    assert loaded != before
    remove()
    assert fingerprint() == before
    connection.check_constraints()
    load()
    assert {name: rows for name, rows in fingerprint().items() if rows != loaded[name]} == {}
    call_command("check_projections", verbosity=0)


def test_a_dry_run_counts_and_changes_nothing():
    load_base()
    before = fingerprint()
    said, _ = remove("--dry-run")
    assert "学员 40" in said
    assert fingerprint() == before


def test_without_a_sample_nothing_happens():
    before = fingerprint()
    said, complained = remove()
    assert "没有示例数据" in said and not complained
    assert {name for name, rows in fingerprint().items() if rows != before[name]} <= {"lms_core_revision"}


@pytest.fixture
def real(db) -> Member:
    """A real member beside the sample, in a unit and a post of the office's own, with a record on a lesson of its own."""
    load_base()
    unit = create_unit(code="REAL", name="本县委员会", kind="工委")
    branch = create_unit(code="REAL-1", name="真实党支部", kind="党支部", parent=unit)
    post = Post.objects.create(code="R01", name="真实岗位")
    member = create_member(code="R1", name="张三", branch=branch, posts=[(post, True)], birth_month=dt.date(1990, 1, 1))
    lesson = Activity.objects.create(code="RK1", title="真实课程", minutes=10)
    completed(member, lesson)
    return member


def completed(member: Member, lesson: Activity) -> None:
    record_completion(member_ids=[member.pk], activity=lesson, day=dt.date(2026, 3, 2), reason="paper", by=None)


def test_what_is_real_stays_untouched(real):
    rows = list(Record.objects.filter(member=real).values())
    remove()
    assert list(Record.objects.filter(member=real).values()) == rows
    assert set(Member.objects.all()) == {real}
    assert set(OrgUnit.objects.values_list("code", flat=True)) == {"REAL", "REAL-1"}
    assert not User.objects.exists() and not Competency.objects.exists()
    assert Opening.objects.exists(), "a site with members stays open"
    assert picture_of(real).case.person.code == "R1"
    call_command("check_projections", verbosity=0)


def real_in_sample_unit(real: Member) -> None:
    create_member(code="R2", name="李四", branch=OrgUnit.objects.get(code="ORG-111"), birth_month=dt.date(1980, 1, 1))


def real_on_sample_lesson(real: Member) -> None:
    completed(real, Activity.objects.get(code="K001"))


def real_secretary(real: Member) -> None:
    OrgUnit.objects.filter(code="REAL").update(secretary=Member.objects.get(code="S004"))



def real_page(real: Member) -> None:
    lesson = Activity.objects.get(code="K002")
    items = [("lesson", {"lesson": lesson, "text": ""})]
    page = ThemePage(title="编辑写的主题", slug="editors", purpose="—", month=dt.date(2026, 3, 1), items=items)
    Page.objects.get(depth=2, slug="home").add_child(instance=page)


USES = {
    "page": (real_page, "编辑写的主题"),
    "unit": (real_in_sample_unit, "李四"),
    "lesson": (real_on_sample_lesson, "创新理论学什么"),
    "secretary": (real_secretary, "学员004"),
}


@pytest.mark.parametrize("name", USES)
def test_what_is_used_is_named_and_nothing_goes(real, name):
    use, word = USES[name]
    use(real)
    before = fingerprint()
    with pytest.raises(CommandError, match="没有移除任何内容"):
        remove()
    assert word in remove.complained
    assert fingerprint() == before


@pytest.mark.parametrize("name", USES)
def test_what_is_used_can_be_kept(real, name):
    USES[name][0](real)
    remove("--keep-used")
    connection.check_constraints()
    kept = set(Member.objects.values_list("code", flat=True))
    if name == "unit":
        assert kept == {"R1", "R2"}
        assert set(OrgUnit.objects.values_list("code", flat=True)) == {"REAL", "REAL-1", "ORG-00", "ORG-10", "ORG-11", "ORG-111"}
        assert OrgUnit.objects.get(code="ORG-111").secretary is None
    elif name == "page":
        assert set(Activity.objects.values_list("code", flat=True)) == {"RK1", "K002"}
    elif name == "lesson":
        assert kept == {"R1"}
        assert set(Activity.objects.values_list("code", flat=True)) == {"RK1", "K001"}
        assert set(Competency.objects.values_list("code", flat=True)) == {"THY01", "THY04"}
        assert Record.objects.filter(member=real).count() == 2
    else:
        assert kept == {"R1", "S004"}
        assert Record.objects.filter(member__code="S004").exists()
    assert not User.objects.exists()
    call_command("check_projections", verbosity=0)


def test_a_page_below_one_of_the_samples_keeps_it(db):
    load()
    above = PlantedPage.objects.filter(key__startswith="sample:", page__sectionpage__isnull=False).first().page
    above.add_child(instance=PlainPage(title="编辑写的页面", slug="editors"))
    with pytest.raises(CommandError):
        remove()
    assert f"编辑写的页面 → {above.title}" in remove.complained
    remove("--keep-used")
    assert set(Page.objects.descendant_of(above, inclusive=True).values_list("title", flat=True)) >= {above.title, "编辑写的页面"}
    assert not PlantedPage.objects.filter(key__startswith="sample:").exists()
    assert not Member.objects.exists()


def test_a_post_that_is_held_keeps_what_it_asks(real):
    from lms.people.actions.members import change_posts

    change_posts(member=real, posts=[(Post.objects.get(code="P05"), True)], on=dt.date(2026, 3, 1))
    remove("--keep-used")
    assert set(Post.objects.values_list("code", flat=True)) == {"R01", "P05"}
    assert RequirementSet.objects.get().code == "post:P05"
    assert Line.objects.count() == Competency.objects.count() > 10


def test_hours_that_others_share_stay_without_a_word(real):
    from lms.catalogue.models import HoursTarget
    from lms.requirements.actions import assign_hours
    from lms.requirements.models import Assignment

    target = HoursTarget.objects.get(code="PARTY")
    shared = RequirementSet.objects.filter(kind="person", source_code__startswith="PARTY").first()
    hours = Line.objects.get(version__requirement_set=shared).hours
    assign_hours(wanted={real.pk: {target.pk: hours}}, on=dt.date(2026, 3, 1))
    remove()
    assert Assignment.objects.get().requirement_set == shared
    assert RequirementSet.objects.get() == shared


def test_an_adopted_starter_set_is_not_the_samples(db):
    adopt_starter_set()
    load_base()
    with pytest.raises(CommandError):
        remove()
    assert "已采用的示例标准" in remove.complained
    remove("--keep-used")
    assert (Competency.objects.count(), Domain.objects.count(), Post.objects.count()) == (35, 7, 8)
    assert StarterSet.objects.exists() and not Member.objects.exists() and not Activity.objects.exists()


def test_who_was_renamed_is_real(real):
    """A roster of the office's own that begins with S001 makes that member real."""
    Member.objects.filter(code="S001").update(name="王五")
    with pytest.raises(CommandError):
        remove()
    remove("--keep-used")
    assert set(Member.objects.values_list("code", flat=True)) == {"R1", "S001"}


def test_a_real_import_of_the_same_sheets_stays(real):
    ImportRun.objects.create(files=["roster.csv"], counts={"roster": {"read": 12, "added": 12, "changed": 0}})
    remove()
    assert ImportRun.objects.get().counts["roster"]["read"] == 12


def test_accounts_of_others_stay(db):
    load_base()
    User.objects.filter(username="admin").delete()
    mine = User.objects.create_superuser("admin", password="a-password-of-my-own")
    remove()
    assert list(User.objects.all()) == [mine]


def test_members_meet_the_notice_again(db):
    load_base()
    opening.forget()
    assert opening.is_open()
    remove()
    assert not opening.is_open()
    assert not ModelLogEntry.objects.filter(action="lms.open").exists()


@override_settings(LMS_RECORDS_DELETE_TRIGGER=True)
def test_the_record_is_closed_again(real):
    connection.check_constraints()
    triggers.install("default")
    assert triggers.DELETE in triggers.present("default")
    remove()
    assert triggers.present("default") == triggers.wanted(connections["default"].vendor)
    connection.check_constraints()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {triggers.TABLE}")
    assert Record.objects.filter(member=real).count() == 1


def test_a_site_with_demo_accounts_is_not_fit_to_deploy(db):
    from cms_site.checks import check_demo_accounts

    assert check_demo_accounts() == []
    load_base()
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
