"""Long work as generators: each yield is progress and a place to stop, the return value is the result."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from annotator.agreement.ties import Tie
from annotator.domain.bad_input import BadInput
from annotator.domain.data_set import DataFile, DataPart
from annotator.domain.loss import Loss
from annotator.domain.readiness import Finding
from annotator.project.losses import Losses


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `total` is None while nobody knows, `what` says what is counted."""

    done: int
    total: int | None
    what: str
    so_far: str = ""
    """What has come of it, where that is something else than what is counted: “263 articles”."""

    def __str__(self) -> str:
        if not self.done and not self.total:
            return f"{self.so_far or self.what} …"
        of_all = f" of {self.total:,}" if self.total else ""
        counted = f"{self.done:,}{of_all} {self.what}"
        return f"{self.so_far}, {counted}" if self.so_far else counted


@dataclass(frozen=True, slots=True)
class ImportResult:
    articles_added: int = 0
    annotations_added: int = 0
    duplicates: int = 0
    refused: tuple[BadInput, ...] = ()
    losses: Losses = field(default_factory=Losses, compare=False)
    """What the files said and the program has no place for."""
    notes: tuple[str, ...] = ()
    """How files were taken, and what was converted in them."""
    labels_added: tuple[str, ...] = ()
    """To the scheme, which did not have them: entity labels, and answers as “task: label”."""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What one file holds, as far as it was looked at."""

    file: str
    format: str | None = None
    """The other tool’s format it was taken for; None for articles and our own rows."""
    articles: int = 0
    annotations: int = 0
    annotators: tuple[str, ...] = ()
    mentions: int = 0
    judgements: int = 0
    notes: tuple[str, ...] = ()
    refused: tuple[BadInput, ...] = ()
    losses: tuple[Loss, ...] = ()
    countings: tuple[str, ...] = ()
    """How its offsets count, the more frequent first; nothing where it has none, or they are our own."""
    is_proven: bool = True
    """Whether every record with offsets quotes what stands there."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would bring, file by file; `is_whole` is False where there is more to read."""

    files: tuple[FilePreview, ...]
    labels_added: tuple[str, ...]
    is_whole: bool
    there_already: int = 0
    """Articles that would bring nothing new."""


@dataclass(frozen=True, slots=True)
class SuggestResult:
    articles: int
    mentions: int
    pipeline: str


@dataclass(frozen=True, slots=True)
class AggregateResult:
    """What the aggregate, an annotator by that name, holds now, and what the votes did not decide."""

    annotator: str
    articles: int
    mentions: int
    judgements: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class AdjudicateResult:
    """What was settled in advance, in articles that at least two annotators have finished."""

    articles: int
    settled: int
    """Answers that came into gold or were decided just now; done again it is 0."""
    unanimous: int
    """How many of them all agree on."""
    left_open: int
    """Conflicts that wait for a reviewer."""
    done: int
    """Articles with nothing left open."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    rows: int
    losses: Losses = field(default_factory=Losses, compare=False)
    files: tuple[DataFile, ...] = ()
    """What was written; nothing where rows and losses were only counted."""
    parts: tuple[DataPart, ...] = ()
    """What each part holds, where a data set was made."""
    near_duplicates: tuple[tuple[str, ...], ...] = ()
    """The ids of articles that are near copies of each other, where a data set was made."""


@dataclass(frozen=True, slots=True)
class TrainResult:
    """The pipeline that was written, and how well it marks articles it has not seen."""

    out: Path
    component: str
    """“ner”, or “spancat” where mentions nest."""
    annotator: str
    articles: Mapping[str, int]
    """How many there are in each part."""
    f1: float | None
    precision: float | None
    recall: float | None
    untrained_f1: float | None
    """What the same pipeline finds before it has learned."""
    by_label: Mapping[str, float | None]
    left_out: tuple[tuple[str, str, str], ...]
    """Mentions it could not learn from: the article, the words, why."""


@dataclass(frozen=True, slots=True)
class ReadinessResult:
    """What will not train well, in so many annotations."""

    annotations: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FeedbackResult:
    """The page written for one annotator: of how many decisions, and what they came to."""

    annotator: str
    out: Path
    articles: int
    decisions: int
    changed: int
    followed: int
    ambiguous: int
    categories: Mapping[str, int]
    """Why answers were not followed, in words."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """The report on agreement that was written: how many conflicts it tells, of how many."""

    out: Path
    told: int
    conflicts: int


_Result = TypeVar("_Result")
Job = Generator[Progress, None, _Result]


class Stop(BaseException):
    """Thrown into a job where it waits: it ends, and may leave word of what it has done by then.

    No error, so that nothing in a job takes it for one. A job that others are parts of stops with the part.
    """

    so_far: object = None
    """The result of the innermost job as far as it goes, where it can tell."""


def stop(job: Job[_Result]) -> _Result | None:
    """Ends a job that waits; None unless the job makes a result of what it has done by then."""
    try:
        job.throw(Stop())
    except Stop:
        return None
    except StopIteration as end:
        result: _Result = end.value
        return result
    job.close()
    return None


def run_to_end(job: Job[_Result]) -> _Result:
    """Runs the job without a pause and gives its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: _Result = end.value
            return result
