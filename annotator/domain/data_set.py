"""A data set that was written to train on: its files, what each part holds, and where all comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.loss import LossKind


@dataclass(frozen=True, slots=True)
class DataFile:
    """A written file, named from the folder of the data set, or alone beside nothing else."""

    file: str
    part: str | None
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DataPart:
    """What was given to the format for one part, how many rows it made, and how much it could not hold."""

    name: str
    share: float
    articles: tuple[str, ...]
    """Their ids, in order."""
    annotations: int
    mentions: Mapping[str, int]
    judgements: Mapping[str, Mapping[str, int]]
    """By task, then label."""
    rows: int = 0
    losses: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """Under which scheme and guidelines annotations were made, and how many."""

    scheme: str
    version: str
    guidelines_version: str | None
    annotations: int


@dataclass(frozen=True, slots=True)
class DataSet:
    """All that can be told of a data set; nothing in it changes while the project and the wish stay."""

    program: str
    format_name: str
    format_title: str
    options: Mapping[str, str | bool]
    scheme: str
    scheme_version: str
    guidelines_version: str
    seed: int | None
    """None where it is not divided."""
    parts: tuple[DataPart, ...]
    near_duplicates: tuple[tuple[str, ...], ...]
    annotators: Mapping[AnnotatorKind, int]
    """How many of each kind; a data set goes to strangers, so that nobody is named beside it."""
    statuses: Mapping[str, int]
    begun: tuple[Begun, ...]
    languages: Mapping[str, int]
    """Articles by language; an empty one is not known."""
    losses: tuple[LossKind, ...]
    files: tuple[DataFile, ...] = field(default=())
