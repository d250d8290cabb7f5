"""The open project as the window sees it: asks the database lane, keeps the queue, loads ahead, saves."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.gui.background import DatabaseLane
from annotator.gui.saving import Saver, SaveState
from annotator.project import Hit, Opened, Project, ProjectStatus, QueueRow
from annotator.project.bulk import set_statuses
from annotator.workbench.history import History

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bench:
    """An article ready to be put on the workbench."""

    article: Article
    annotation: Annotation
    history: History
    revision: int
    suggestion: Annotation | None
    seconds: float = 0.0
    """Working time on it so far."""


class OpenProject(QObject):
    """One project behind one database lane; everything answers by signal or callback, never by waiting."""

    opened = Signal(Scheme)
    open_failed = Signal(str)
    queue_loaded = Signal(tuple)
    article_loaded = Signal(Bench)
    told = Signal(str)
    broke = Signal(Exception)

    def __init__(
        self, where: str, open_: Callable[[], Project], annotator: Annotator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.where = where
        self._annotator = annotator
        self._lane = DatabaseLane(open_, self)
        self.saver = Saver(self._lane, self)
        self.saver.broke.connect(self.broke)
        self._scheme: Scheme | None = None
        self._wanted: str | None = None
        self._ahead: dict[str, Opened] = {}
        self._search = ""

    def start(self) -> None:
        """Opens the database. Connect listeners before."""
        self._lane.start(self._on_opened, self._on_open_failed)

    def close(self) -> None:
        """Waits for the store; nothing that was under way is lost."""
        self._lane.close()

    @property
    def scheme(self) -> Scheme:
        if self._scheme is None:
            raise ValueError("the project is not open yet")
        return self._scheme

    # The queue

    def load_queue(self, search: str | None = None) -> None:
        """Asks for the queue, searched as before unless another search is given."""
        if search is not None:
            self._search = search
        annotator, wanted = self._annotator.name, self._search

        def then(rows: tuple[QueueRow, ...]) -> None:
            if wanted == self._search and annotator == self._annotator.name:
                self.queue_loaded.emit(rows)

        self._lane.ask(lambda project: project.queue(annotator, search=wanted), then, self._on_failed)

    def search(self, text: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        self._lane.ask(lambda project: project.search(text), then, self._on_failed)

    def ask_status(self, then: Callable[[ProjectStatus], None]) -> None:
        self._lane.ask(lambda project: project.status(), then, self._on_failed)

    def set_statuses(self, article_ids: tuple[str, ...], status: Status) -> None:
        """Sets the status of many articles as steps that each can be undone there."""
        annotator = self._annotator
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        for article_id in article_ids:
            self._ahead.pop(article_id, None)
        self._lane.ask(
            lambda project: set_statuses(project, article_ids, annotator, status, at=at),
            lambda _: self.load_queue(),
            self._on_failed,
        )

    # Articles

    def load_article(self, article_id: str) -> None:
        """Asks for the article; the last one asked for is announced, at once if it was loaded ahead."""
        self._wanted = article_id
        ahead = self._ahead.pop(article_id, None)
        if ahead is not None:
            self.article_loaded.emit(self._bench(ahead))
            return
        annotator = self._annotator

        def then(opened: Opened) -> None:
            if self._wanted == article_id and annotator == self._annotator:
                self.article_loaded.emit(self._bench(opened))

        self._lane.ask(lambda project: project.load(article_id, annotator), then, self._on_failed)

    def load_ahead(self, article_id: str) -> None:
        """Loads an article that will probably be wanted next; only the newest such one is kept."""
        if article_id in self._ahead:
            return
        annotator = self._annotator

        def then(opened: Opened) -> None:
            if annotator == self._annotator:
                self._ahead = {article_id: opened}

        self._lane.ask(lambda project: project.load(article_id, annotator), then, self._on_failed)

    def load_last_changed(self, besides: str | None, then: Callable[[str | None], None]) -> None:
        """Asks which other article the last step that can still be undone was taken in."""
        annotator = self._annotator
        self._lane.ask(
            lambda project: project.last_changed(annotator, besides=besides), then, self._on_failed
        )

    def ask_revision(self, article_id: str, then: Callable[[int], None]) -> None:
        """Asks how many steps are stored, to notice another window."""
        annotator = self._annotator
        self._lane.ask(lambda project: project.revision_of(article_id, annotator), then, self._on_failed)

    def forget_ahead(self) -> None:
        """What was loaded ahead is out of date: a job changed the project."""
        self._ahead = {}

    def add_time(self, article_id: str, seconds: float) -> None:
        """Stores working time that no step carried."""
        annotator = self._annotator
        if seconds > 0:
            self._lane.ask(
                lambda project: project.add_time(article_id, annotator, seconds),
                lambda _: None,
                self._on_failed,
            )

    def tidy(self) -> None:
        """Lets the store shorten what the next loading has to replay."""
        self._lane.ask(lambda project: project.take_snapshots(), lambda _: None, self._on_failed)

    # Scheme and people

    def take_over(self, annotator: Annotator) -> None:
        """Everything is loaded and saved for the annotator from now on."""
        self._annotator = annotator
        self._ahead, self._wanted = {}, None
        self._lane.ask(
            lambda project: project.add_annotator(annotator), lambda _: self.load_queue(), self._on_failed
        )

    def ask_losses(self, scheme: Scheme, then: Callable[[tuple[str, ...]], None]) -> None:
        """Asks what existing annotations would lose by the scheme."""
        self._lane.ask(lambda project: project.scheme_losses(scheme), then, self._on_failed)

    def set_scheme(self, scheme: Scheme, then: Callable[[], None]) -> None:
        def stored(_: None) -> None:
            self._scheme = scheme
            then()

        self._lane.ask(lambda project: project.set_scheme(scheme), stored, self._on_failed)

    @property
    def is_saved(self) -> bool:
        return self.saver.state is SaveState.SAVED

    def _on_opened(self, project: Project) -> None:
        self._scheme = project.scheme
        annotator = self._annotator
        self._lane.ask(lambda project: project.add_annotator(annotator), lambda _: None, self._on_failed)
        self.opened.emit(project.scheme)

    def _on_open_failed(self, error: Exception) -> None:
        self.open_failed.emit(str(error))

    def _on_failed(self, error: Exception) -> None:
        _log.warning("the database lane: %s", error)
        self.told.emit(str(error))

    def _bench(self, opened: Opened) -> Bench:
        record = opened.record
        if record is not None:
            history = History(opened.log)
            return Bench(
                opened.article, record.annotation, history, record.revision, None, record.active_seconds
            )
        fresh = Annotation(article_id=opened.article.id, annotator=self._annotator, scheme=self.scheme.id)
        return Bench(opened.article, fresh, History(), 0, opened.suggestion)
