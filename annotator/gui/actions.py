"""A QAction for every command of the registry."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.commands.command import Command, Group, Scope
from annotator.commands.desk import Desk
from annotator.gui.key_cap import written
from annotator.gui.panels.attempt import Attempt


class Actions(QObject):
    """Runs commands; holds their QActions, so that menus, keys and palette cannot differ."""

    def __init__(self, desk: Desk, attempt: Attempt, window: QWidget, article_view: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._attempt = attempt
        self._window = window
        self._article_view = article_view
        self._commands: tuple[Command, ...] = ()
        self._actions: dict[str, QAction] = {}

    @property
    def commands(self) -> tuple[Command, ...]:
        return self._commands

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def key_of(self, command_id: str) -> str:
        """The first key of the command as it is written on this system's keyboards; empty if it has none."""
        keys = next((command.keys for command in self._commands if command.id == command_id), ())
        return written(keys[0]) if keys else ""

    def set_commands(self, commands: Iterable[Command]) -> None:
        """Makes the actions anew: another scheme or key profile."""
        for action in self._actions.values():
            self._window.removeAction(action)
            self._article_view.removeAction(action)
            action.deleteLater()
        self._commands = tuple(commands)
        self._actions = {command.id: self._make(command) for command in self._commands}

    def fill(self, menu_bar: QMenuBar) -> None:
        """Makes the menus of the groups, in their order."""
        menu_bar.clear()
        for group in Group:
            menu = menu_bar.addMenu(group.value)
            menu.setAccessibleName(f"{group.value} menu")
            self.fill_menu(menu, group)

    def fill_menu(self, menu: QMenu, *groups: Group) -> None:
        """Adds the commands of the groups; what is not possible when the menu opens is greyed."""
        for command in self._commands:
            if command.group in groups and command.in_menu:
                menu.addAction(self._actions[command.id])
        menu.aboutToShow.connect(self._grey)
        menu.aboutToHide.connect(self._ungrey)

    def run(self, command_id: str) -> None:
        """Runs the command."""
        command = next(command for command in self._commands if command.id == command_id)
        self._attempt(lambda: command.run(self._desk))

    def _grey(self) -> None:
        bench = self._desk.workbench
        for command in self._commands:
            self._actions[command.id].setEnabled(command.when(bench))

    def _ungrey(self) -> None:
        # A key pressed faster than the window can grey and ungrey must not be lost: outside of menus every
        # action is enabled, and a command that is not possible says why.
        for action in self._actions.values():
            action.setEnabled(True)

    def _make(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setToolTip(command.manual)
        action.setStatusTip(command.manual)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda: self._attempt(lambda: command.run(self._desk)))
        if command.scope is Scope.ARTICLE:
            # Letters and digits belong to the article only while it has the focus; elsewhere they are typing.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._article_view.addAction(action)
        else:
            self._window.addAction(action)
        return action
