"""What points to rows without a key: logs, search, references, sessions, pages. And what was computed for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import F, Model, Q
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtailmedia.models import get_media_model

from cms_site.models import PlantedPage
from courses.publishing import ORIGIN
from lms.catalogue.models import Activity
from lms.competencies.models import Competency
from lms.core import opening
from lms.core.models import Opening, Revision
from lms.people.models import Member, OrgUnit, Post
from lms.planning.actions import mark_and_replan
from lms.planning.models import Plan
from lms.planning.world import forget
from lms.reporting.models import MemberSummary, SummaryYear
from lms.requirements.models import RequirementSet

from . import content, sheets
from .recognising import Rows

BATCH = 500
#: Where one of these has rows left, snapshots in memory may still be in use.
PLANNED = (Activity, Competency, Member, OrgUnit, Post, RequirementSet)


def forget_traces(model: type[Model], pks: list[Any]) -> None:
    """Take these rows out of the logs, the search and the index of references."""
    if not (kind := ContentType.objects.filter(app_label=model._meta.app_label, model=model._meta.model_name).first()):
        return
    for at in range(0, len(pks), BATCH):
        ids = [str(pk) for pk in pks[at : at + BATCH]]
        ModelLogEntry.objects.filter(content_type=kind, object_id__in=ids).delete()
        IndexEntry.objects.filter(content_type=kind, object_id__in=ids).delete()
        ReferenceIndex.objects.filter(
            Q(content_type=kind, object_id__in=ids) | Q(to_content_type=kind, to_object_id__in=ids)
        ).delete()


def shown_on_pages(lessons: set[Any]) -> dict[Any, str]:
    """Lessons of the sample that a page of somebody else's shows, with the title of one such page."""
    kind = ContentType.objects.get_for_model(Activity)
    going = PlantedPage.objects.filter(key__startswith=content.PREFIX, page__isnull=False).exclude(page__in=pages_with_others())
    sample = going.values_list("page_id", flat=True)
    references = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(pk) for pk in lessons]).exclude(
        object_id__in=[str(pk) for pk in sample]
    )
    pages = {str(pk): title for pk, title in Page.objects.values_list("pk", "title")} if references.exists() else {}
    rows = references.values_list("to_object_id", "object_id")
    return {int(lesson): pages[page] for lesson, page in rows if page in pages}


def end_sessions(users: set[Any]) -> None:
    """Sign these accounts out everywhere."""
    wanted = {str(pk) for pk in users}
    if not wanted:
        return
    keys = [
        session.session_key for session in Session.objects.iterator() if session.get_decoded().get("_auth_user_id") in wanted
    ]
    Session.objects.filter(session_key__in=keys).delete()


def pages_with_others() -> dict[int, str]:
    """Pages of the sample below which somebody put a page of his own, with the title of that one."""
    sample = PlantedPage.objects.filter(key__startswith=content.PREFIX, page__isnull=False).select_related("page")
    ours = {row.page_id: row.page for row in sample}
    found = {}
    for pk, page in ours.items():
        if other := page.get_descendants().exclude(pk__in=list(ours)).first():
            found[pk] = other.title
    return found


def remove_pages() -> int:
    """Delete the sample's pages and files, their log entries, and tags that nothing bears any more. Returns how many pages."""
    # A page goes with all below it: where somebody put one of his own, it is no longer the sample's.
    PlantedPage.objects.filter(page__in=pages_with_others()).delete()
    rows = PlantedPage.objects.filter(key__startswith=content.PREFIX, page__isnull=False)
    pages = list(rows.values_list("page_id", flat=True))
    taggings = [each.related_model for each in Tag._meta.related_objects if each.one_to_many]
    borne = [each for each in taggings if issubclass(each._meta.get_field("content_object").related_model or Model, Page)]
    tags = {tag for each in borne for tag in each._base_manager.filter(content_object__in=pages).values_list("tag_id", flat=True)}
    libraries = (get_image_model(), get_document_model(), get_media_model())
    files = {model: set(model._default_manager.values_list("pk", flat=True)) for model in libraries}
    give_back_lessons(pages)
    removed = content.remove_content()
    PageLogEntry.objects.filter(page__in=pages).delete()
    for model, before in files.items():
        forget_traces(model, list(before - set(model._default_manager.values_list("pk", flat=True))))
    for tagging in taggings:
        tags -= set(tagging._base_manager.values_list("tag_id", flat=True))
    Tag.objects.filter(pk__in=tags).delete()
    return removed


def give_back_lessons(pages: list[Any]) -> None:
    """Lessons of the sheet are kept by the sheet again, so that those which somebody needs stay on offer without their page."""
    keys = [str(key) for key in Page.objects.filter(pk__in=pages).values_list("translation_key", flat=True)]
    codes = [row["code"] for row in sheets.rows("lessons.csv")]
    Activity.objects.filter(origin=ORIGIN, origin_key__in=keys, code__in=codes).update(origin="code", origin_key=F("code"))


def clean_up(rows: Rows) -> None:
    """Sessions of the accounts, plans and years of nobody, the opening where no member is left; whoever stays is planned anew."""
    end_sessions(rows[get_user_model()])
    Plan.objects.filter(links__isnull=True).delete()
    SummaryYear.objects.exclude(year__in=MemberSummary.objects.values("year")).delete()
    SummaryYear.objects.update(dirty=True)
    if not Member.objects.exists():
        opened = list(Opening.objects.filter(by__isnull=True).values_list("pk", flat=True))
        forget_traces(Opening, opened)
        Opening.objects.filter(pk__in=opened).delete()
        opening.forget()
    if any(model._default_manager.exists() for model in PLANNED):
        Revision.bump("people", "competencies", "catalogue", "requirements", "world")
        mark_and_replan(None)
    else:
        # Nothing is left to be planned, as before the first row.
        Revision.objects.exclude(name="world").delete()
        Revision.bump("world")
    forget()
