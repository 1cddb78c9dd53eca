"""Uploads are judged by what is in them; whoever is refused learns what to do instead."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopFutureHandlers
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media

from courses import captions
from courses.blocks import LessonBody
from courses.files import checking, mp4, sizes
from courses.files.handlers import LimitHandler, TooLarge

from . import samples

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("video", "a.mp4", "这是一段文字".encode() * 50, "只是改了文件名"),
        ("video", "a.mp4", samples.mp4()[:-9000], "没有传完整"),
        ("video", "a.mp4", b"", "空文件"),
        ("video", "a.mov", samples.mp4(), "MP4"),
        ("video", "a.mp4", samples.mp4(video=b"hvc1"), "H.264"),
        ("video", "a.mp4", samples.mp4(audio=b"ac-3"), "AAC"),
        ("video", "a.mp4", samples.mp4(video=b""), "作为音频上传"),
        ("video", "a.mp4", samples.mp4(seconds=0), "看不出这个文件有多长"),
        ("video", "a.mp4", samples.mp4(seconds=99_999), "看不出这个文件有多长"),
        ("audio", "a.mp3", b"<html><script>alert(1)</script>" * 50, "只是改了文件名"),
        ("audio", "a.mp3", samples.mp4(), "只是改了文件名"),
        ("audio", "a.m4a", samples.mp3(), "只是改了文件名"),
        ("audio", "a.svg", SCRIPT, "MP3 或 M4A"),
    ],
)
def test_wrong_media(kind, name, content, said):
    with pytest.raises(ValidationError, match=said):
        checking.check_medium(upload(content, name), kind)


def test_right_media():
    assert checking.check_medium(upload(samples.mp4(), "a.mp4"), "video") == checking.Played(250, 1280, 720)
    assert checking.check_medium(upload(samples.mp4(video=b""), "a.M4A"), "audio").seconds == 250
    assert checking.check_medium(upload(samples.mp3(), "a.mp3"), "audio").seconds == pytest.approx(10.4, abs=0.2)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise, at):
    whole = samples.mp4(content=b"x")
    content = whole[:at] + noise + whole[at + len(noise) :]
    try:
        found = mp4.read(upload(content, "a.mp4"), len(content))
    except mp4.BrokenError:
        return
    assert found.seconds >= 0


@pytest.mark.parametrize("name", ["..%2f..\\a/.mp4", "讲" * 300 + ".MP4", "a b\x00<c>.mp4", ".mp4", "CON:.mp4"])
def test_names_that_every_disk_takes(name):
    tidy = checking.tidy_name(name)
    assert tidy.endswith(".mp4")
    assert len(tidy.encode()) < 200
    assert not set(tidy) & set("/\\:<>\x00 ")


# ---- too large


def test_two_gigabytes_are_dropped_while_they_arrive(superuser):
    """Nothing of it is kept: no later handler ever sees a byte."""
    request = RequestFactory().post("/")
    request.user = superuser
    handler = LimitHandler(request)
    handler.handle_raw_input(None, {}, 2 * 1024**3, b"")
    with pytest.raises(StopFutureHandlers):
        handler.new_file("file", "a.mp4", "video/mp4", None)
    assert handler.receive_data_chunk(b"x" * 64, 0) is None
    dropped = handler.file_complete(64)
    assert isinstance(dropped, TooLarge)
    with pytest.raises(ValidationError, match="最多 500 MB"):
        checking.check_size(dropped, 500)


def test_the_form_says_how_large_it_may_be(client, superuser, settings):
    settings.LMS = {"MAX_MEDIA_MB": 1, "MAX_DOCUMENT_MB": 1}
    client.force_login(superuser)
    for extra in (1_200_000, 4_000_000):
        large = upload(samples.mp4(content=bytes(extra)), "a.mp4")
        response = client.post(reverse("wagtailmedia:add", args=["video"]), {"title": "大", "file": large})
        assert "最多 1.0 MB" in response.content.decode()
    assert not Media.objects.exists()


def test_strangers_fill_no_disk(db, client, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk", lambda *args: seen.append(args)
    )
    client.post(reverse("account_login"), {"file": upload(bytes(3_000_000), "a.bin")})
    assert not seen


# ---- in the admin


def test_length_is_read_by_the_server(client, superuser):
    client.force_login(superuser)
    said = {"title": "怎样写请示", "file": upload(samples.mp4(), "请示 (终稿).MP4"), "duration": "9999", "width": "1"}
    assert client.post(reverse("wagtailmedia:add", args=["video"]), said).status_code == 302
    medium = Media.objects.get()
    assert (medium.duration, medium.width, medium.height) == (250, 1280, 720)
    assert medium.file.name == "media/请示_终稿.mp4"


BROKEN = [(b"%PDF-1.4 nothing else", "打不开"), (b"plain text", "打不开"), (samples.pdf(1, side=99_999), "大得不正常")]


@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_a_broken_pdf(client, superuser, content, said):
    client.force_login(superuser)
    response = client.post(reverse("wagtaildocs:add"), {"title": "指引", "file": upload(content, "a.pdf")})
    assert said in response.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_script_in_a_drawing(client, superuser, name):
    client.force_login(superuser)
    response = client.post(reverse("wagtailimages:add"), {"title": "图", "file": upload(SCRIPT, name)})
    assert response.status_code == 200
    assert not Image.objects.exists()


# ---- captions

BAD = [
    ("这是一段没有时间的文字", captions.Fault.NOT_CAPTIONS),
    ("<html><script>alert(1)</script></html>", captions.Fault.NOT_CAPTIONS),
    ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<script>alert(1)</script>", captions.Fault.MARKUP),
    ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<img src=x onerror=alert(1)>", captions.Fault.MARKUP),
    ("WEBVTT\n\n00:00:05.000 --> 00:00:02.000\n倒着走", captions.Fault.TIMES),
    ("WEBVTT\n\n00:00:01 -> 00:00:02\n一", captions.Fault.NOT_CAPTIONS),
    ("WEBVTT\n\n", captions.Fault.NOT_CAPTIONS),
    ("x" * 500_000, captions.Fault.LONG),
]


@pytest.mark.parametrize(("text", "fault"), BAD)
def test_what_is_no_captions(text, fault):
    with pytest.raises(captions.CaptionsError) as error:
        captions.read(text)
    assert error.value.fault == fault


LINES = st.text("学习请示，。a1 &;#'\"lt", min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 9_000), LINES), min_size=1, max_size=12))
def test_what_was_written_reads_the_same(rows):
    at, cues = 0, []
    for wait, length, text in rows:
        if said := " ".join(text.split()):
            cues.append(captions.Cue(at + wait, at + wait + length, said))
        at += wait
    if cues:
        assert captions.read(captions.write(cues)) == cues


def test_srt_is_taken_and_written_as_webvtt():
    block = LessonBody().child_blocks["video"].child_blocks["captions"]
    said = [
        "1",
        "00:00:00,000 --> 00:00:02,000",
        '<font color="#fff">同志们好</font>',
        "",
        "2",
        "00:00:04,000 --> 00:00:05,000",
        "开会",
    ]
    srt = "\r\n".join(said)
    written = block.clean(srt)
    assert written == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n同志们好\n\n00:00:04.000 --> 00:00:05.000\n开会\n"
    assert captions.transcript(captions.read(written)) == "同志们好\n\n开会"
    with pytest.raises(ValidationError, match="第 3 行"):
        block.clean("WEBVTT\n\n00:00:05.000 --> 00:00:02.000\n倒着走")


WORDS = [(12_900_000, 250, "12.3 MB，4 分 10 秒"), (900, 59, "1 KB，59 秒"), (700 * sizes.MEGABYTE, 3600, "700 MB，60 分钟")]


@pytest.mark.parametrize(("size", "seconds", "said"), WORDS)
def test_words_before_it_plays(size, seconds, said):
    assert sizes.in_words(size, seconds) == said
