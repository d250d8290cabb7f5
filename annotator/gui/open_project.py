"""The open project as the window sees it: asks the database lane, keeps the queue, loads ahead, saves."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.refused import Refused
from annotator.domain.review_rules import ReviewRules
from annotator.domain.scheme import Scheme
from annotator.gui.background import DatabaseLane
from annotator.gui.saving import Saver, SaveState
from annotator.project import Hit, Opened, Project, ProjectStatus, QueueRow, SaveFailed
from annotator.project.bulk import set_statuses
from annotator.project.visibility import Outcome, others_work, outcome_of
from annotator.workbench.history import History

if TYPE_CHECKING:
    # What comparing needs is only loaded by those who review.
    from annotator.project.reviewing import ArticleReview

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
        self._lane = DatabaseLane(lambda: _opened(open_, annotator), self)
        self.saver = Saver(self._lane, self)
        self.saver.broke.connect(self.broke)
        self.saver.state_changed.connect(self._on_save_state)
        self._scheme: Scheme | None = None
        self._wanted: str | None = None
        self._ahead: dict[str, Opened] = {}
        self._asked_ahead: str | None = None
        self._times: list[tuple[str, Annotator, float]] = []
        self._search = ""

    def start(self) -> None:
        """Opens the database. Connect listeners before."""
        self._lane.start(self._on_opened, self._on_open_failed)

    def close(self) -> None:
        """Waits for the store; nothing that was under way is lost."""
        self.saver.close()
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
        if self.saver.state is SaveState.WAITING:
            raise Refused("Your last steps are not stored yet; try this again when they are.")
        annotator = self._annotator
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.forget_ahead()
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
        annotator, as_known = self._annotator, self._ahead
        if ahead is not None:
            self.article_loaded.emit(self._bench(ahead, annotator))
            return

        def then(opened: Opened) -> None:
            if self._wanted != article_id or annotator != self._annotator:
                return
            if as_known is self._ahead:
                self.article_loaded.emit(self._bench(opened, annotator))
            else:  # the project was changed after this was read
                self.load_article(article_id)

        self._lane.ask(lambda project: project.load(article_id, annotator), then, self._on_failed)

    def want_none(self) -> None:
        """No article is waited for any more: the one that is wanted was at hand."""
        self._wanted = None

    def load_ahead(self, article_id: str) -> None:
        """Loads an article that will probably be wanted next; only the newest such one is kept."""
        if article_id in self._ahead or article_id == self._asked_ahead:
            return
        self._asked_ahead = article_id
        annotator, wished_for = self._annotator, self._ahead

        def answered() -> None:
            if wished_for is self._ahead and self._asked_ahead == article_id:
                self._asked_ahead = None

        def failed(error: Exception) -> None:
            answered()
            self._on_not_needed(error)

        def then(opened: Opened) -> None:
            answered()
            # What has been forgotten since, or is not stored yet, makes what was loaded out of date.
            if wished_for is self._ahead and not self.saver.waits_for(article_id, annotator):
                wished_for.clear()
                wished_for[article_id] = opened

        self._lane.ask(lambda project: project.load(article_id, annotator), then, failed)

    def load_again(
        self,
        article_id: str,
        annotator: Annotator,
        then: Callable[[Bench], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Asks for the article as it is stored now, whatever else is open by then."""
        self._lane.ask(
            lambda project: project.load(article_id, annotator),
            lambda opened: then(self._bench(opened, annotator)),
            failed or self._on_failed,
        )

    def load_last_changed(self, besides: str | None, then: Callable[[str | None], None]) -> None:
        """Asks which other article the last step that can still be undone was taken in."""
        annotator = self._annotator
        self._lane.ask(
            lambda project: project.last_changed(annotator, besides=besides), then, self._on_failed
        )

    def ask_revision(self, article_id: str, then: Callable[[int], None]) -> None:
        """Asks how many steps are stored, to notice another window."""
        annotator = self._annotator
        self._lane.ask(lambda project: project.revision_of(article_id, annotator), then, self._on_not_needed)

    def forget_ahead(self) -> None:
        """What was loaded ahead is out of date: the project was changed in some other way."""
        self._ahead, self._asked_ahead = {}, None

    def add_time(self, article_id: str, annotator: Annotator, seconds: float) -> None:
        """Stores working time that no step carried; if that fails, when steps can be stored again."""
        if seconds <= 0:
            return

        def failed(error: Exception) -> None:
            if isinstance(error, SaveFailed):
                self._times.append((article_id, annotator, seconds))
            else:
                self._on_failed(error)

        self._lane.ask(
            lambda project: project.add_time(article_id, annotator, seconds), lambda _: None, failed
        )

    def tidy(self) -> None:
        """Lets the store shorten what the next loading has to replay."""
        self._lane.ask(lambda project: project.take_snapshots(), lambda _: None, self._on_not_needed)

    # Scheme and people

    def make_known(self, annotator: Annotator, then: Callable[[], None]) -> None:
        """Lets somebody work here, unless the name belongs to a model or the like."""
        self._lane.ask(lambda project: project.add_annotator(annotator), lambda _: then(), self._on_failed)

    def take_over(self, annotator: Annotator) -> None:
        """Everything is loaded and saved for the annotator, who is known, from now on."""
        self._annotator = annotator
        self.forget_ahead()
        self._wanted = None
        self.load_queue()

    # Reviewing

    def ask_review(self, article_id: str, then: "Callable[[ArticleReview], None]") -> None:
        """Asks for what everybody says about the article, and what of it differs."""

        def prepared(project: Project) -> "ArticleReview":
            article = project.review(article_id)
            article.said.prepare()
            return article

        self._lane.ask(prepared, then, self._on_failed)

    def ask_review_rules(self, then: Callable[[ReviewRules], None]) -> None:
        self._lane.ask(lambda project: project.review_rules(), then, self._on_failed)

    def set_review_rules(self, rules: ReviewRules, then: Callable[[], None]) -> None:
        """Puts the rules in force."""
        self._lane.ask(lambda project: project.set_review_rules(rules), lambda _: then(), self._on_failed)

    def ask_others_work(self, article_id: str, then: Callable[[tuple[Annotation, ...]], None]) -> None:
        """Asks for what the others say about the article, if they may be seen."""
        name = self._annotator.name
        self._lane.ask(lambda project: others_work(project, article_id, name), then, self._on_failed)

    def ask_outcome(self, article_id: str, then: Callable[[Outcome], None]) -> None:
        """Asks for what became of the annotator's work, if that may be seen."""
        name = self._annotator.name
        self._lane.ask(lambda project: outcome_of(project, article_id, name), then, self._on_failed)

    def ask_losses(self, scheme: Scheme, then: Callable[[tuple[str, ...]], None]) -> None:
        """Asks what existing annotations would lose by the scheme."""
        self._lane.ask(lambda project: project.scheme_losses(scheme), then, self._on_failed)

    def set_scheme(self, scheme: Scheme, then: Callable[[Scheme], None]) -> None:
        """Puts the scheme in force; `then` gets it as it is stored, under a version that was free."""

        def set_(project: Project) -> Scheme:
            project.set_scheme(scheme)
            return project.scheme

        def stored(in_force: Scheme) -> None:
            self._scheme = in_force
            then(in_force)

        self._lane.ask(set_, stored, self._on_failed)

    def reload_scheme(self, then: Callable[[Scheme], None]) -> None:
        """Takes over the scheme where another process has put a newer one in force: an import adds labels."""

        def loaded(in_force: Scheme) -> None:
            if in_force != self._scheme:
                self._scheme = in_force
                then(in_force)

        self._lane.ask(lambda project: project.reload_scheme(), loaded, self._on_failed)

    @property
    def is_saved(self) -> bool:
        return self.saver.state is SaveState.SAVED

    def _on_opened(self, project: Project) -> None:
        self._scheme = project.scheme
        self.opened.emit(project.scheme)

    def _on_open_failed(self, error: Exception) -> None:
        self.open_failed.emit(_sentence(error))
        if not isinstance(error, Refused):
            self.broke.emit(error)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            _log.warning("the database lane: %s", error)
            self.told.emit(error.sentence)
        else:
            self.broke.emit(error)

    def _on_not_needed(self, error: Exception) -> None:
        """Nobody waits for it; another time will do."""
        if isinstance(error, Refused):
            _log.warning("the database lane: %s", error)
        else:
            self.broke.emit(error)

    def _on_save_state(self, state: SaveState) -> None:
        if state is SaveState.SAVED:
            times, self._times = self._times, []
            for article_id, annotator, seconds in times:
                self.add_time(article_id, annotator, seconds)

    def _bench(self, opened: Opened, annotator: Annotator) -> Bench:
        record = opened.record
        if record is not None:
            history = History(opened.log)
            return Bench(
                opened.article, record.annotation, history, record.revision, None, record.active_seconds
            )
        fresh = Annotation(article_id=opened.article.id, annotator=annotator, scheme=self.scheme.id)
        return Bench(opened.article, fresh, History(), 0, opened.suggestion)


def _opened(open_: Callable[[], Project], annotator: Annotator) -> Project:
    """The project, if the annotator can work there; they are known to it from their first step on."""
    project = open_()
    try:
        others = {known.name for known in project.annotators() if known.kind is not annotator.kind}
        if annotator.name in others:
            project.add_annotator(annotator)  # which says why not
    except Refused:
        project.close()
        raise
    return project


def _sentence(error: Exception) -> str:
    return error.sentence if isinstance(error, Refused) else "The project cannot be opened."
