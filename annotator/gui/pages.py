"""What the window shows when it is asked to: panels, dialogs, the start page, the manual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from annotator import __version__
from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish
from annotator.commands.command import Command
from annotator.commands.desk import Page
from annotator.commands.registry import Mode, every_command
from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.gui.actions import Actions
from annotator.gui.agreement_pages import AgreementPages
from annotator.gui.article_flow import ArticleFlow
from annotator.gui.dialogs.manual_window import ManualWindow
from annotator.gui.dialogs.project_dialogs import NewProjectDialog, OpenProjectDialog
from annotator.gui.dialogs.requests import NewProjectRequest
from annotator.gui.dialogs.scheme_editor import SchemeEditor
from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.gui.dialogs.start_page import StartPage
from annotator.gui.dialogs.statistics_dialog import StatisticsDialog
from annotator.gui.dialogs.take_over_dialog import TakeOverDialog
from annotator.gui.dialogs.type_ahead import TypeAhead, palette_options
from annotator.gui.long_work import LongWork
from annotator.gui.main_window import MainWindow
from annotator.gui.open_project import OpenProject
from annotator.gui.others_marks import OthersMarks
from annotator.gui.palette import Theme
from annotator.gui.window_desk import WindowDesk
from annotator.gui.work_pages import WorkPages
from annotator.project import Job, Project, ProjectStatus, create_project
from annotator.project.catalogue import find_scheme, installed_pipelines, scheme_text, shipped_schemes
from annotator.project.demo import DemoResult, demo_place, make_demo
from annotator.settings import Settings, data_folder
from annotator.workbench.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.review_pages import ReviewPages


class Host(Protocol):
    """What pages need of the program."""

    window: MainWindow
    workbench: Workbench
    desk: WindowDesk
    flow: ArticleFlow
    actions: Actions
    settings: Settings
    project: OpenProject | None

    def open(self, where: str, open_: Callable[[], Project] | None = None) -> None: ...

    def leave_project(self) -> bool: ...

    def use_scheme(self, scheme: Scheme) -> None: ...

    def use_settings(self, settings: Settings) -> None: ...

    def take_over(self, name: str) -> None: ...

    def use_mode(self, mode: Mode) -> None: ...


class Pages(QObject):
    """One function a page; the host does what the pages ask for."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._window = host.window
        self.work = LongWork(self)
        self._work_pages = WorkPages(self.work, host.desk.say, self._window)
        self._start_page: StartPage | None = None
        self._manual: ManualWindow | None = None
        self._editor: SchemeEditor | None = None
        self._import_is_next = False
        self._reviewing: ReviewPages | None = None
        self._others = OthersMarks(host.workbench, self._window.article, host.desk.say, self)
        self._agreement = AgreementPages(host, self._review, self._report, self)
        self._showing = self._functions()
        self.work.progressed.connect(self._window.status_line.work.show_progress)
        self.work.ended.connect(self._on_work_ended)
        self._window.status_line.work.stop.clicked.connect(self.work.stop)

    def show(self, page: Page) -> None:
        self._showing[page]()

    def close(self) -> None:
        """Stops long work; for quitting."""
        self.work.close()
        self._work_pages.close()
        self._agreement.close()

    def _functions(self) -> Mapping[Page, Callable[[], None]]:
        window = self._window

        def panel(widget: QWidget) -> Callable[[], None]:
            return partial(window.show_panel, widget)

        return {
            Page.PALETTE: self._palette,
            Page.FIND: self._find,
            Page.SEARCH: self._search,
            Page.MANUAL: self._show_manual,
            Page.ABOUT: self._about,
            Page.QUEUE: window.toggle_queue,
            Page.GUIDELINES: panel(window.guidelines),
            Page.ENTITIES: panel(window.entities),
            Page.STANCES: panel(window.stances),
            Page.MATRIX: panel(window.matrix),
            Page.QUESTIONS: panel(window.questions),
            Page.SCHEME: self._edit_scheme,
            Page.SETTINGS: self._settings,
            Page.IMPORT: self._import,
            Page.EXPORT: partial(self._with_status, self._export),
            Page.SUGGEST: self._suggest,
            Page.NEW: self._new,
            Page.OPEN: self._open,
            Page.START: self._leave_for_start,
            Page.TAKE_OVER: partial(self._with_status, self._take_over),
            Page.FULL_SCREEN: window.toggle_full_screen,
            Page.STATISTICS: partial(self._with_status, self._statistics),
            Page.AGREEMENT: lambda: self._agreement.show(window.article.look.theme),
            Page.REVIEW: self._review,
            Page.REVIEW_RULES: self._review_rules,
            Page.FEEDBACK: self._feedback,
            Page.OTHERS: lambda: self._others.toggle_others(self._project),
            Page.OUTCOME: lambda: self._others.toggle_outcome(self._project),
        }

    def _review(self, wanted: ConflictFilter | None = None) -> None:
        """Reviews everything, or what stands behind a number of the table."""
        self._window.show_page(None)
        self._host.desk.attempt(lambda: self.reviewing.review(wanted))

    def _review_rules(self) -> None:
        self.reviewing.rules()

    def _feedback(self) -> None:
        self.reviewing.feedback()

    @property
    def reviewing(self) -> ReviewPages:
        """What reviewing needs, imported when the first review is wanted."""
        if self._reviewing is None:
            from annotator.gui.review_pages import ReviewPages

            self._reviewing = ReviewPages(self._host, self.work, self)
            self._reviewing.set_theme(self._window.article.look.theme)
        return self._reviewing

    def set_theme(self, theme: Theme) -> None:
        """Gives the pages that paint themselves the colours of the theme."""
        self._agreement.set_theme(theme)
        if self._reviewing is not None:
            self._reviewing.set_theme(theme)

    @property
    def _project(self) -> OpenProject:
        if self._host.project is None:
            raise Refused("Open a project first.")
        return self._host.project

    def _with_status(self, then: Callable[[ProjectStatus], None]) -> None:
        """Asks the project who has worked on it, then goes on."""
        self._project.ask_status(then)

    # Finding

    def _palette(self) -> None:
        options = palette_options(self._host.actions.commands, self._host.workbench)
        popup = TypeAhead(self._window, "Commands", options, self._host.actions.run)
        popup.open_over(self._window)

    def _find(self) -> None:
        bench = self._host.workbench
        span = bench.selection.span
        wanted = bench.article.text[slice(*span)] if span else ""
        self._window.find_bar.open(bench.article.text, wanted)

    def _search(self) -> None:
        self._window.show_queue()
        self._window.queue.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.queue.search.selectAll()

    # Projects

    def _leave_for_start(self) -> None:
        if self._host.leave_project():
            self.show_start()

    def show_start(self) -> None:
        """The page with the recent projects, in place of an empty window."""
        if self._start_page is None:
            page = StartPage((), self._host.workbench.annotator.name)
            page.named.connect(self._host.take_over)
            page.demo_wanted.connect(partial(self._host.desk.attempt, self.open_demo))
            page.new_wanted.connect(self._new)
            page.open_wanted.connect(self._open)
            page.import_wanted.connect(self._import)
            page.project_wanted.connect(self._host.open)
            self._start_page = page
        self._start_page.set_recent(self._host.settings.recent_projects)
        self._start_page.set_name(self._host.workbench.annotator.name)
        self._start_page.tell("")
        self._window.show_page(self._start_page)

    def tell(self, sentence: str) -> None:
        """Says on the start page why a project was not opened."""
        self._import_is_next = False
        if self._start_page is not None:
            self._start_page.tell(sentence)

    def open_demo(self) -> None:
        """Opens the demo; makes it first if there is none."""
        try:
            where = demo_place()
        except OSError as error:
            raise Refused(f"There is no place for the demo: {error.strerror}.") from error
        if where.exists():
            self._host.open(str(where))
            return
        self.work.start(partial(_demo_job, where), partial(self._on_demo_made, where), self.tell)
        self.show_start()
        self.tell("Making the demo project: reading the articles, then pre-highlighting them.")

    def _on_demo_made(self, where: Path, result: object) -> None:
        self.tell("" if result is not None else "Stopped; there is no demo project yet.")
        if result is not None:
            self._host.open(str(where))

    def _new(self) -> None:
        schemes = {name: find_scheme(name).title for name in shipped_schemes()}
        dialog = NewProjectDialog(schemes, str(_usual_folder() / "project.annotator"), self._window)
        dialog.wanted.connect(self._make_project)
        dialog.rejected.connect(self._on_none_made)
        self._pop_up(dialog)

    def _make_project(self, request: NewProjectRequest) -> None:
        def make() -> None:
            scheme = find_scheme(request.scheme)
            self._host.open(request.where, partial(create_project, request.where, scheme))

        self._host.desk.attempt(make)

    def _on_none_made(self) -> None:
        self._import_is_next = False

    def on_opened(self) -> None:
        """A project is open: goes on with what had to wait for one."""
        is_next, self._import_is_next = self._import_is_next, False
        if is_next:
            self._import()

    def _open(self) -> None:
        dialog = OpenProjectDialog(self._host.settings.recent_projects, self._window)
        dialog.wanted.connect(self._host.open)
        self._pop_up(dialog)

    def _pop_up(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Long work

    def _import(self, paths: tuple[Path, ...] = ()) -> None:
        if self._host.project is None:
            self._import_is_next = True
            self._new()
            return
        self._work_pages.import_articles(self._host.project.where, paths)

    def _suggest(self) -> None:
        self._work_pages.suggest(self._project.where, self._host.settings.pipeline)

    def _export(self, status: ProjectStatus) -> None:
        known = tuple(Annotator(name=one.name, kind=one.kind) for one in status.annotators)
        where = self._project.where
        self._work_pages.export(where, known, _beside(where) / "annotations.jsonl")

    def _report(self, table: AgreementTable, wish: MeasureWish) -> None:
        where = self._project.where
        self._work_pages.report(where, table, wish, _beside(where) / "agreement.html")

    def _on_work_ended(self) -> None:
        self._window.status_line.work.hide()
        project = self._host.project
        if project is not None:
            project.forget_ahead()
            project.reload_scheme(self._host.use_scheme)
            project.load_queue()
            self._host.flow.look_for_proposals()

    # Scheme, settings, people

    def _edit_scheme(self) -> None:
        self._project.forget_ahead()
        if self._editor is None:
            self._editor = self._new_editor()
        self._editor.open_on(self._host.workbench.scheme)

    def _new_editor(self) -> SchemeEditor:
        editor = SchemeEditor(self._host.workbench.scheme, self._window)
        editor.losses_wanted.connect(lambda scheme: self._project.ask_losses(scheme, editor.show_losses))
        editor.accepted_scheme.connect(self._use_scheme)
        editor.file_wanted.connect(partial(self._read_scheme, editor))
        editor.file_given.connect(partial(self._write_scheme, editor))
        return editor

    def _read_scheme(self, editor: SchemeEditor, path: Path) -> None:
        try:
            editor.show_scheme(find_scheme(str(path)))
        except Refused as refused:
            editor.tell(refused.sentence)

    def _write_scheme(self, editor: SchemeEditor, path: Path, scheme: Scheme) -> None:
        try:
            path.write_text(scheme_text(scheme), encoding="utf-8")
        except OSError as error:
            editor.tell(f"{path.name} could not be written: {error.strerror}.")

    def _use_scheme(self, scheme: Scheme) -> None:
        self._project.set_scheme(scheme, self._host.use_scheme)

    def _settings(self) -> None:
        names = tuple(info.name for info in installed_pipelines())
        dialog = SettingsDialog(self._host.settings, names, self._window)
        dialog.changed.connect(self._host.use_settings)
        self._pop_up(dialog)

    def _take_over(self, status: ProjectStatus) -> None:
        known = tuple(a.name for a in status.annotators if a.kind is not AnnotatorKind.MODEL)
        dialog = TakeOverDialog(known, self._host.workbench.annotator.name, self._window)
        dialog.taken_over.connect(self._host.take_over)
        self._pop_up(dialog)

    def _statistics(self, status: ProjectStatus) -> None:
        self._pop_up(StatisticsDialog(status, self._window))

    # Help

    def _show_manual(self) -> None:
        if self._manual is None:
            self._manual = ManualWindow(self._every_command(), self._window)
        self._manual.show()
        self._manual.raise_()

    def _every_command(self) -> tuple[Command, ...]:
        return every_command(self._host.workbench.scheme, self._host.settings.key_profile)

    def commands_changed(self) -> None:
        """Other keys or another scheme: the manual's table of keys follows."""
        if self._manual is not None:
            self._manual.show_commands(self._every_command())

    def _about(self) -> None:
        pipelines = "\n".join(f"{info.name} {info.version}" for info in installed_pipelines())
        said = f"Stance Annotator {__version__}\n\nPipelines that are installed:\n{pipelines or 'none'}"
        box = QMessageBox(QMessageBox.Icon.NoIcon, "About Stance Annotator", said, parent=self._window)
        self._pop_up(box)


def _demo_job(where: Path) -> Job[DemoResult]:
    try:
        return (yield from make_demo(where))
    except OSError as error:
        raise Refused(f"The demo cannot be made in {where.parent}: {error.strerror}.") from error


def _beside(where: str) -> Path:
    """The folder of the project, or the person's own where it is on a server."""
    return Path.home() if "://" in where else Path(where).parent


def _usual_folder() -> Path:
    """Where a project goes if nobody says otherwise."""
    try:
        return data_folder()
    except OSError:
        return Path.home()
