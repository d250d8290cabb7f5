"""Drawing numbers as dots on a scale, each with its interval: a row for a label or an annotator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from annotator.agreement.table import Interval
from annotator.reports import svg
from annotator.reports.wording import decimal, interval_words

_ROW = 26.0
_LETTERS = 28
_NUMBERS = 150.0
_AXIS = 34.0
_TOP = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A number to draw; `said` stands in its place where there is none."""

    name: str
    value: float | None
    interval: Interval | None
    said: str
    n: int

    @property
    def words(self) -> str:
        return f"{self.name}: {self.said}, n {self.n}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to the places of the drawing."""

    left: float
    right: float
    lowest: float
    highest: float = 1.0

    def at(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def ticks(self) -> Iterator[float]:
        step = 0.2 if self.lowest >= 0 else 0.5
        count = round((self.highest - self.lowest) / step)
        return (self.lowest + step * index for index in range(count + 1))


def interval_plot(title: str, rows: Sequence[Row]) -> str:
    """The rows as a drawing on a scale to 1, from 0 or as far below as they reach; empty without rows."""
    if not rows:
        return ""
    left = svg.room_for((row.name for row in rows), letters=_LETTERS)
    scale = _Scale(left + 8, svg.WIDTH - _NUMBERS, lowest_of(rows))
    height = _TOP + _ROW * len(rows) + _AXIS
    inside = [*_axis(scale, height)]
    for index, row in enumerate(rows):
        inside += _row(row, scale, _TOP + _ROW * (index + 0.5))
    return svg.drawing(title, f"{'; '.join(row.words for row in rows)}.", svg.WIDTH, height, inside)


def lowest_of(rows: Sequence[Row]) -> float:
    """Where the scale begins: coefficients can lie below 0, the F family cannot."""
    reached = [row.value for row in rows if row.value is not None]
    reached += [row.interval.low for row in rows if row.interval is not None]
    least = min(reached, default=0.0)
    return 0.0 if least >= 0 else -0.5 if least >= -0.5 else -1.0


def _axis(scale: _Scale, height: float) -> Iterator[Element]:
    foot = height - _AXIS
    for tick in scale.ticks():
        x = scale.at(tick)
        is_zero_within = scale.lowest < 0 and abs(tick) < 1e-9
        yield svg.line(x, _TOP, x, foot, kind="muted" if is_zero_within else "grid")
        yield svg.text(decimal(tick, 1), x, foot + 16, anchor="middle", kind="muted", size=11)


def _row(row: Row, scale: _Scale, y: float) -> Iterator[Element]:
    yield svg.name(row.name, scale.left - 8, y + 4, letters=_LETTERS)
    if row.value is None:
        yield svg.text(row.said, scale.left + 6, y + 4, kind="muted")
    else:
        yield svg.element("g", *_marks(row, row.value, scale, y), svg.element("title", row.words))
        yield svg.text(_short(row, row.value), scale.right + 12, y + 4, size=11.5)


def _marks(row: Row, value: float, scale: _Scale, y: float) -> Iterator[Element]:
    if row.interval is not None:
        low, high = scale.at(row.interval.low), scale.at(row.interval.high)
        yield svg.line(low, y, high, y, kind="mark", width=3)
        for end in (low, high):
            yield svg.line(end, y - 5, end, y + 5, kind="mark", width=1.5)
    yield svg.element(
        "circle",
        cx=scale.at(value),
        cy=y,
        r=5,
        class_="mark",
        fill=svg.MARK,
        stroke=svg.PAGE,
        stroke_width=1.5,
    )


def _short(row: Row, value: float) -> str:
    return decimal(value) if row.interval is None else f"{decimal(value)} ({interval_words(row.interval)})"


def small_bar(value: float, interval: Interval | None) -> str:
    """The number and its interval on a scale from 0 to 1, to stand in a row; what is below 0 stands at 0."""
    scale = _Scale(5, 85, 0.0)
    inside = [svg.line(5, 7, 85, 7, kind="grid", width=2)]
    if interval is not None:
        inside.append(svg.line(scale.at(interval.low), 7, scale.at(interval.high), 7, kind="mark", width=3))
    inside.append(svg.element("circle", cx=scale.at(value), cy=7, r=4, class_="mark", fill=svg.MARK))
    return svg.ornament(90, 14, inside)
