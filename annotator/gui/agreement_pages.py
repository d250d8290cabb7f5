"""The agreement page in the window: made when it is first wanted, measured for in a process, put away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish
from annotator.commands.command import Group, Scope
from annotator.domain.refused import Refused
from annotator.gui.actions import Actions
from annotator.gui.background import BesideImport, on_project
from annotator.gui.long_work import LongWork
from annotator.gui.main_window import MainWindow
from annotator.gui.open_project import OpenProject
from annotator.gui.palette import Theme
from annotator.project import ProjectStatus
from annotator.workbench.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.agreement.page import AgreementPage

_PAGE = "annotator.gui.agreement.page"
_STOPPED = "Measuring was stopped."
_OF_THE_ARTICLE = frozenset(
    {Group.EDIT, Group.MENTION, Group.LABEL, Group.ENTITY, Group.STANCE, Group.ARTICLE}
)


Review = Callable[[ConflictFilter], None]
Report = Callable[[AgreementTable, MeasureWish], None]


class Host(Protocol):
    """What the page needs of the program."""

    window: MainWindow
    workbench: Workbench
    actions: Actions
    project: OpenProject | None


class AgreementPages(QObject):
    """Measures what is wanted, the newest wish alone; the window never waits for it."""

    def __init__(self, host: Host, review: Review, report: Report, parent: QObject) -> None:
        """`review` goes to the conflicts that are wanted, `report` writes about the numbers in sight."""
        super().__init__(parent)
        self._host = host
        self._review, self._report = review, report
        # Measuring changes nothing, so that it need not wait for the work that does.
        self._work = LongWork(self)
        self._work.ended.connect(self._begin)
        self._page: AgreementPage | None = None
        self._measured: OpenProject | None = None
        self._wish: MeasureWish | None = None
        self._shown: tuple[AgreementTable, MeasureWish] | None = None
        self._theme: Theme | None = None

    def show(self, theme: Theme) -> None:
        """Shows the page and measures anew; what was measured before stays in sight meanwhile."""
        if self._host.project is None:
            raise Refused("Open a project first.")
        self._theme = theme
        self._host.project.ask_status(self._on_status)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._page is not None:
            self._page.set_theme(theme)

    def close(self) -> None:
        """Stops measuring; for quitting."""
        self._wish = None
        self._work.close()

    # Showing

    def _on_status(self, status: ProjectStatus) -> None:
        if self._page is not None:
            self._open(self._page, status)
            return
        # The plots take half a second to import, which nobody waits for who never looks at them.
        imported = BesideImport(_PAGE, self)
        imported.done.connect(partial(self._on_imported, status), Qt.ConnectionType.QueuedConnection)
        imported.done.connect(imported.deleteLater)
        imported.start()

    def _on_imported(self, status: ProjectStatus) -> None:
        if self._page is None:
            self._page = self._new_page()
        self._open(self._page, status)

    def _new_page(self) -> AgreementPage:
        from annotator.gui.agreement.page import AgreementPage

        page = AgreementPage(self._host.window)
        page.wanted.connect(self._on_wanted)
        page.stopped.connect(self._on_stopped)
        page.conflicts_wanted.connect(self._on_conflicts_wanted)
        page.report_wanted.connect(self._on_report_wanted)
        page.left.connect(self._leave)
        self._work.progressed.connect(page.show_progress)
        if self._theme is not None:
            page.set_theme(self._theme)
        return page

    def _open(self, page: AgreementPage, status: ProjectStatus) -> None:
        from annotator.gui.agreement.choices import SearchFound

        project, window = self._host.project, self._host.window
        if project is None:
            return
        if project is not self._measured:
            page.forget()
            self._shown = None
            self._measured = project
        words = window.queue.search.text().strip()
        found = SearchFound(words, window.queue.found_ids) if words else None
        page.set_choices(status.annotators, self._host.workbench.scheme, found)
        page.keep_from_window(
            key
            for command in self._host.actions.commands
            if command.scope is Scope.WINDOW and command.group in _OF_THE_ARTICLE
            for key in command.keys
        )
        window.show_page(page, panes=lambda: page.panes)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.measure()

    def _leave(self) -> None:
        self._host.window.show_page(None)
        self._host.window.article.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflicts_wanted(self, wanted: ConflictFilter) -> None:
        self._leave()
        self._review(wanted)

    def _on_report_wanted(self) -> None:
        if self._shown is not None:
            self._report(*self._shown)

    # Measuring

    def _on_wanted(self, wish: MeasureWish) -> None:
        self._wish = wish
        if self._work.is_running:
            if self._page is not None:
                self._page.show_progress(None)
            self._work.stop()
        else:
            self._begin()

    def _begin(self) -> None:
        """Measures what is wished for, if anything is."""
        wish, self._wish = self._wish, None
        if self._page is None or self._measured is None:
            return
        if wish is None:
            # Stopped before what was wished for could begin.
            if self._page.is_measuring:
                self._page.show_failure(_STOPPED)
            return
        self._page.show_progress(None)
        job = partial(on_project, self._measured.where, methodcaller("measure", wish))
        finished = partial(self._on_finished, self._measured, wish)
        try:
            self._work.start(job, finished, partial(self._on_failed, self._measured))
        except Refused as refused:
            self._page.show_failure(refused.sentence)

    def _on_stopped(self) -> None:
        self._wish = None
        self._work.stop()

    def _on_finished(self, project: OpenProject, wish: MeasureWish, result: object) -> None:
        if self._page is None or self._wish is not None or project is not self._measured:
            return
        if isinstance(result, AgreementTable):
            self._shown = (result, wish)
            self._page.show_table(result)
        else:
            self._page.show_failure(_STOPPED)

    def _on_failed(self, project: OpenProject, sentence: str) -> None:
        if self._page is not None and project is self._measured:
            self._page.show_failure(sentence)
