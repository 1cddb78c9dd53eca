"""Which rows are the sample's: those whose code **and** name stand in its sheets. What somebody renamed is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from cms_site.models import PlantedPage
from courses.pages.models import CoursePage, LessonPage, StoryPage, TrackPage
from courses.publishing import ORIGIN
from lecturers.models import Lecturer
from lms.assessment.models import Paper, Question
from lms.catalogue.models import Activity
from lms.competencies.models import Competency, Domain, Framework
from lms.core.models import ImportRun
from lms.people.models import Member, OrgUnit, Post
from lms.requirements.models import RequirementSet
from lms.requirements.starter import adopted

from . import accounts, bank, sheets

Rows = dict[type[Model], set[Any]]
#: Keys of the sample's planted pages begin with this.
PREFIX = "sample:"
PAGES: tuple[Any, ...] = (LessonPage, CoursePage, TrackPage, StoryPage)
#: What the starter set brings too: where it was adopted these are no longer the sample's.
STARTER = (Competency, Domain, Framework, Post)


def _named(model: Any, pairs: Iterable[tuple[str, str]], name: str = "name") -> set[Any]:
    known = dict(pairs)
    rows = model._base_manager.filter(code__in=list(known)).values_list("pk", "code", name)
    return {pk for pk, code, said in rows if known[code] == said}


def _columns(sheet: str, code: str, name: str) -> Iterable[tuple[str, str]]:
    return ((row[code], row[name]) for row in sheets.rows(sheet))


def sample_rows() -> Rows:
    """The rows that others hang from, by model."""
    members = _named(Member, _columns("roster.csv", "学员编号", "姓名"))
    posts = _named(Post, _columns("posts.csv", "code", "name"))
    return {
        Member: members,
        OrgUnit: _named(OrgUnit, _columns("org_units.csv", "code", "name")),
        Post: posts,
        Competency: _named(Competency, _columns("competencies.csv", "code", "name")),
        Domain: _named(Domain, _columns("competencies.csv", "domain_code", "domain_name")),
        Framework: set(),
        ImportRun: _import_runs(),
        Lecturer: _named(Lecturer, ((row["code"], row["name"]) for row in sheets.lecturers())),
        Question: _named(Question, ((row["code"], row["stem"]) for row in bank.rows()), name="latest__stem"),
        **_taught(posts),
        get_user_model(): {user.pk for user in accounts.left()},
    }


def _taught(posts: set[Any]) -> Rows:
    """The sample's pages of what is taught, and what they wrote: activities, papers and what tracks ask."""
    planted = PlantedPage.objects.filter(key__startswith=PREFIX, page__isnull=False)
    pages = list(planted.values_list("page", flat=True))
    found: Rows = {model: set(model._base_manager.filter(pk__in=pages).values_list("pk", flat=True)) for model in PAGES}
    keys = [str(key) for key in planted.values_list("page__translation_key", flat=True)]
    made = dict(Activity.objects.filter(origin=ORIGIN, origin_key__in=keys).values_list("pk", "code"))
    lessons = _named(Activity, _columns("lessons.csv", "code", "title"), name="title")
    given = {row["code"] for row in sheets.rows("lessons.csv")}
    own = {pk for pk, code in made.items() if code not in given}
    tracks = RequirementSet.objects.filter(kind=RequirementSet.Kind.TRACK, source_code__in=[made[pk] for pk in own])
    papers = {pk for pk, key in Paper.objects.values_list("pk", "key") if key.startswith(tuple(f"page:{each}:" for each in keys))}
    return {
        **found, Activity: lessons | own, Paper: papers,
        RequirementSet: _post_sets(posts) | set(tracks.values_list("pk", flat=True)),
    }  # fmt: skip


def shared_rows(rows: Rows) -> Rows:
    """Rows that the sample made and that others may have come to share: removed where nobody else needs them, else kept."""
    hours = RequirementSet.objects.filter(kind=RequirementSet.Kind.PERSON, assignments__member__in=rows[Member])
    frameworks = Framework.objects.filter(code="default", domains__in=rows[Domain])
    return {
        RequirementSet: set(hours.values_list("pk", flat=True)),
        Framework: set(frameworks.values_list("pk", flat=True)),
    }


def claimed_by_starter(rows: Rows) -> Rows:
    """Of ``rows`` those that an adopted starter set stands on; none where none was adopted."""
    if adopted() is None:
        return {}
    claimed = {model: set(rows[model]) for model in STARTER}
    claimed[RequirementSet] = rows[RequirementSet] & _post_sets(rows[Post])
    return claimed


def _post_sets(posts: set[Any]) -> set[Any]:
    codes = [f"post:{code}" for code in Post.objects.filter(pk__in=posts).values_list("code", flat=True)]
    return set(RequirementSet.objects.filter(code__in=codes).values_list("pk", flat=True))


def _import_runs() -> set[Any]:
    """Imports of exactly the sample's sheets: each with as many rows as the sample has."""
    training = {name.removesuffix(".csv"): sum(1 for _row in sheets.rows(name)) for name in sheets.TRAINING}
    sizes = (training, {"lecturers": len(sheets.lecturers())})
    runs = ImportRun.objects.filter(by__isnull=True)
    return {run.pk for run in runs if {name: count.get("read") for name, count in run.counts.items()} in sizes}
