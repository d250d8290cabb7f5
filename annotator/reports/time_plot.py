"""Drawing a number over time: a dot with its interval for each stretch, joined by a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import Element

from annotator.agreement.table import Interval
from annotator.reports import svg
from annotator.reports.wording import decimal

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 20.0, 12.0, 34.0
_HEIGHT = 240.0
_DATES = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A number of the stretch that begins on a day; without a value it leaves a gap."""

    begins: date
    value: float | None
    interval: Interval | None
    said: str

    @property
    def words(self) -> str:
        return f"from {self.begins.isoformat()}: {self.said}"


def time_plot(title: str, points: Sequence[Point]) -> str:
    """The points in order of time as a drawing on a scale from 0, or below, to 1; empty without points."""
    if not points:
        return ""
    points = sorted(points, key=lambda point: point.begins)
    lowest = _lowest(points)
    places = [(point, _x(point, points), lowest) for point in points]
    inside = [*_scale(lowest), *_dates(points), *_joined(places)]
    for point, x, _ in places:
        inside += _mark(point, x, lowest)
    return svg.drawing(title, f"{'; '.join(p.words for p in points)}.", svg.WIDTH, _HEIGHT, inside)


def _lowest(points: Sequence[Point]) -> float:
    reached = [point.value for point in points if point.value is not None]
    reached += [point.interval.low for point in points if point.interval is not None]
    return 0.0 if min(reached, default=0.0) >= 0 else -1.0


def _x(point: Point, points: Sequence[Point]) -> float:
    first, last = points[0].begins.toordinal(), points[-1].begins.toordinal()
    share = 0.5 if first == last else (point.begins.toordinal() - first) / (last - first)
    return _LEFT + 16 + share * (svg.WIDTH - _LEFT - _RIGHT - 32)


def _y(value: float, lowest: float) -> float:
    share = (value - lowest) / (1 - lowest)
    return _HEIGHT - _BOTTOM - min(1.0, max(0.0, share)) * (_HEIGHT - _BOTTOM - _TOP)


def _scale(lowest: float) -> Iterator[Element]:
    step = 0.25 if lowest == 0 else 0.5
    for index in range(round((1 - lowest) / step) + 1):
        value = lowest + index * step
        y = _y(value, lowest)
        yield svg.line(_LEFT, y, svg.WIDTH - _RIGHT, y, kind="grid")
        yield svg.text(decimal(value), _LEFT - 8, y + 4, anchor="end", kind="muted", size=11)


def _dates(points: Sequence[Point]) -> Iterator[Element]:
    """As many of the dates as have room, the first among them."""
    reached = float("-inf")
    room = (svg.WIDTH - _LEFT - _RIGHT) / _DATES
    for point in points:
        x = _x(point, points)
        if x - reached >= room:
            reached = x
            yield svg.text(point.begins.isoformat(), x, _HEIGHT - 12, anchor="middle", kind="muted", size=11)


def _joined(places: Sequence[tuple[Point, float, float]]) -> Iterator[Element]:
    for (one, x1, lowest), (other, x2, _) in pairwise(places):
        if one.value is not None and other.value is not None:
            yield svg.line(x1, _y(one.value, lowest), x2, _y(other.value, lowest), kind="mark", width=1.5)


def _mark(point: Point, x: float, lowest: float) -> Iterator[Element]:
    if point.value is None:
        return
    inside: list[Element] = []
    if point.interval is not None:
        low, high = _y(point.interval.low, lowest), _y(point.interval.high, lowest)
        inside.append(svg.line(x, low, x, high, kind="mark", width=3))
        inside += [svg.line(x - 5, end, x + 5, end, kind="mark", width=1.5) for end in (low, high)]
    inside.append(
        svg.element(
            "circle",
            cx=x,
            cy=_y(point.value, lowest),
            r=5,
            class_="mark",
            fill=svg.MARK,
            stroke=svg.PAGE,
            stroke_width=1.5,
        )
    )
    yield svg.element("g", *inside, svg.element("title", point.words))
