"""Pictures of the sample: drawn here, calm and flat, so that no photograph of anybody is needed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.models import Collection

COLLECTION = "示例配图"
SIZE = (1440, 810)
#: Drawn larger and then made smaller: edges come out smooth.
SCALE = 2
PAPER, MIST, TEAL, DEEP, GOLD, LINE = "#f2efe6", "#d9e5e3", "#4f8a8b", "#0b5563", "#d9a441", "#c9c2b0"

Draw = Callable[["Sheet"], None]


class Sheet:
    """A drawing surface measured in hundredths of its width and height."""

    def __init__(self) -> None:
        self.width, self.height = SIZE[0] * SCALE, SIZE[1] * SCALE
        self.canvas = Canvas.new("RGB", (self.width, self.height), PAPER)
        self.pen = ImageDraw.Draw(self.canvas)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return x * self.width / 100, y * self.height / 100

    def box(self, x: float, y: float, wide: float, high: float, colour: str, radius: float = 0) -> None:
        left, top = self.at(x, y)
        right, bottom = self.at(x + wide, y + high)
        self.pen.rounded_rectangle((left, top, right, bottom), radius * self.width / 100, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        middle_x, middle_y = self.at(x, y)
        size = radius * self.width / 100
        self.pen.ellipse((middle_x - size, middle_y - size, middle_x + size, middle_y + size), fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([self.at(x, y) for x, y in points], fill=colour)

    def png(self) -> bytes:
        small = self.canvas.resize(SIZE, Canvas.Resampling.LANCZOS).quantize(64)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
        return out.getvalue()


def hall(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, 100, MIST)
    sheet.box(30, 14, 40, 30, DEEP, 1)
    sheet.box(34, 22, 22, 3, GOLD)
    sheet.box(34, 30, 30, 2, MIST)
    for row, (top, seats) in enumerate(((55, 7), (69, 6), (84, 5))):
        wide = 8 + row * 2
        left = 50 - seats * (wide + 2.5) / 2
        for seat in range(seats):
            sheet.box(left + seat * (wide + 2.5), top, wide, 12, TEAL if (row * 2 + seat) % 4 else GOLD, 1.2)


def letters(sheet: Sheet) -> None:
    sheet.box(58, 14, 26, 72, DEEP, 3)
    sheet.box(60.5, 20, 21, 60, PAPER, 1)
    for number, width in enumerate((17, 15, 17, 10)):
        sheet.box(62.5, 26 + number * 12, width, 6, TEAL if number else GOLD, 0.6)
    sheet.box(16, 30, 16, 44, MIST, 2)
    for number in range(7):
        sheet.box(18, 36 + number * 5, 12 - number % 3 * 2, 1.6, LINE)


def hills(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, 100, MIST)
    sheet.disc(74, 30, 8, GOLD)
    sheet.shape([(0, 70), (22, 40), (44, 66), (64, 46), (100, 76), (100, 100), (0, 100)], TEAL)
    sheet.shape([(0, 84), (30, 68), (62, 82), (100, 66), (100, 100), (0, 100)], DEEP)
    sheet.box(40, 66, 11, 14, PAPER)
    sheet.shape([(38, 67), (45.5, 56), (53, 67)], GOLD)


def shelves(sheet: Sheet) -> None:
    for shelf, top in enumerate((12, 41, 70)):
        for book in range(17):
            high = 16 + (book * 7 + shelf * 5) % 6
            colour = (TEAL, DEEP, LINE, MIST, GOLD)[(book * 3 + shelf) % 5]
            sheet.box(10 + book * 4.7, top + 22 - high, 3.9, high, colour, 0.3)
        sheet.box(8, top + 22, 84, 2, DEEP)


def table(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, 100, MIST)
    for x, y in ((24, 30), (41, 22), (59, 22), (76, 30), (24, 74), (41, 84), (59, 84), (76, 74)):
        sheet.disc(x, y, 4.2, TEAL if (x + y) % 4 else GOLD)
    sheet.box(26, 36, 48, 34, DEEP, 9)
    sheet.box(44, 46, 12, 14, PAPER, 0.5)


def path(sheet: Sheet) -> None:
    sheet.box(0, 0, 100, 54, MIST)
    sheet.disc(50, 50, 9, GOLD)
    sheet.box(0, 50, 100, 50, TEAL)
    sheet.shape([(48, 50), (52, 50), (78, 100), (22, 100)], PAPER)
    for number, top in enumerate((58, 68, 82)):
        sheet.box(49.2 - number * 0.5, top, 1.6 + number, 4 + number * 2, LINE)


def desk(sheet: Sheet) -> None:
    sheet.box(0, 72, 100, 28, DEEP)
    sheet.box(20, 30, 26, 42, MIST, 1)
    for number in range(6):
        sheet.box(23, 37 + number * 5, 20 - (number == 5) * 9, 1.6, LINE)
    sheet.box(56, 44, 22, 28, TEAL, 1)
    sheet.box(56, 50, 22, 2, GOLD)
    sheet.disc(87, 66, 3.4, GOLD)


DRAWINGS: dict[str, Draw] = {
    "hall": hall, "letters": letters, "hills": hills, "shelves": shelves, "table": table, "path": path, "desk": desk,
}


def picture(name: str) -> Any:
    """The picture of this name in the media library, drawn on first use."""
    title = f"{COLLECTION}：{name}"
    model = get_image_model()
    found = model._default_manager.filter(title=title).first()
    if found is not None:
        return found
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    sheet = Sheet()
    DRAWINGS[name](sheet)
    return model._default_manager.create(
        title=title, file=ContentFile(sheet.png(), name=f"sample-{name}.png"), collection=collection
    )


def remove_pictures() -> None:
    """Delete the drawn pictures with their files and their collection, unless somebody put something else into it."""
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        return
    for image in get_image_model()._default_manager.filter(collection=collection, title__startswith=f"{COLLECTION}："):
        image.delete()
    if not get_image_model()._default_manager.filter(collection=collection).exists():
        collection.delete()
