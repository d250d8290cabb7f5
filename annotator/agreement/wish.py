"""What is to be measured: of whose work, on which articles, with how many resamples."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """Whose annotations are read, and of which articles."""

    annotators: tuple[str, ...] = ()
    """By name, of any kind; empty stands for every human annotator."""
    include_unfinished: bool = False
    """Whether annotations in progress count beside those that are done."""
    article_ids: frozenset[str] | None = None
    """None is all of them."""


@dataclass(frozen=True, slots=True)
class MeasureWish:
    """A choice of readings, and how they are to be measured."""

    choice: ReadingChoice = ReadingChoice()
    labels: frozenset[str] = frozenset()
    """Entity labels: mentions with another one are left out; empty means all."""
    resamples: int = 1_000
    """Of the bootstrap; 0 gives no intervals."""
    seed: int = 0
    level: float = 0.95
    """How much of the resampled values an interval holds."""
