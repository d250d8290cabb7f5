"""What is to be measured: of whose work, on which articles, with how many resamples."""

from dataclasses import dataclass, replace
from typing import Self


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
class Extent:
    """How much there is to compare, known before it is read."""

    annotators: tuple[str, ...] = ()
    """Whoever is compared, by name: those who were named, else those who have read something."""
    read: int = 0
    """Articles that at least one of the annotators has read."""
    compared: int = 0
    """Articles that at least two of them have read."""
    first: str = ""
    """When the earliest of the annotations was last worked on, ISO 8601; empty without any."""
    last: str = ""
    """The same of the latest."""

    def joined(self, other: Self) -> Self:
        """The extent of both, which have no article in common."""
        return replace(
            self,
            annotators=tuple(sorted({*self.annotators, *other.annotators})),
            read=self.read + other.read,
            compared=self.compared + other.compared,
            first=min(filter(None, (self.first, other.first)), default=""),
            last=max(self.last, other.last),
        )


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
    gamma_articles: int = 0
    """On how many articles, drawn by chance, gamma is measured as well; it takes about a second for each."""
