"""笔记 and 读书计划 are the member's alone: no administrator, not even the superuser, meets a word of them anywhere.

That no page and no export tells them is seen on the walk of test_privacy.py.
"""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.core import mail
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from wagtail.models import ModelLogEntry, ReferenceIndex

from lms.core import clock
from lms.core.sheets.registry import sheets
from lms.desk.models import Note
from lms.planning.models import ReadingItem
from tests.admin.walking import body, lms_viewsets, urls_of

from .private import CHAPTER, TITLE, WORD, WORDS, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["superuser", "branch_admin"])
def test_no_search_finds_them(client, request, estate, written, who):
    client.force_login(request.getfixturevalue(who))
    asked = 0
    for viewset in lms_viewsets():
        for name, url in urls_of(viewset, None):
            if not name.startswith(("index", "chosen", "choose")):
                continue
            for word in WORDS:
                response = client.get(url, {"q": word})
                if response.status_code == 200:
                    asked += 1
                    text = body(response).replace(f'value="{word}"', "")
                    assert not ("李明" in text and name == "index_results"), url
    assert asked > 20
    for word in WORDS:
        assert "李明" not in body(client.get("/search/", {"q": word}))


def test_the_admin_knows_no_such_model(superuser):
    reverse("wagtailadmin_home")
    assert not {Note, ReadingItem} & {getattr(viewset, "model", None) for viewset in lms_viewsets()}
    for model in (Note, ReadingItem):
        assert model._meta.default_permissions == ()
        assert not hasattr(model._default_manager, "for_user")
        assert model.wagtail_reference_index_ignore
        assert not superuser.__class__.objects.filter(user_permissions__content_type__model=model._meta.model_name).exists()
    assert not {"note", "readingitem"} & {spec.name for spec in sheets()}


def test_writing_leaves_no_word_in_a_log(client, world, member_user, caplog):
    client.force_login(member_user)
    year, logged = clock.today().year, ModelLogEntry.objects.count()
    with caplog.at_level(logging.DEBUG):
        client.post("/learn/file/notes/add/", {"text": WORD})
        client.post("/learn/file/reading/add/", {"title": TITLE, "chapters": CHAPTER, "period": f"{year}-1"})
        note, item = Note.objects.get(), ReadingItem.objects.get()
        client.post(f"/learn/file/notes/{note.pk}/delete/")
        client.post(f"/learn/file/reading/{item.pk}/delete/")
    # Statements of the database in DEBUG are no log of ours.
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert told(said) == []
    assert ModelLogEntry.objects.count() == logged
    assert not ReferenceIndex.objects.filter(content_type__app_label__in=["lms_desk", "lms_planning"]).exists()


def test_an_error_report_does_not_quote_them(client, world, member_user, monkeypatch, settings):
    settings.ADMINS = [("管理员", "admin@example.com")]
    client.raise_request_exception = False

    def fails(**kwargs):
        raise RuntimeError

    monkeypatch.setattr("lms.desk.notes.add_note", fails)
    client.force_login(member_user)
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert client.post("/learn/file/notes/add/", {"text": WORD}).status_code == 500
    finally:
        logger.removeHandler(handler)
    reports = [report.body + "".join(str(part[0]) for part in report.alternatives) for report in mail.outbox]
    assert any("RuntimeError" in report and "Traceback" in report for report in reports)
    assert told("".join(reports)) == []


def test_no_other_table_keeps_them(written):
    """What was written stands in two rows and nowhere else."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in ("CharField", "TextField"):
                for word in WORDS:
                    if model._base_manager.filter(**{f"{field.name}__contains": word}).exists():
                        found.append(f"{model.__name__}.{field.name}")
    assert sorted(found) == ["Note.text", "ReadingItem.chapters", "ReadingItem.title"]
