"""Uploads are judged by what is in them, not by their names. Every refusal says what to do instead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException

from lms.core import conf

from . import mp4
from .handlers import TooLarge
from .sizes import MEGABYTE, size_in_words

#: What may be uploaded as video and as audio.
ENDINGS = {"video": ("mp4",), "audio": ("mp3", "m4a")}
PLAYED_EVERYWHERE = {"avc1", "avc3"}
#: Longer than a working day is no micro-lesson, and a duration that no file of this size can have.
MAX_SECONDS = 8 * 3600
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Played:
    """What was read from a video or audio. ``seconds`` is what the player goes by."""

    seconds: float
    width: int = 0
    height: int = 0


def check_size(file: Any, most_mb: int) -> None:
    """Raises ValidationError for what is larger, was dropped on the way in, or is empty."""
    if isinstance(file, TooLarge) or file.size > most_mb * MEGABYTE:
        said = {"size": size_in_words(file.size), "most": size_in_words(most_mb * MEGABYTE)}
        raise ValidationError(_("文件有 %(size)s，最多 %(most)s。请降低清晰度（例如 720p）再导出，或分成几段。") % said)
    if not file.size:
        raise ValidationError(_("这是一个空文件，请重新选择。"))


def check_medium(file: Any, kind: str) -> Played:
    """``kind`` is video or audio. Raises ValidationError."""
    check_size(file, int(conf.get("MAX_MEDIA_MB")))
    ending = ending_of(file.name)
    if ending not in ENDINGS[kind]:
        raise ValidationError(_wrong_ending(kind))
    try:
        played = _mp3(file) if ending == "mp3" else _mp4(file, kind)
    finally:
        file.seek(0)
    if not 0 < played.seconds <= MAX_SECONDS:
        raise ValidationError(_("看不出这个文件有多长。请用剪辑软件重新导出一次。"))
    return played


def _wrong_ending(kind: str) -> str:
    if kind == "video":
        return _("视频请用 MP4 格式。其他格式请先用剪映等软件导出为 MP4。")
    return _("音频请用 MP3 或 M4A 格式。")


def _mp4(file: Any, kind: str) -> Played:
    try:
        contents = mp4.read(file, file.size)
    except mp4.BrokenError as error:
        raise ValidationError(_not_what_it_says(kind)) from error
    if kind == "video":
        if not contents.video:
            raise ValidationError(_("这个文件里只有声音，没有画面。请作为音频上传。"))
        if not set(contents.video) & PLAYED_EVERYWHERE:
            raise ValidationError(_("这段视频的编码很多手机放不出来。请导出为 H.264 编码的 MP4（剪映的默认设置就是）。"))
    if any(codec != "mp4a" for codec in contents.audio):
        raise ValidationError(_("声音的编码很多手机放不出来。请导出为 AAC 编码。"))
    if kind == "audio" and not contents.audio:
        raise ValidationError(_not_what_it_says(kind))
    return Played(contents.seconds, contents.width, contents.height)


def _mp3(file: Any) -> Played:
    file.seek(0)
    head = file.read(8192)
    if not head.startswith(b"ID3") and not re.search(rb"\xff[\xe2-\xff][\x10-\xef]", head):
        raise ValidationError(_not_what_it_says("audio"))
    file.seek(0)
    try:
        seconds = TinyTag.get(filename="a.mp3", file_obj=file, tags=False, duration=True).duration
    except (TinyTagException, ValueError, IndexError, KeyError, ArithmeticError) as error:
        raise ValidationError(_not_what_it_says("audio")) from error
    if not seconds:
        raise ValidationError(_not_what_it_says("audio"))
    return Played(float(seconds))


def _not_what_it_says(kind: str) -> str:
    if kind == "video":
        return _("这个文件不是完整的 MP4 视频：可能只是改了文件名，也可能没有传完整。请重新导出后再上传。")
    return _("这个文件不是完整的音频：可能只是改了文件名，也可能没有传完整。请重新导出后再上传。")


def ending_of(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def tidy_name(name: str) -> str:
    """A name that every disk takes: letters, figures and Chinese signs, not too long, with the ending in small letters."""
    stem, ending = (name.rsplit(".", 1)[0], ending_of(name)) if "." in name else (name, "")
    stem = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFKC", stem)).strip("_-")[:MAX_NAME] or "file"
    # A sign takes up to three bytes, and names of files are measured in bytes.
    while len(stem.encode()) > 150:
        stem = stem[:-1]
    return f"{stem}.{re.sub(r'[^a-z0-9]', '', ending)[:8]}" if ending else stem
