"""Draws the slides of the sample's videos: calm, flat, readable on a phone. The lowest sixth stays free for captions."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from scripts.media_source import Slide

SIZE = (640, 360)
#: Drawn larger and then made smaller: edges come out smooth.
SCALE = 3
FONTS = "/usr/share/fonts/opentype/noto/NotoSansCJK-"
SIMPLIFIED = 2
PAPER, MIST, TEAL, DEEP, GOLD, INK, GREY = "#f8f5ee", "#d9e5e3", "#4f8a8b", "#0b5563", "#d9a441", "#20302f", "#6d7a78"
#: The picture of a slide stands in this square.
LEFT, TOP, WIDE = 470, 110, 130


class Board:
    """A drawing surface in pixels of the film. ``icon`` draws in hundredths of the picture's square."""

    def __init__(self) -> None:
        self.canvas = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
        self.pen = ImageDraw.Draw(self.canvas)

    def box(self, x: float, y: float, wide: float, high: float, colour: str, radius: float = 0) -> None:
        corners = [each * SCALE for each in (x, y, x + wide, y + high)]
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, colour, radius)

    def words(self, x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False, anchor: str = "la") -> None:
        font = ImageFont.truetype(f"{FONTS}{'Bold' if bold else 'Regular'}.ttc", size * SCALE, index=SIMPLIFIED)
        self.pen.text((x * SCALE, y * SCALE), text, colour, font, anchor=anchor)

    def part(self, x: float, y: float, wide: float, high: float, colour: str, radius: float = 0) -> None:
        unit = WIDE / 100
        self.box(LEFT + x * unit, TOP + y * unit, wide * unit, high * unit, colour, radius * unit)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        unit = WIDE / 100
        self.disc(LEFT + x * unit, TOP + y * unit, radius * unit, colour)

    def line(self, points: list[tuple[float, float]], colour: str, wide: float) -> None:
        unit = WIDE / 100 * SCALE
        path = [(LEFT * SCALE + x * unit, TOP * SCALE + y * unit) for x, y in points]
        self.pen.line(path, colour, round(wide * unit), joint="curve")

    def letters(self, x: float, y: float, text: str, size: int, colour: str) -> None:
        self.words(LEFT + x * WIDE / 100, TOP + y * WIDE / 100, text, size, colour, bold=True, anchor="mm")

    def film(self) -> Image.Image:
        return self.canvas.resize(SIZE, Image.Resampling.LANCZOS)


def phone(board: Board) -> None:
    board.part(28, 6, 44, 88, DEEP, 8)
    board.part(33, 16, 34, 62, PAPER, 3)
    board.letters(50, 47, "119", 20, DEEP)
    board.dot(50, 86, 4, GOLD)


def extinguisher(board: Board) -> None:
    board.part(34, 34, 32, 60, TEAL, 10)
    board.part(44, 20, 12, 16, DEEP, 2)
    board.part(36, 14, 34, 7, DEEP, 3)
    board.line([(56, 26), (78, 30), (84, 56)], DEEP, 5)
    board.part(34, 56, 32, 14, PAPER)
    board.dot(50, 63, 4, GOLD)


def stairs(board: Board) -> None:
    for step in range(4):
        board.part(10 + step * 20, 74 - step * 18, 20, 20 + step * 18, TEAL if step % 2 else DEEP)
    board.line([(78, 8), (30, 50)], GOLD, 6)
    board.line([(30, 34), (30, 50), (46, 50)], GOLD, 6)


def heart(board: Board) -> None:
    board.dot(36, 38, 20, TEAL)
    board.dot(64, 38, 20, TEAL)
    board.pen.polygon(
        [((LEFT + x * WIDE / 100) * SCALE, (TOP + y * WIDE / 100) * SCALE) for x, y in ((18, 48), (82, 48), (50, 88))], TEAL
    )
    board.line([(8, 52), (34, 52), (43, 34), (54, 68), (62, 52), (92, 52)], PAPER, 5)


def grid(board: Board) -> None:
    board.part(8, 14, 84, 72, MIST, 3)
    board.part(8, 14, 84, 16, DEEP, 3)
    for row in range(4):
        for column in range(3):
            board.part(12 + column * 27, 35 + row * 12.5, 23, 8, PAPER, 1)


def text(board: Board) -> None:
    board.part(6, 30, 88, 40, DEEP, 5)
    board.part(10, 35, 80, 30, PAPER, 3)
    board.letters(50, 49, "文本", 26, DEEP)
    board.part(82, 62, 14, 14, GOLD, 7)


def calendar(board: Board) -> None:
    board.part(12, 14, 76, 76, MIST, 5)
    board.part(12, 14, 76, 20, DEEP, 5)
    for number in range(12):
        board.part(20 + number % 4 * 16, 42 + number // 4 * 15, 11, 10, GOLD if number == 6 else PAPER, 2)


def listing(board: Board) -> None:
    board.part(16, 8, 68, 84, MIST, 4)
    for row in range(4):
        board.dot(28, 24 + row * 18, 4.5, GOLD if row == 0 else TEAL)
        board.part(38, 21 + row * 18, 36 - row % 2 * 8, 6, DEEP, 2)


def bars(board: Board) -> None:
    for number, high in enumerate((34, 46, 40, 62)):
        board.part(12 + number * 20, 88 - high, 14, high, GOLD if number == 3 else TEAL, 2)
    board.part(6, 88, 88, 3, DEEP)


def percent(board: Board) -> None:
    board.dot(50, 50, 42, MIST)
    board.letters(50, 48, "5% → 6%", 22, DEEP)


def line(board: Board) -> None:
    board.line([(6, 52), (94, 52)], GOLD, 2.5)
    board.line([(8, 72), (28, 62), (46, 44), (64, 50), (90, 24)], DEEP, 5)
    board.letters(18, 42, "50%", 16, GREY)


def talk(board: Board) -> None:
    board.part(6, 16, 60, 36, TEAL, 9)
    board.part(34, 56, 60, 32, DEEP, 9)
    for number in range(3):
        board.dot(22 + number * 14, 34, 4, PAPER)


ICONS: dict[str, Callable[[Board], None]] = {
    "phone": phone, "extinguisher": extinguisher, "stairs": stairs, "heart": heart, "grid": grid, "text": text,
    "calendar": calendar, "list": listing, "bars": bars, "percent": percent, "line": line, "talk": talk,
}  # fmt: skip


def slide(title: str, page: Slide, number: int, total: int, shown: int) -> Image.Image:
    """One picture of the film. ``shown``: how many of the lines are there already."""
    board = Board()
    board.box(0, 0, SIZE[0], 38, DEEP)
    board.words(24, 19, title, 15, PAPER, anchor="lm")
    for each in range(total):
        board.disc(616 - (total - 1 - each) * 16, 19, 4, GOLD if each == number else TEAL)
    board.words(32, 54, page.heading, 31, DEEP, bold=True)
    board.box(33, 101, 56, 4, GOLD, 2)
    ICONS[page.draw](board)
    for row, said in enumerate(page.lines[:shown]):
        top = 122 + row * 46
        board.disc(42, top + 17, 5, TEAL)
        _fitting(board, 58, top, said)
    return board.film()


def _fitting(board: Board, x: float, y: float, said: str) -> None:
    """A line of a slide, smaller where it would run into the picture."""
    size = next((size for size in (27, 25, 23, 21, 19) if _width(said, size) <= LEFT - 20 - x), 18)
    board.words(x, y + (27 - size) / 2, said, size, INK)


def _width(said: str, size: int) -> float:
    return ImageFont.truetype(f"{FONTS}Regular.ttc", size, index=SIMPLIFIED).getlength(said)


def cover(title: str, page: Slide, note: str) -> Image.Image:
    """What is seen before a film or a recording begins."""
    board = Board()
    board.box(0, 0, SIZE[0], SIZE[1], MIST)
    board.box(0, 0, 14, SIZE[1], DEEP)
    for row, start in enumerate(range(0, len(title), 11)):
        board.words(48, 110 + row * 50, title[start : start + 11], 34, DEEP, bold=True)
    board.box(49, 232, 56, 4, GOLD, 2)
    board.words(48, 250, note, 17, INK)
    ICONS[page.draw](board)
    return board.film()
