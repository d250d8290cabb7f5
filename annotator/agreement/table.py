"""The table of agreement: every number with what it was counted on, its interval and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Layer(StrEnum):
    MENTIONS = "mentions"
    ENTITIES = "entities"
    JUDGEMENTS = "judgements"


class Standing(StrEnum):
    """Whether there is a number: nothing compared is not agreement, one label only has no chance level."""

    MEASURED = "measured"
    NOT_MEASURED = "not measured"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile bootstrap interval over articles."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What does not enter a number, how much of it, and why: (3, "mentions", "nested in ... of ...")."""

    count: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the table.

    `value` is there exactly if `standing` is MEASURED. `annotators` is a pair, or everybody compared;
    `label` None is all labels together; `task` is set for judgements alone.
    """

    layer: Layer
    measure: str
    """Its name in words and in JSON alike: "F1 strict", "alpha nominal", "u-alpha", "B3"."""
    annotators: tuple[str, ...]
    standing: Standing
    value: float | None
    n: int
    unit: str
    """What n counts: "mentions", "pairs judged by both", ..."""
    articles: int
    """How many articles it was counted on: those that at least two of the annotators have read."""
    task: str | None = None
    label: str | None = None
    interval: Interval | None = None
    no_interval: str = ""
    """Why there is no interval ("fewer than 10 articles"), else empty."""
    why: str = ""
    """Why there is no value, a sentence, else empty."""
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    reading: str = ""
    """Which of several definitions in use this is, where there are several."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one annotator of a pair said the row's label where the other said the column's.

    Each pair of annotators counts once in each direction, so that the matrix is symmetric.
    """

    layer: Layer
    task: str | None
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Agreement on the articles last worked on in a stretch of time."""

    begins: str
    """A date, ISO 8601."""
    figure: Figure


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often an annotator is estimated to be right, by a model of all annotators together."""

    annotator: str
    layer: Layer
    task: str | None
    method: str
    standing: Standing
    value: float | None
    n: int
    interval: Interval | None = None
    no_interval: str = ""
    why: str = ""
    measure: str = ""
    """What they are right about: "existence" (is there anything here) or "label" (which, where there is)."""


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """Everything that was measured in one go."""

    annotators: tuple[str, ...]
    articles: int
    """How many articles at least two of them have read."""
    figures: tuple[Figure, ...]
    confusions: tuple[Confusion, ...] = ()
    over_time: tuple[Moment, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What the whole table leaves out: annotations not done, articles read by one annotator alone, ..."""
    resamples: int = 0
    seed: int = 0
    level: float = 0.95
