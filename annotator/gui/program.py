"""The program in its window: joins the parts, opens projects, applies settings, quits in good order."""

from __future__ import annotations

import gc
import getpass
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMenu

from annotator.commands.command import Group
from annotator.commands.desk import Page
from annotator.commands.marking import mark_span
from annotator.commands.registry import Mode, all_commands
from annotator.commands.stances import start_between
from annotator.domain.annotation import Annotator, Status
from annotator.domain.edits.mentions import resize_mention
from annotator.domain.scheme import NO_SCHEME, Scheme
from annotator.gui.actions import Actions
from annotator.gui.appearance import apply_theme, theme_for
from annotator.gui.article_flow import ArticleFlow
from annotator.gui.background import import_ahead
from annotator.gui.kept_settings import keep_settings, read_settings
from annotator.gui.leaving import may_leave
from annotator.gui.main_window import MainWindow
from annotator.gui.open_project import OpenProject
from annotator.gui.palette import label_colours
from annotator.gui.saving import SaveState
from annotator.gui.text.look import Look
from annotator.gui.welcome_card import WelcomeCard
from annotator.gui.window_desk import WindowDesk
from annotator.project import Project, open_project
from annotator.settings import Settings
from annotator.workbench.workbench import Workbench
from annotator.workbench.working_time import WorkingTime

if TYPE_CHECKING:
    from annotator.gui.pages import Pages

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    # All that is seen of a key that belongs to a command.
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchUpdate,
}
_TITLE = "Stance Annotator"
_ZOOM = 1.1
_RECENT = 8
_READY_MILLISECONDS = 1_500


class Program(QObject):
    """Everything there is while the window is open."""

    def __init__(self, application: QApplication, *, clock: Callable[[], float] = time.monotonic) -> None:
        """The clock counts seconds; working time is read from it."""
        super().__init__(application)
        self._application = application
        self.settings, trouble = read_settings()
        self._zoom = 0
        self._mode = Mode.ANNOTATING
        self._theme = theme_for(self.settings.theme)
        apply_theme(application, self._theme)
        self.workbench = Workbench(Annotator(name=self.settings.annotator or _login_name()), NO_SCHEME)
        self._time = WorkingTime(self.settings.idle_seconds, clock)
        self.flow = ArticleFlow(self.workbench, self._time, self)
        self.desk = WindowDesk(self.workbench, self.flow, self)
        self.window = MainWindow(self.workbench, self._look(), self._theme, self.desk.attempt, self._key_of)
        self.actions = Actions(self.desk, self.desk.attempt, self.window, self.window.article)
        self.project: OpenProject | None = None
        self._opening: OpenProject | None = None
        self._is_leaving = False
        self._pages: Pages | None = None
        self.desk.set_window(self.window, self._show_page, self.zoom)
        self._card: WelcomeCard | None = None
        self._set_commands()
        self._listen()
        if trouble:
            self.desk.say(trouble)

    @property
    def pages(self) -> Pages:
        """Dialogs and all they need, imported when the first is wanted: the window opens without them."""
        if self._pages is None:
            from annotator.gui.pages import Pages

            self._pages = Pages(self, self)
        return self._pages

    def _show_page(self, page: Page) -> None:
        self.pages.show(page)

    # Showing

    def show(self) -> None:
        """Shows the window as it was left."""
        self.window.restore_state(self.settings.window)
        self.window.status_line.set_annotator(self.workbench.annotator.name)
        self.window.show()
        handle = self.window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._time.sign_of_life()
        return super().eventFilter(watched, event)

    # Projects

    def open(self, where: str, open_: Callable[[], Project] | None = None) -> None:
        """Opens the project in the window, in place of the one that is open, which stays if that fails."""
        if self._opening is not None:
            self._put_away(self._opening)
        project = OpenProject(where, open_ or (lambda: open_project(where)), self.workbench.annotator, self)
        self._opening = project
        project.opened.connect(lambda scheme: self._on_opened(project, scheme))
        project.open_failed.connect(self._on_open_failed)
        project.broke.connect(_raise)
        project.start()

    def open_demo(self) -> None:
        """Opens the demo; makes it first if there is none."""
        self.desk.attempt(self.pages.open_demo)

    def leave_project(self) -> bool:
        """Puts the project away once everything is stored; False if the person would rather stay."""
        if self.project is None:
            return True
        if self._is_leaving:
            return False
        self._is_leaving = True
        self._end_review()
        try:
            self.flow.leave()
            if not may_leave(self.project.saver, self.window):
                return False
        finally:
            self._is_leaving = False
        self.workbench.close()
        self.flow.set_project(None)
        self.desk.set_project(None)
        project, self.project = self.project, None
        self._put_away(project)
        self.window.setWindowTitle(_TITLE)
        self.window.queue.search.clear()
        self.window.queue.set_rows(())
        return True

    def _end_review(self) -> None:
        if self.workbench.review is not None:
            self.desk.end_review()

    def _put_away(self, project: OpenProject) -> None:
        """Waits for the store."""
        project.close()
        project.deleteLater()
        if project is self._opening:
            self._opening = None

    def _on_opened(self, project: OpenProject, scheme: Scheme) -> None:
        if not self.leave_project():
            self._put_away(project)
            return
        self.project, self._opening = project, None
        project.told.connect(self.desk.say)
        project.saver.state_changed.connect(self.window.status_line.set_saved)
        self.flow.set_project(project)
        self.desk.set_project(project)
        self.use_scheme(scheme)
        self.window.setWindowTitle(f"{_short_name(project.where)} – {_TITLE}")
        self.window.status_line.set_saved(SaveState.SAVED, "")
        self.window.show_page(None)
        project.take_over(self.workbench.annotator)
        where = project.where if "://" in project.where else str(Path(project.where).absolute())
        recent = (where, *(w for w in self.settings.recent_projects if w != where))
        self.use_settings(self.settings.model_copy(update={"recent_projects": recent[:_RECENT]}))
        if self.settings.annotator is None and self._card is None:
            self._welcome()
        if self._pages is not None:
            self._pages.on_opened()

    def _on_open_failed(self, sentence: str) -> None:
        if self._opening is not None:
            self._put_away(self._opening)
        if self.project is None:
            self.pages.show_start()
        self.pages.tell(sentence)
        self.desk.say(sentence)

    # Scheme, settings, people

    def use_scheme(self, scheme: Scheme) -> None:
        """Labels, keys and colours everywhere become those of the scheme."""
        # What was begun was begun with the labels and tasks of the other one.
        self.workbench.end_preview()
        self.workbench.set_stance_entry(None)
        self.workbench.set_scheme(scheme)
        self._set_commands()

    def use_mode(self, mode: Mode) -> None:
        """Keys and menus become those of the mode; labels have no keys while conflicts are decided."""
        self._mode = mode
        self._set_commands()
        self.window.set_has_labels(has_labels=mode is not Mode.DECIDING)
        if self._card is not None:
            # What it says is of annotating.
            self._card.setVisible(mode is Mode.ANNOTATING)

    def use_settings(self, settings: Settings) -> None:
        """Applies what differs, and remembers all."""
        before, self.settings = self.settings, settings
        trouble = keep_settings(settings) if settings != before else ""
        if before.theme != settings.theme:
            self._theme = theme_for(settings.theme)
            apply_theme(self._application, self._theme)
            self.window.set_theme(self._theme)
            if self._pages is not None:
                self._pages.set_theme(self._theme)
        if before.key_profile != settings.key_profile or before.theme != settings.theme:
            self._set_commands()
        self._time.set_idle_seconds(settings.idle_seconds)
        look = self._look()
        if look != self.window.article.look:
            self.window.article.set_look(look)
        if trouble:
            self.desk.say(trouble)

    def take_over(self, name: str) -> None:
        """Somebody sits down at the desk, unless the name belongs to a model or the like."""
        self._end_review()
        annotator = Annotator(name=name)
        if self.project is None or annotator == self.workbench.annotator:
            self._sit_down(annotator)
        else:
            self.project.make_known(annotator, lambda: self._sit_down(annotator))

    def _sit_down(self, annotator: Annotator) -> None:
        """Everything is loaded and saved under the name from now on."""
        self.use_settings(self.settings.model_copy(update={"annotator": annotator.name}))
        self.window.status_line.set_annotator(annotator.name)
        if self._card is not None:
            self._card.deleteLater()
            self._card = None
        if annotator == self.workbench.annotator:
            return
        self.flow.leave()
        self.workbench.take_over(annotator)
        if self.project is not None:
            self.desk.start_anew()
            self.project.take_over(annotator)

    def zoom(self, steps: int) -> None:
        """Makes the article's text larger or smaller; 0 goes back to the set size."""
        self._zoom = max(-6, min(12, self._zoom + steps)) if steps else 0
        self.window.article.set_look(self._look())

    def _look(self) -> Look:
        return Look.of(self.settings, is_dark=self._theme.is_dark, zoom=_ZOOM**self._zoom)

    def _set_commands(self) -> None:
        scheme = self.workbench.scheme
        self.actions.set_commands(all_commands(scheme, self.settings.key_profile, self._mode))
        self.actions.fill(self.window.menuBar())
        lines = {name: colour.line for name, colour in label_colours(scheme, self._theme).items()}
        self.window.labels.set_scheme(scheme, lines, self.actions.key_of)
        self.window.labels.set_active(self.workbench.active_label)
        self.window.guidelines.set_scheme(scheme, self.actions.key_of)
        if self._pages is not None:
            self._pages.commands_changed()

    def _key_of(self, command_id: str) -> str:
        """The panels are made before the actions; they ask when they are shown."""
        return self.actions.key_of(command_id)

    def _welcome(self) -> None:
        card = WelcomeCard(self.workbench.annotator.name, self.actions.key_of, self.window)
        card.named.connect(self._on_named)
        self.window.centre_column.insertWidget(0, card)
        self._card = card

    def _on_named(self, name: str) -> None:
        self.take_over(name)
        self.window.article.setFocus()

    # Listening

    def _listen(self) -> None:
        bench, window, view = self.workbench, self.window, self.window.article
        bench.selection_changed.connect(self._on_selection)
        bench.opened.connect(self._on_bench_opened)
        view.marked.connect(
            lambda start, end: self.desk.attempt(lambda: mark_span(self.desk, start, end, bench.active_label))
        )
        view.mention_resized.connect(
            lambda id_, start, end: self.desk.attempt(
                lambda: bench.do(resize_mention(bench.annotation, bench.article, id_, start, end))
            )
        )
        view.mention_dropped.connect(
            lambda one, other: self.desk.attempt(lambda: start_between(bench, one, other))
        )
        view.zoom_requested.connect(self.zoom)
        view.context_requested.connect(self._on_context)
        window.queue.search_changed.connect(self._on_search)
        window.queue.status_wanted.connect(self._on_statuses)
        window.labels.picked.connect(lambda label: self.actions.run(f"label.{label}"))
        window.find_bar.found.connect(lambda hits, at: view.set_hits(hits, at if at >= 0 else None))
        window.find_bar.left.connect(view.setFocus)
        window.stance_bar.ended.connect(view.setFocus)
        window.activated.connect(self.flow.look_for_others)
        window.entity_menu_wanted.connect(partial(self._menu, Group.ENTITY))
        window.stance_menu_wanted.connect(partial(self._menu, Group.STANCE))
        window.closing.connect(self._on_closing)
        self.desk.scheme_stored.connect(self.use_scheme)
        self.flow.arrived.connect(_spare_the_article)
        self.flow.arrived.connect(self._on_first_arrived, Qt.ConnectionType.SingleShotConnection)
        self._clock = QTimer(self)
        self._clock.setInterval(1_000)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()

    def _on_selection(self) -> None:
        self.window.labels.set_active(self.workbench.active_label)

    def _on_bench_opened(self) -> None:
        self.window.find_bar.set_text(self.workbench.article.text if self.workbench.is_open else "")

    def _on_first_arrived(self) -> None:
        """While the person reads the first article, what the dialogs need is imported."""
        QTimer.singleShot(_READY_MILLISECONDS, self.window, lambda: import_ahead("annotator.gui.pages"))

    def _on_tick(self) -> None:
        self.window.status_line.set_time(self.flow.seconds_on_article)

    def _on_search(self, text: str) -> None:
        if self.project is not None:
            self.project.load_queue(text)

    def _on_statuses(self, article_ids: list[str], status: Status) -> None:
        self.desk.attempt(lambda: self.flow.set_statuses(tuple(article_ids), status))

    def _on_context(self, where: QPoint, _offset: int, mention_id: str | None) -> None:
        menu = self._new_menu()
        if self._mode is Mode.DECIDING:
            self.actions.fill_menu(menu, Group.REVIEW)
            menu.popup(where)
            return
        groups = (Group.MENTION, Group.LABEL, Group.ENTITY) if mention_id else (Group.LABEL,)
        for group in groups:
            self.actions.fill_menu(menu.addMenu(group.value), group)
        if self._has("task.stance"):
            menu.addAction(self.actions.action("task.stance"))
        menu.popup(where)

    def _menu(self, group: Group, where: QPoint) -> None:
        menu = self._new_menu()
        self.actions.fill_menu(menu, group)
        menu.popup(where)

    def _new_menu(self) -> QMenu:
        menu = QMenu(self.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _has(self, command_id: str) -> bool:
        return any(command.id == command_id for command in self.actions.commands)

    def _on_closing(self, event: QCloseEvent) -> None:
        """Asks only when steps could not be stored; then waits for the store and closes."""
        if not self.leave_project():
            event.ignore()
            return
        state = self.window.geometry_state()
        self.use_settings(self.settings.model_copy(update={"window": state}))
        if self._opening is not None:
            self._put_away(self._opening)
        if self._pages is not None:
            self._pages.close()
        self._clock.stop()
        event.accept()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "annotator"


def _short_name(where: str) -> str:
    return where.rstrip("/").replace("\\", "/").rpartition("/")[2].removesuffix(".annotator") or where


def _spare_the_article() -> None:
    """Keeps the garbage collector from going through a long article in the middle of a key press.

    What is frozen is still freed when nobody holds it; only cycles among it would stay.
    """
    gc.freeze()


def _raise(error: Exception) -> None:
    raise error
