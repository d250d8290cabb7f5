"""The way of an article onto the workbench and off it: loading, the model's start, saving, other windows."""

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Status
from annotator.domain.edits.mentions import count, start_from
from annotator.domain.edits.progress import set_status
from annotator.domain.steps import StepDoesNotFit, apply, refitted
from annotator.gui.open_project import Bench, OpenProject
from annotator.project import PendingStep
from annotator.workbench.workbench import Taken, Workbench
from annotator.workbench.working_time import WorkingTime


class ArticleFlow(QObject):
    """Puts articles of the open project on the workbench and hands every step to the store."""

    arrived = Signal(str)
    """The article with this id is on the workbench."""
    progress_changed = Signal(str, Status, bool)
    """Status and flag of the article with this id changed."""
    told = Signal(str)

    def __init__(
        self, workbench: Workbench, working_time: WorkingTime, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._time = working_time
        self._project: OpenProject | None = None
        self._unsaved: dict[str, Bench] = {}
        self._reapply: tuple[PendingStep, ...] = ()
        self._seconds_before = 0.0
        workbench.changed.connect(self._on_changed)

    def set_project(self, project: OpenProject | None) -> None:
        """Works on another project; the article of the old one has been left."""
        self._project = project
        self._unsaved, self._reapply = {}, ()
        if project is not None:
            project.article_loaded.connect(self._on_loaded)
            project.saver.overtaken.connect(self._on_overtaken)

    def open(self, article_id: str) -> None:
        """Leaves the article that is open and asks for this one."""
        if self._project is None:
            return
        self.leave()
        kept = self._unsaved.pop(article_id, None)
        if kept is not None:
            self._put(kept)
            self.arrived.emit(article_id)
        else:
            self._project.load_article(article_id)

    @property
    def seconds_on_article(self) -> float:
        """Working time on the open article, as far as it is known."""
        return self._seconds_before + self._time.seconds

    def set_statuses(self, article_ids: tuple[str, ...], status: Status) -> None:
        """Sets the status of many articles: here if it is the open one, in the database if not."""
        if self._project is None:
            return
        here = self._bench.article.id if self._bench.is_open else None
        if here in article_ids:
            self._bench.do(set_status(self._bench.annotation, status), select=self._bench.selection)
        others = tuple(id_ for id_ in article_ids if id_ != here)
        if others:
            self._project.set_statuses(others, status)

    def leave(self) -> None:
        """Stores what no step carried, and keeps at hand what is not saved yet."""
        if self._project is None or not self._bench.is_open:
            return
        article = self._bench.article
        self._time.leave()
        self._project.add_time(article.id, self._time.take())
        if self._project.saver.waits_for(article.id):
            self._unsaved[article.id] = Bench(
                article,
                self._bench.annotation,
                self._bench.history,
                self._bench.revision,
                None,
                self._seconds_before,
            )
        else:
            self._project.tidy()

    def look_for_others(self) -> None:
        """Asks whether another window changed the open article; if so it is loaded again and said."""
        if self._project is None or not self._bench.is_open or not self._project.is_saved:
            return
        article_id, ours = self._bench.article.id, self._bench.revision

        def then(stored: int) -> None:
            same = self._bench.is_open and (self._bench.article.id, self._bench.revision) == (
                article_id,
                ours,
            )
            if same and stored > ours:
                self._reload(article_id)
                self.told.emit("Another window changed this article; it was loaded again.")

        self._project.ask_revision(article_id, then)

    def _reload(self, article_id: str) -> None:
        if self._project is not None:
            self._project.forget_ahead()
            self._project.load_article(article_id)

    def _on_loaded(self, loaded: Bench) -> None:
        self._put(loaded)
        if loaded.suggestion is not None and loaded.revision == 0:
            self._bench.do(start_from(loaded.annotation, loaded.suggestion))
        self._take_again()
        self.arrived.emit(loaded.article.id)

    def _put(self, loaded: Bench) -> None:
        self._time.leave()
        self._time.take()
        self._seconds_before = loaded.seconds
        self._bench.open(loaded.article, loaded.annotation, loaded.history, loaded.revision)

    def _on_changed(self, taken: Taken) -> None:
        if self._project is None:
            return
        seconds = self._time.take()
        self._seconds_before += seconds
        self._project.saver.add(taken, seconds)
        if any(change.kind == "progress" for change in taken.step.changes):
            progress = self._bench.annotation.progress
            self.progress_changed.emit(taken.article_id, progress.status, progress.flagged)

    # Another window came first

    def _on_overtaken(self, article_id: str, _annotator: str, dropped: tuple[PendingStep, ...]) -> None:
        """Loads what the other window made and takes our steps again where they still fit."""
        self._unsaved.pop(article_id, None)
        if self._bench.is_open and self._bench.article.id == article_id:
            self._reapply = dropped
            self._reload(article_id)
        else:
            self.told.emit(
                f"Another window changed an article; {count(len(dropped), 'step')} of yours did not fit."
            )

    def _take_again(self) -> None:
        here = self._bench.article.id
        steps, self._reapply = [step for step in self._reapply if step.article_id == here], ()
        if not steps:
            return
        left_out: list[str] = []
        for pending in steps:
            step = refitted(self._bench.annotation, pending.entry.parsed())
            try:
                apply(self._bench.annotation, step)
            except StepDoesNotFit:
                left_out.append(step.name)
            else:
                self._bench.do(step)
        sentence = "Another window changed this article; it was loaded again"
        if left_out:
            sentence += f", and {count(len(left_out), 'step')} of yours did not fit: {', '.join(left_out)}"
        self.told.emit(sentence + ".")
