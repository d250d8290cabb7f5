"""The way of an article onto the workbench and off it: loading, the model's start, saving, other windows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.edits.mentions import START, count, start_from
from annotator.domain.edits.progress import set_status
from annotator.domain.log import How, LogEntry
from annotator.domain.retaking import TakenAgain, take_again
from annotator.domain.steps import Step, apply
from annotator.gui.open_project import Bench, OpenProject
from annotator.gui.saving import SaveState
from annotator.project import PendingStep
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Taken, Workbench
from annotator.workbench.working_time import WorkingTime


class ArticleFlow(QObject):
    """Puts articles of the open project on the workbench and hands every step to the store."""

    arrived = Signal(object)
    """The article with this id is on the workbench."""
    progress_changed = Signal(object, Status, bool)
    """Status and flag of the article with this id changed."""
    loaded_again = Signal(object)
    """The annotation as it is now that another window changed it, on the workbench or not."""
    told = Signal(str)

    def __init__(
        self, workbench: Workbench, working_time: WorkingTime, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._time = working_time
        self._project: OpenProject | None = None
        self._unsaved: dict[tuple[str, Annotator], Bench] = {}
        """Articles that were left before all their steps were stored."""
        self._start: PendingStep | None = None
        """The model's start of the open article. Nobody's work yet, it is stored with the first step."""
        self._seconds_before = 0.0
        workbench.changed.connect(self._on_changed)

    def set_project(self, project: OpenProject | None) -> None:
        """Works on another project; the article of the old one has been left."""
        self._project = project
        self._unsaved, self._start = {}, None
        if project is not None:
            project.article_loaded.connect(self._on_loaded)
            project.saver.overtaken.connect(self._on_overtaken)
            project.saver.state_changed.connect(self._on_save_state)

    def open(self, article_id: str) -> None:
        """Asks for the article; until it is there, work on the one that is open goes on."""
        if self._project is None:
            return
        kept = self._unsaved.get((article_id, self._bench.annotator))
        if self._is_at(article_id, self._bench.annotator):
            self._project.want_none()
            self.arrived.emit(article_id)
            self.look_for_others()
        elif kept is not None:
            self._project.want_none()
            self._on_loaded(kept)
        else:
            self._project.load_article(article_id)

    @property
    def seconds_on_article(self) -> float:
        """Working time on the open article, as far as it is known."""
        return self._seconds_before + self._time.seconds

    def newest_unsaved(self, besides: str | None) -> str | None:
        """The other article left last with steps that are not stored yet and can be undone."""
        ids = [id_ for (id_, _), kept in self._unsaved.items() if kept.history.has_own_work]
        return next((id_ for id_ in reversed(ids) if id_ != besides), None)

    def set_statuses(self, article_ids: tuple[str, ...], status: Status) -> None:
        """Sets the status of many articles: here if it is the open one, in the database if not."""
        if self._project is None:
            return
        here = self._bench.article.id if self._bench.is_open else None
        others = tuple(id_ for id_ in article_ids if id_ != here)
        if others:
            self._project.set_statuses(others, status)
        if here in article_ids:
            self._bench.do(set_status(self._bench.annotation, status), select=self._bench.selection)

    def leave(self) -> None:
        """Stores what no step carried, and keeps at hand what is not saved yet."""
        if self._project is None or not self._bench.is_open:
            return
        article, annotator = self._bench.article, self._bench.annotator
        self._time.leave()
        seconds = self._time.take()
        self._seconds_before += seconds
        self._project.add_time(article.id, annotator, seconds)
        self._unsaved.pop((article.id, annotator), None)
        if self._project.saver.waits_for(article.id, annotator):
            self._unsaved[article.id, annotator] = Bench(
                article,
                self._bench.annotation,
                self._bench.history,
                self._bench.revision,
                None,
                self._seconds_before,
            )

    # Arriving

    def _on_loaded(self, loaded: Bench) -> None:
        self.leave()
        self._unsaved.pop((loaded.article.id, loaded.annotation.annotator), None)
        self._put(loaded)
        self.arrived.emit(loaded.article.id)
        if self._project is not None:
            # It may have been loaded ahead, and another window may have changed it since.
            self.look_for_others()
            self._project.tidy()

    def _put(self, loaded: Bench) -> None:
        self._time.leave()
        self._time.take()
        self._seconds_before, self._start = loaded.seconds, None
        self._bench.open(loaded.article, loaded.annotation, loaded.history, loaded.revision)
        if loaded.suggestion is not None and loaded.revision == 0:
            self._bench.do(start_from(loaded.annotation, loaded.suggestion))
        # Who has asked for it is there and begins to read.
        self._time.sign_of_life()

    def _put_again(self, loaded: Bench) -> None:
        """Puts the open article back as it is stored now, and the person where they were."""
        before = self._bench.selection
        self._put(loaded)
        self._bench.select(_still_there(before, self._bench.annotation))
        progress = self._bench.annotation.progress
        self.progress_changed.emit(loaded.article.id, progress.status, progress.flagged)
        self.loaded_again.emit(self._bench.annotation)

    # Steps

    def _on_changed(self, taken: Taken) -> None:
        if self._project is None:
            return
        seconds = self._time.take()
        self._seconds_before += seconds
        pending = PendingStep(taken.article_id, taken.annotator, taken.entry, seconds)
        if taken.entry.revision == 1 and taken.step.name == START:
            self._start = pending
            return
        first, self._start = self._start, None
        self._project.saver.add(*((pending,) if first is None else (first, pending)))
        if any(change.kind == "progress" for change in taken.step.changes):
            progress = self._bench.annotation.progress
            self.progress_changed.emit(taken.article_id, progress.status, progress.flagged)

    def _on_save_state(self, state: SaveState) -> None:
        if state is SaveState.SAVED:
            self._unsaved = {}

    # New proposals

    def look_for_proposals(self) -> None:
        """Asks for what a model has found meanwhile, if nobody has worked on the open article yet."""
        if self._project is None or not self._is_untouched:
            return
        article_id = self._bench.article.id

        def then(loaded: Bench) -> None:
            here = self._is_untouched and self._bench.article.id == article_id
            if here and loaded.revision == 0 and loaded.suggestion is not None:
                self._propose(loaded)

        self._project.load_again(article_id, self._bench.annotator, then)

    @property
    def _is_untouched(self) -> bool:
        return self._bench.is_open and (self._bench.revision == 0 or self._start is not None)

    def _propose(self, loaded: Bench) -> None:
        suggestion = loaded.suggestion
        if suggestion is None:
            return
        begun = apply(loaded.annotation, start_from(loaded.annotation, suggestion))
        if begun == self._bench.annotation:
            return
        if self._bench.revision == 0:
            self._bench.do(start_from(self._bench.annotation, suggestion))
        else:
            self._put_again(loaded)
        number = count(len(suggestion.mentions), "mention")
        self.told.emit(f"{suggestion.annotator.name} proposes {number} in this article.")

    # Other windows

    def look_for_others(self) -> None:
        """Asks whether another window changed the open article; if so it is loaded again and said."""
        if self._project is None or not self._bench.is_open:
            return
        project, annotator = self._project, self._bench.annotator
        article_id, revision = self._bench.article.id, self._bench.revision
        of_ours = 0 if self._is_untouched else revision

        def is_as_it_was() -> bool:
            # A step taken meanwhile was made for what is shown; the store says so if that is out of date.
            is_here = self._is_at(article_id, annotator) and self._bench.revision == revision
            return is_here and not project.saver.waits_for(article_id, annotator)

        def reload(loaded: Bench) -> None:
            if is_as_it_was():
                self._put_again(loaded)
                self.told.emit("Another window changed this article; it was loaded again.")

        def then(stored: int) -> None:
            if stored != of_ours and is_as_it_was():
                project.load_again(article_id, annotator, reload)

        project.ask_revision(article_id, then)

    def _is_at(self, article_id: str, annotator: Annotator) -> bool:
        bench = self._bench
        return bench.is_open and (bench.article.id, bench.annotator) == (article_id, annotator)

    def _on_overtaken(self, article_id: str, annotator: Annotator) -> None:
        """Loads what the other window made and takes our steps again where they still fit."""
        project = self._project
        if project is not None:
            project.load_again(article_id, annotator, self._take_again, project.saver.wait)

    def _take_again(self, loaded: Bench) -> None:
        project, annotator = self._project, loaded.annotation.annotator
        if project is None:
            return
        overtaken = project.saver.take_held(loaded.article.id, annotator)
        if not overtaken:
            return
        project.add_time(loaded.article.id, annotator, sum(step.active_seconds for step in overtaken))
        self._unsaved.pop((loaded.article.id, annotator), None)
        steps = [pending.entry.parsed() for pending in overtaken]
        is_open = self._is_at(loaded.article.id, annotator)
        if is_open:
            self._put_again(loaded)
            again = take_again(self._bench.annotation, steps)
            for step in again.steps:
                self._bench.do(step, select=self._bench.selection)
        else:
            again = take_again(loaded.annotation, steps)
            last = overtaken[-1].entry
            project.saver.add(*_pending(loaded, again.steps, at=last.at, by=last.by))
            project.forget_ahead()
            project.load_queue()
            self.loaded_again.emit(reduce(apply, again.steps, loaded.annotation))
        project.saver.go_on()
        self.told.emit(_loaded_again(loaded.article, again, is_open=is_open))


def _pending(loaded: Bench, steps: Sequence[Step], *, at: str, by: str) -> list[PendingStep]:
    """The steps as the next ones of an annotation that is not on the workbench."""
    return [
        PendingStep(
            loaded.article.id,
            loaded.annotation.annotator,
            LogEntry(revision, at, by, How.DO, step.model_dump_json().encode()),
        )
        for revision, step in enumerate(steps, start=loaded.revision + 1)
    ]


def _still_there(selection: Selection, annotation: Annotation) -> Selection:
    return replace(
        selection,
        mention_id=selection.mention_id if selection.mention_id in annotation.mentions else None,
        entity_id=selection.entity_id if selection.entity_id in annotation.entities else None,
        judgement_id=selection.judgement_id if selection.judgement_id in annotation.judgements else None,
    )


def _loaded_again(article: Article, again: TakenAgain, *, is_open: bool) -> str:
    which = "this article" if is_open else f"“{article.title or article.text[:40].strip()}”"
    sentence = f"Another window changed {which}; it was loaded again"
    if again.left_out:
        number = count(len(again.left_out), "step")
        sentence += f", and {number} of yours did not fit: {', '.join(again.left_out)}"
    return sentence + "."
