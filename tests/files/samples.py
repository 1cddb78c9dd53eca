"""Small real files, and files that only pretend."""

from __future__ import annotations

import struct

CONTENT = bytes(range(256)) * 40


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def track(handler: bytes, codec: bytes, width: int = 0, height: int = 0) -> bytes:
    head = box(b"tkhd", bytes(76) + struct.pack(">II", width << 16, height << 16))
    described = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, bytes(70)))
    media = box(b"hdlr", bytes(8) + handler + bytes(13)) + box(b"minf", box(b"stbl", described))
    return box(b"trak", head + box(b"mdia", media))


def mp4(*, seconds: float = 250, video: bytes = b"avc1", audio: bytes = b"mp4a", content: bytes = CONTENT) -> bytes:
    """An MP4 whose table of contents is true; ``content`` is nothing that a decoder would like."""
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(80))
    tracks = (track(b"vide", video, 1280, 720) if video else b"") + (track(b"soun", audio) if audio else b"")
    return box(b"ftyp", b"isom" + bytes(4) + b"isommp42") + box(b"moov", header + tracks) + box(b"mdat", content)


def mp3(frames: int = 400) -> bytes:
    """Silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz; a frame lasts 26 ms."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def pdf(pages: int = 2, *, side: int = 300) -> bytes:
    """A PDF with a line of text and an entry in its outline for each page."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(pages))
    outline = first + 2 * pages
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Outlines {outline} 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        said = f"BT /F1 18 Tf 20 100 Td (Page {number + 1} of the guide) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] /Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(said)} >>\nstream\n{said}\nendstream")
    objects.append(f"<< /Type /Outlines /First {outline + 1} 0 R /Last {outline + pages} 0 R /Count {pages} >>")
    for number in range(pages):
        after = f"/Next {outline + number + 2} 0 R " if number + 1 < pages else ""
        dest = f"[{first + 2 * number} 0 R /Fit]"
        objects.append(f"<< /Title (Chapter {number + 1}) /Parent {outline} 0 R {after}/Dest {dest} >>")
    text, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n请示一文一事\n\n00:00:02.500 --> 00:00:05.000\n报告不夹带请示\n"
