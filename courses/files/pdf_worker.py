"""Reads and draws a PDF in a process of its own, with little memory and little time.

A PDF from a stranger is read by a large C++ library. What breaks it, breaks this process and nothing else. Run by path, so that
it loads neither Django nor the site: ``pdf_worker.py facts FILE`` and ``pdf_worker.py draw FILE FOLDER FIRST LAST WIDTH…``.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 25
LARGEST_FILE = 40 * 1024 * 1024
MAX_PAGES = 300
#: Units of a page are points; this is the limit that the format itself sets.
MAX_SIDE = 14_400
MAX_TEXT = 60_000
MAX_OUTLINE = 60
#: A page is drawn at most so many times as high as wide.
MAX_SHAPE = 4
QUALITY = 80


def limit() -> None:
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, LARGEST_FILE)):
        resource.setrlimit(kind, (most, most))


def opened(path: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise SystemExit(_said({"fault": "password" if "assword" in str(error) else "broken"})) from error


def facts(path: str) -> dict[str, Any]:
    """Pages, their sizes in points, the outline (title, page from 1, depth), the texts of pages up to ``MAX_TEXT``."""
    pdf = opened(path)
    count = len(pdf)
    if not count:
        return {"fault": "broken"}
    if count > MAX_PAGES:
        return {"fault": "pages", "pages": count}
    sizes = [pdf.get_page_size(number) for number in range(count)]
    if any(not 1 <= side <= MAX_SIDE for size in sizes for side in size):
        return {"fault": "size"}
    sizes = [[round(side, 1) for side in size] for size in sizes]
    return {"fault": "", "pages": count, "sizes": sizes, "outline": _outline(pdf), "texts": _texts(pdf)}


def _outline(pdf: Any) -> list[list[Any]]:
    found: list[list[Any]] = []
    for entry in pdf.get_toc(max_depth=3):
        target = entry.get_dest()
        number = target.get_index() if target else None
        title = " ".join(entry.get_title().split())[:80]
        if number is not None and title:
            found.append([title, number + 1, entry.level])
        if len(found) >= MAX_OUTLINE:
            break
    return found


def _texts(pdf: Any) -> list[str]:
    texts: list[str] = []
    left = MAX_TEXT
    for number in range(len(pdf)):
        if left <= 0:
            break
        text = pdf[number].get_textpage().get_text_range()[:left]
        left -= len(text)
        texts.append("\n".join(line.strip() for line in text.replace("\ufffe", "").splitlines() if line.strip()))
    return texts


def draw(path: str, folder: str, first: int, last: int, widths: list[int]) -> dict[str, Any]:
    """Writes ``FOLDER/<page>-<width>.jpg``."""
    pdf = opened(path)
    for number in range(first, min(last, len(pdf)) + 1):
        page = pdf[number - 1]
        wide, high = page.get_size()
        for width in widths:
            scale = min(width / wide, MAX_SHAPE * width / high)
            image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            image.save(Path(folder) / f"{number}-{width}.jpg", quality=QUALITY, optimize=True)
        page.close()
    return {"fault": ""}


def _said(answer: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    limit()
    if sys.argv[1] == "facts":
        sys.exit(_said(facts(sys.argv[2])))
    sys.exit(_said(draw(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), [int(each) for each in sys.argv[6:]])))
