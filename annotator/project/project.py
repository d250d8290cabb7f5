"""One open project and all that can be done with it, for the window and the command line alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.log import LogEntry
from annotator.domain.records import AnnotationRecord
from annotator.domain.scheme import Scheme
from annotator.project.jobs import ExportResult, ImportResult, Job, SuggestResult
from annotator.store.log import PendingStep
from annotator.store.queue import QueueRow
from annotator.store.search import Hit
from annotator.store.status import ProjectStatus


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as one annotator opens it.

    `record` is None while the annotator has not begun; then `suggestion` is the newest work of a model on
    the article, if there is any. `log` is every step from the first.
    """

    article: Article
    record: AnnotationRecord | None
    log: tuple[LogEntry, ...]
    suggestion: Annotation | None


class Project:
    """One open database. Not shared between threads: each opens the project for itself."""

    where: str
    """The path or URL it was opened by."""
    scheme: Scheme

    def close(self) -> None:
        """Makes the next opening quick and lets the database go; nothing needs it to be safe."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Stores the scheme as the newest version; older ones are kept."""
        raise NotImplementedError

    def scheme_losses(self, new: Scheme) -> tuple[str, ...]:
        """One sentence for everything existing annotations hold that the new scheme no longer has."""
        raise NotImplementedError

    # Whole files

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        format_name: str | None = None,
        rules_off: Collection[str] = (),
        annotator: str | None = None,
        batch: int = 500,
    ) -> Job[ImportResult]:
        """Adds the articles and annotations of files and folders, a batch a transaction.

        Each article is added once, found by its text. `annotator` is the name all annotations are
        imported under, whatever the files say.
        """
        raise NotImplementedError

    def suggest(
        self,
        *,
        pipeline: str | None = None,
        redo: bool = False,
        patterns: Path | None = None,
        processes: int = 1,
        article_ids: Sequence[str] | None = None,
    ) -> Job[SuggestResult]:
        """Stores what a pipeline finds, as a model annotator; articles that have suggestions are skipped."""
        raise NotImplementedError

    def export(
        self,
        out: Path,
        *,
        format_name: str = "jsonl",
        annotators: Sequence[str] = (),
        only_done: bool = False,
    ) -> Job[ExportResult]:
        """Writes a row for each annotation, by article id then annotator, whole or not at all.

        An article nobody annotated gives one row without annotator, unless only some are asked for.
        """
        raise NotImplementedError

    # What is there

    def status(self) -> ProjectStatus:
        raise NotImplementedError

    def queue(
        self,
        annotator: str,
        *,
        search: str = "",
        statuses: Collection[Status] = (),
        flagged_only: bool = False,
    ) -> tuple[QueueRow, ...]:
        """The articles in import order; `search` looks in title, text and source."""
        raise NotImplementedError

    def search(self, text: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """Where the text stands in the articles, upper or lower case, in import order."""
        raise NotImplementedError

    def annotators(self) -> tuple[Annotator, ...]:
        """Everybody who is known here, by name."""
        raise NotImplementedError

    def add_annotator(self, annotator: Annotator) -> None:
        """Makes the annotator known; refused if the name belongs to another kind."""
        raise NotImplementedError

    # One article

    def load(self, article_id: str, annotator: Annotator) -> Opened:
        raise NotImplementedError

    def annotations_of(self, article_id: str) -> tuple[AnnotationRecord, ...]:
        """What everybody says about the article, by annotator's name."""
        raise NotImplementedError

    def revision_of(self, article_id: str, annotator: Annotator) -> int:
        """How many steps are stored: more than one took itself means that another window is at work."""
        raise NotImplementedError

    # Saving

    def save(
        self, article_id: str, annotator: Annotator, entry: LogEntry, active_seconds: float = 0.0
    ) -> None:
        """Stores the step for good. Raises Conflict if another window came first, SaveFailed to try again."""
        raise NotImplementedError

    def save_many(self, steps: Sequence[PendingStep]) -> None:
        """Stores the steps in one transaction: all or none."""
        raise NotImplementedError

    def add_time(self, article_id: str, annotator: Annotator, seconds: float) -> None:
        """Adds working time that came with no step."""
        raise NotImplementedError

    def take_snapshots(self) -> None:
        """Shortens what the next load of work saved here has to replay; call it when nobody waits."""
        raise NotImplementedError


def create_project(where: str, scheme: Scheme) -> Project:
    """A new, empty project; refused if there is one, or the place cannot be written to."""
    raise NotImplementedError


def open_project(where: str) -> Project:
    """The project in the file or at the URL; refused if there is none, or it is newer than this program."""
    raise NotImplementedError
