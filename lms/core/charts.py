"""Small charts without a library: shares and points are computed here, the templates draw them as SVG with a table beside it.

A chart never says more than its table does. Numbers are plain; how they are written is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal

#: The drawing area of lines, in its own units; it is stretched to the width of the page.
WIDTH, HEIGHT = 1000, 200


@dataclass(frozen=True)
class Mark:
    """One value: what it is called, how it is written, and where it is drawn."""

    label: str
    text: str
    share: float  # of the largest value, 0 to 100
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Chart:
    """What ``chart_bars.html`` and ``chart_lines.html`` draw. ``unit`` stands in the heading of the table."""

    title: str
    unit: str
    marks: Sequence[Mark]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def middle(self) -> int:
        """Half the height, where a line of the grid lies."""
        return self.height // 2

    @property
    def line(self) -> str:
        """The ``points`` of an SVG polyline."""
        return " ".join(f"{mark.x:g},{mark.y:g}" for mark in self.marks)


def chart(
    title: str,
    values: Iterable[tuple[str, Number | None]],
    unit: str = "",
    top: Number | None = None,
    written: Callable[[Number], str] = str,
    nothing: str = "—",
) -> Chart:
    """A chart of named values, in their order. ``top`` is the value of a full bar, the largest one by default; below 0 is 0.

    None is no value: nothing is drawn and ``nothing`` is written.
    """
    rows = list(values)
    full = float(top if top is not None else max((value for _, value in rows if value is not None), default=0)) or 1.0
    last = max(len(rows) - 1, 1)
    marks = []
    for place, (label, value) in enumerate(rows):
        share = round(min(max(float(value or 0) / full, 0.0), 1.0) * 100, 2)
        text = nothing if value is None else written(value)
        marks.append(Mark(label, text, share, round(WIDTH * place / last, 2), round(HEIGHT * (1 - share / 100), 2)))
    return Chart(title, unit, marks)
