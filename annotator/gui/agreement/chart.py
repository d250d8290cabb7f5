"""A chart, decided without a screen: marks by row and column, with words and the conflicts behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Figure, Interval, Layer

_MOST_TOLD = 12
"""How many marks of a large grid are put into words."""


class Kind(Enum):
    BARS = auto()
    """A row for each mark: a bar with its interval."""
    GRID = auto()
    """A cell for each mark, shaded."""
    TIME = auto()
    """A column for each mark: dots joined by a line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, a cell or a dot; `conflicts` is None where nothing lies behind it."""

    said: str
    written: str
    conflicts: ConflictFilter | None = None
    value: float | None = None
    interval: Interval | None = None
    shade: float = 0.0
    """How dark a cell is, 0 to 1."""
    differs: bool = False
    """Whether a cell counts what annotators do not agree on."""
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """`marks` are by row and column; a place without a mark is None."""

    kind: Kind
    title: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    marks: tuple[tuple[Mark | None, ...], ...] = ()
    hint: str = ""
    """Why there is nothing to see, where there is not."""
    legend: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(mark for row in self.marks for mark in row)

    @property
    def all_marks(self) -> Iterator[tuple[int, int, Mark]]:
        """Every mark with its row and column, in order of reading."""
        for row, marks in enumerate(self.marks):
            yield from ((row, column, mark) for column, mark in enumerate(marks) if mark is not None)

    def place_of(self, label: str | None) -> tuple[int, int] | None:
        """Row and column of the label's mark; where it has several, of one on which annotators agree."""
        of_label = [(row, column, mark) for row, column, mark in self.all_marks if mark.label == label]
        found = sorted(of_label, key=lambda place: place[2].differs) if label is not None else []
        return found[0][:2] if found else None

    @property
    def low(self) -> float:
        """Where the axis of values begins: 0, or lower where a coefficient is below chance."""
        found = [mark.value for _, _, mark in self.all_marks if mark.value is not None]
        found += [mark.interval.low for _, _, mark in self.all_marks if mark.interval is not None]
        lowest = min(found, default=0.0)
        return 0.0 if lowest >= 0 else -0.5 if lowest >= -0.5 else min(-1.0, lowest)

    @property
    def description(self) -> str:
        """The whole plot in words; of a large grid the marks that tell most."""
        marks = [mark for _, _, mark in self.all_marks]
        if self.kind is Kind.GRID and len(marks) > _MOST_TOLD:
            marks = sorted(marks, key=lambda mark: (not mark.differs, -mark.shade))[:_MOST_TOLD]
        return " ".join((f"{self.title}.", *(mark.said for mark in marks), self.legend, self.hint)).strip()


@dataclass(frozen=True, slots=True)
class Shown:
    """Which figures the plots are about."""

    layer: Layer
    task: str | None
    measure: str
    annotators: tuple[str, ...]
    label: str | None = None

    @classmethod
    def of(cls, figure: Figure) -> "Shown":
        return cls(figure.layer, figure.task, figure.measure, figure.annotators, figure.label)
