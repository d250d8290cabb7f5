"""The desk of the window: does for commands what only a window can do, and catches what is refused."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from annotator.commands.desk import Geometry, Option, Page
from annotator.domain.annotation import Status
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.gui.article_flow import ArticleFlow
from annotator.gui.dialogs.type_ahead import LineAsk, TypeAhead
from annotator.gui.main_window import MainWindow
from annotator.gui.open_project import OpenProject
from annotator.project import QueueRow
from annotator.workbench.workbench import Workbench

ShowPage = Callable[[Page], None]


class Reviewing(Protocol):
    """Whoever leads a review."""

    def open_conflict(self, item_id: str) -> None: ...

    def end(self) -> None: ...


class WindowDesk(QObject):
    """Commands come in; sentences, pop-ups and articles go out to the window."""

    scheme_stored = Signal(Scheme)
    """Another scheme is in force."""

    def __init__(self, workbench: Workbench, flow: ArticleFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._flow = flow
        self._window: MainWindow | None = None
        self._project: OpenProject | None = None
        self._show: ShowPage | None = None
        self._zoom: Callable[[int], None] | None = None
        self._first_wanted = False
        self._reviewing: Reviewing | None = None
        self._answer = ""

    def set_window(self, window: MainWindow, show: ShowPage, zoom: Callable[[int], None]) -> None:
        """The window this desk speaks through, what shows its pages, and what sizes its text."""
        self._window, self._show, self._zoom = window, show, zoom
        window.queue.opened.connect(self._flow.open)
        self._flow.arrived.connect(self._on_arrived)
        self._flow.progress_changed.connect(self._on_progress)
        self._flow.told.connect(self.say)

    def set_reviewing(self, reviewing: Reviewing) -> None:
        """Whoever opens conflicts from now on."""
        self._reviewing = reviewing

    def set_project(self, project: OpenProject | None) -> None:
        self._project = project
        self.start_anew()
        if project is not None:
            project.queue_loaded.connect(self._on_queue)

    def start_anew(self) -> None:
        """Opens the first article that is to be done as soon as the queue is there."""
        self._first_wanted = True

    @property
    def window(self) -> MainWindow:
        if self._window is None:
            raise ValueError("the desk has no window yet")
        return self._window

    # What commands ask for

    @property
    def workbench(self) -> Workbench:
        return self._bench

    @property
    def geometry(self) -> Geometry:
        return self.window.article

    def attempt(self, function: Callable[[], None]) -> None:
        """Runs the function; the one place where a refusal becomes a sentence in the status bar."""
        line = self.window.status_line
        if line.said == self._answer:
            # What answered the command before is not about this one.
            line.clearMessage()
        before = line.said
        try:
            function()
        except Refused as refused:
            self.say(refused.sentence)
        if line.said != before:
            self._answer = line.said

    def say(self, sentence: str) -> None:
        self.window.status_line.say(sentence)

    def open_neighbour(self, places: int) -> None:
        article_id = self.window.queue.neighbour(places)
        if article_id is None:
            raise Refused("The queue ends here.")
        self._flow.open(article_id)

    def open_next_unfinished(self) -> None:
        article_id = self.window.queue.next_unfinished()
        if article_id is None:
            self.say("Every article of the queue is done or skipped.")
        else:
            self._flow.open(article_id)

    def open_last_changed(self) -> None:
        if self._project is None:
            raise Refused("Open a project first.")
        here = self._bench.article.id if self._bench.is_open else None
        unsaved = self._flow.newest_unsaved(here)
        if unsaved is not None:
            self._on_last_changed(unsaved)
        else:
            self._project.load_last_changed(here, self._on_last_changed)

    def open_conflict(self, item_id: str) -> None:
        if self._reviewing is None:
            raise Refused("Begin reviewing first.")
        self._reviewing.open_conflict(item_id)

    def end_review(self) -> None:
        if self._reviewing is not None:
            self._reviewing.end()

    def use_scheme(self, scheme: Scheme, then: Callable[[Scheme], None]) -> None:
        if self._project is None:
            raise Refused("Open a project first.")

        def stored(in_force: Scheme) -> None:
            self.scheme_stored.emit(in_force)
            then(in_force)

        self._project.set_scheme(scheme, stored)

    def choose(self, title: str, options: Sequence[Option], then: Callable[[str], None]) -> None:
        popup = TypeAhead(self.window, title, options, self._attempting(then))
        popup.open_over(self.window.article)

    def ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        popup = LineAsk(self.window, title, text, self._attempting(then))
        popup.open_over(self.window.article)

    def show(self, page: Page) -> None:
        if self._show is not None:
            self._show(page)

    def zoom(self, steps: int) -> None:
        if self._zoom is not None:
            self._zoom(steps)

    def focus_next_pane(self) -> None:
        panes = self.window.panes()
        focused = self.window.focusWidget()
        inside = [
            i for i, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))
        ]
        following = panes[(inside[0] + 1) % len(panes)] if inside else self.window.article
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def quit(self) -> None:
        self.window.close()

    def _attempting(self, then: Callable[[str], None]) -> Callable[[str], None]:
        return lambda answer: self.attempt(lambda: then(answer))

    # What comes back

    def _on_queue(self, rows: tuple[QueueRow, ...]) -> None:
        queue = self.window.queue
        queue.set_rows(rows)
        self._count()
        if self._bench.is_open:
            queue.set_current(self._bench.article.id)
        elif self._first_wanted and rows:
            self._first_wanted = False
            queue.set_current(None)
            self._flow.open(queue.next_unfinished() or rows[0].article_id)

    def _on_arrived(self, article_id: str) -> None:
        queue = self.window.queue
        queue.set_current(article_id)
        self.window.show_page(None)
        self.window.article.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._bench.review is not None:
            return
        following = queue.next_unfinished()
        if following is not None and self._project is not None:
            self._project.load_ahead(following)

    def _on_progress(self, article_id: str, status: Status, flagged: bool) -> None:
        self.window.queue.update_row(article_id, status, flagged=flagged)
        self._count()

    def _count(self) -> None:
        if self._bench.review is not None:
            return
        queue = self.window.queue
        self.window.status_line.set_queue(queue.finished, queue.found)

    def _on_last_changed(self, article_id: str | None) -> None:
        if article_id is None:
            # What was settled in advance is no start that a reviewer would go back behind.
            begins = self._bench.is_open and self._bench.review is None
            if begins and self._bench.history.last is not None:
                self.attempt(self._bench.undo)
            else:
                self.say("There is nothing left to undo.")
            return
        self.say("Back at the article you changed before: Ctrl+Z undoes your last step in it.")
        self._flow.open(article_id)
