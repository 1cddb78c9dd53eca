"""The one view that sends files: in parts as players ask, to those who may have them."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from courses.files import media_of, media_url, ranges

from . import samples
from .conftest import PDF, VIDEO

FILE = samples.mp4()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10_000), st.integers(0, 12_000), st.integers(0, 12_000))
def test_a_range_is_inside_the_file_or_refused(size, first, last):
    try:
        found = ranges.asked(f"bytes={first}-{last}", size)
    except ranges.UnsatisfiableError:
        assert first >= size
        return
    if last < first:
        assert found is None
    else:
        assert found == (first, min(last, size - 1))


@pytest.mark.parametrize("header", ["", "bytes", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,3-4", "bytes=5-2", "bytes=a-b"])
def test_what_is_not_understood_gets_the_whole(header):
    assert ranges.asked(header, 10) is None


@pytest.fixture
def address(client, lesson, member_user):
    client.force_login(member_user)
    return media_url(lesson(), VIDEO)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_file(client, address):
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert body(response) == FILE
    assert response["Content-Length"] == str(len(FILE))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"
    assert "Content-Encoding" not in response
    assert "private" in response["Cache-Control"]


PARTS = [
    ("bytes=0-0", slice(0, 1)),
    ("bytes=100-", slice(100, None)),
    ("bytes=-50", slice(-50, None)),
    ("bytes=5-9", slice(5, 10)),
]


@pytest.mark.parametrize(("asked", "part"), PARTS)
def test_a_part(client, address, asked, part):
    response = client.get(address, headers={"range": asked, "accept-encoding": "gzip"})
    assert response.status_code == 206
    assert body(response) == FILE[part]
    start = len(FILE[: part.start]) if part.start >= 0 else len(FILE) + part.start
    assert response["Content-Range"] == f"bytes {start}-{start + len(FILE[part]) - 1}/{len(FILE)}"


def test_beyond_the_end(client, address):
    response = client.get(address, headers={"range": f"bytes={len(FILE)}-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(FILE)}"


def test_only_the_headers(client, address):
    response = client.head(address, headers={"range": "bytes=10-19"})
    assert (response.status_code, response["Content-Length"], response.content) == (206, "10", b"")


def test_parts_of_the_same_file_only(client, address):
    tag = client.head(address)["ETag"]
    assert client.get(address, headers={"range": "bytes=0-9", "if-range": tag}).status_code == 206
    assert client.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'}).status_code == 200
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_the_web_server_sends_it(client, address, settings, video):
    from django.core.files.base import ContentFile

    settings.LMS = {"ACCEL_PREFIX": "/protected"}
    video.file.save("请示 1.mp4", ContentFile(FILE))
    response = client.get(address)
    assert response["X-Accel-Redirect"] == "/protected/media/%E8%AF%B7%E7%A4%BA_1.mp4"
    assert response["Content-Type"] == "video/mp4"
    assert response.content == b""


def test_captions_and_pages_of_a_pdf(client, lesson, member_user):
    client.force_login(member_user)
    page = lesson()
    said = client.get(reverse("lms_courses:captions", args=[page.pk, VIDEO]))
    assert said["Content-Type"] == "text/vtt; charset=utf-8"
    assert said.content.decode() == samples.VTT
    drawn = client.get(reverse("lms_courses:pdf_page", args=[page.pk, PDF, 3, 800]))
    assert body(drawn).startswith(b"\xff\xd8\xff")
    for number, width in ((4, 800), (0, 800), (1, 9999)):
        assert client.get(reverse("lms_courses:pdf_page", args=[page.pk, PDF, number, width])).status_code == 404


def test_what_a_page_has(lesson):
    (medium,) = media_of(lesson())
    assert (medium.block_id, medium.kind, medium.seconds, medium.bytes) == (VIDEO, "video", 250, len(FILE))


def test_what_was_drawn_goes_with_the_document(client, lesson, member_user, guide, django_capture_on_commit_callbacks):
    client.force_login(member_user)
    body(client.get(reverse("lms_courses:pdf_page", args=[lesson().pk, PDF, 1, 800])))
    (folder,) = default_storage.listdir("pdf_pages")[0]
    assert "facts.json" in default_storage.listdir(f"pdf_pages/{folder}")[1]
    with django_capture_on_commit_callbacks(execute=True):
        guide.delete()
    assert default_storage.listdir("pdf_pages") == ([], [])


def test_pictures_are_asked_for_at_once(client, write, member_user, count_queries):
    picture = Image.objects.create(title="图", file=get_test_image_file())
    client.force_login(member_user)
    pages = []
    for count in (2, 6):
        row = {"image": {"image": picture.pk, "decorative": False, "alt_text": "图"}, "caption": ""}
        rows = [{"type": "picture", "value": row, "id": str(uuid.uuid4())} for _ in range(count)]
        pages.append(write(f"第{count}课", body=json.dumps(rows)).url)
    for address in pages:
        client.get(address)
    few, many = (count_queries(lambda address=address: client.get(address)) for address in pages)
    assert len(few) == len(many)


# ---- who may have it


def addresses(page, video, guide) -> list[str]:
    return [
        media_url(page, VIDEO),
        media_url(page, PDF),
        reverse("lms_courses:captions", args=[page.pk, VIDEO]),
        reverse("lms_courses:pdf_page", args=[page.pk, PDF, 1, 800]),
    ]


def statuses(client, user, found) -> set[int]:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    answers = {}
    for each in found:
        answer = client.get(each)
        answers[each] = answer.status_code
        if answer.streaming:  # read to the end, which closes the file and leaves the connection of the test alone
            body(answer)
    assert len(set(answers.values())) == 1, answers
    return set(answers.values())


def test_strangers_get_nothing(client, lesson, video, guide, member_user):
    page = lesson()
    ReferenceIndex.create_or_update_for_object(page)  # as after the commit of publishing
    found = [*addresses(page, video, guide), video.file.url, guide.file.url, reverse("lms_courses:item", args=[video.pk])]
    assert statuses(client, None, found) == {404}
    assert statuses(client, None, [guide.url]) == {302}
    # The plain addresses of the storage are closed to members too; the page leads elsewhere.
    assert statuses(client, member_user, [video.file.url, guide.file.url]) == {404}
    assert statuses(client, member_user, [guide.url]) == {200}


def test_a_draft_is_read_by_those_who_write_it(client, lesson, video, guide, member_user, world, superuser):
    page = lesson(published=False)
    found = addresses(page, video, guide)
    assert statuses(client, member_user, [*found, guide.url]) == {404}
    assert statuses(client, superuser, [*found, guide.url, video.file.url]) == {200}
    type(page).objects.filter(pk=page.pk).update(author=world.learner)
    assert statuses(client, member_user, found) == {200}


def test_withdrawn_is_withdrawn(client, lesson, video, guide, member_user):
    page = lesson()
    found = addresses(page, video, guide)
    assert statuses(client, member_user, found) == {200}
    page.unpublish()
    assert statuses(client, member_user, [*found, guide.url]) == {404}


def test_a_lesson_of_another_unit(client, lesson, video, guide, member_user, world):
    found = addresses(lesson(share_scope="unit", owner_unit=world.other_unit), video, guide)
    assert statuses(client, member_user, found) == {404}
