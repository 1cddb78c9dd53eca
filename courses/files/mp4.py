"""What an MP4 says of itself: how long it is, what is in it. Pure: reads boxes (ISO 14496-12), decodes nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

#: A table of contents larger than this belongs to no micro-lesson.
MAX_MOOV = 64 * 1024 * 1024
MAX_BOXES = 5_000
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


class BrokenError(ValueError):
    """No MP4, or one that ends too early."""


@dataclass(slots=True)
class Contents:
    """``seconds`` 0: not told. Codecs are four-letter names: ``avc1`` is H.264, ``mp4a`` AAC."""

    seconds: float = 0.0
    width: int = 0
    height: int = 0
    video: list[str] = field(default_factory=list)
    audio: list[str] = field(default_factory=list)


def read(file: BinaryIO, size: int) -> Contents:
    """Raises BrokenError."""
    found = Contents()
    has_content = False
    for number, (kind, start, end) in enumerate(_boxes(file, 0, size)):
        if number == 0 and kind != b"ftyp":
            raise BrokenError
        has_content = has_content or (kind == b"mdat" and end > start)
        if kind == b"moov":
            if end - start > MAX_MOOV:
                raise BrokenError
            _walk(file, start, end, found, [MAX_BOXES])
    if not has_content or not (found.video or found.audio):
        raise BrokenError
    return found


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the content begins and ends."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        if len(head) < 8:
            raise BrokenError
        length, kind = struct.unpack(">I4s", head[:8])
        content = start + 8
        if length == 1:
            if len(head) < 16:
                raise BrokenError
            length, content = struct.unpack(">Q", head[8:16])[0], start + 16
        elif length == 0:
            length = end - start
        if start + length < content or start + length > end:
            raise BrokenError
        yield kind, content, start + length
        start += length


def _walk(file: BinaryIO, start: int, end: int, found: Contents, left: list[int]) -> None:
    handler = b""
    for kind, begin, stop in _boxes(file, start, end):
        left[0] -= 1
        if left[0] < 0:
            raise BrokenError
        if kind == b"mvhd":
            found.seconds = _duration(_content(file, begin, stop))
        elif kind == b"tkhd":
            _dimensions(_content(file, begin, stop), found)
        elif kind == b"hdlr":
            handler = _content(file, begin, stop)[8:12]
            file_handlers = found.video if handler == b"vide" else found.audio if handler == b"soun" else None
            if file_handlers is not None:
                file_handlers.append("")
        elif kind == b"stsd":
            _codec(_content(file, begin, stop), found)
        elif kind in CONTAINERS:
            _walk(file, begin, stop, found, left)


def _content(file: BinaryIO, begin: int, stop: int, most: int = 4096) -> bytes:
    file.seek(begin)
    return file.read(min(stop - begin, most))


def _duration(content: bytes) -> float:
    try:
        if content[0] == 1:
            scale, length = struct.unpack_from(">IQ", content, 20)
        else:
            scale, length = struct.unpack_from(">II", content, 12)
    except (IndexError, struct.error) as error:
        raise BrokenError from error
    return length / scale if scale and length < 0xFFFFFFFF else 0.0


def _dimensions(content: bytes, found: Contents) -> None:
    """The largest picture; sound has none. Sizes are fixed-point numbers at the very end of the box."""
    if len(content) >= 84:
        width, height = (each >> 16 for each in struct.unpack(">II", content[-8:]))
        if width * height > found.width * found.height:
            found.width, found.height = width, height


def _codec(content: bytes, found: Contents) -> None:
    """The kind of the first sample belongs to the track whose handler came just before."""
    name = content[12:16].decode("latin-1")
    for kinds in (found.video, found.audio):
        if kinds and kinds[-1] == "":
            kinds[-1] = name
