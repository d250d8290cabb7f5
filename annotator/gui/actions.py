"""A QAction for every command of the registry."""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.commands.command import Command, Group, Scope
from annotator.commands.desk import Desk
from annotator.gui.key_cap import written
from annotator.gui.panels.attempt import Attempt

_HELD = {"Ctrl", "Alt", "Meta"}
_FUNCTION_KEY = re.compile(r"(Shift\+)?F\d+")


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
        self._typed: list[QAction] = []
        """For keys that are typing everywhere but in the article."""

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
        for action in (*self._actions.values(), *self._typed):
            self._window.removeAction(action)
            self._article_view.removeAction(action)
            action.deleteLater()
        self._typed = []
        self._commands = each_key_once(commands)
        self._actions = {command.id: self._make(command) for command in self._commands}

    def fill(self, menu_bar: QMenuBar) -> None:
        """Makes the menus of the groups, in their order."""
        for menu in menu_bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()
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
        action.setToolTip(command.manual)
        action.setStatusTip(command.manual)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda: self._attempt(lambda: command.run(self._desk)))
        if command.scope is Scope.ARTICLE:
            self._add_to_article(action, command.keys)
            return action
        action.setShortcuts([QKeySequence(key) for key in command.keys if not is_typing(key)])
        self._window.addAction(action)
        typed = [key for key in command.keys if is_typing(key)]
        if typed:
            self._typed.append(QAction(command.title, self))
            self._typed[-1].triggered.connect(action.trigger)
            self._add_to_article(self._typed[-1], typed)
        return action

    def _add_to_article(self, action: QAction, keys: Sequence[str]) -> None:
        """Letters and digits belong to the article only while it has the focus; elsewhere they are typing."""
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._article_view.addAction(action)


def each_key_once(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Takes keys away that another command has too, since such a key would do nothing at all.

    The scheme's own keys come first: somebody has chosen them.
    """
    given = tuple(commands)
    taken: set[str] = set()
    kept: dict[str, tuple[str, ...]] = {}
    for command in sorted(given, key=lambda command: not command.id.startswith(("label.", "task."))):
        free = {key: QKeySequence(key).toString() for key in command.keys}
        kept[command.id] = tuple(key for key, name in free.items() if name not in taken)
        taken.update(free.values())
    return tuple(
        command if command.keys == kept[command.id] else command.with_keys(kept[command.id])
        for command in given
    )


def is_typing(key: str) -> bool:
    """Whether pressing it writes, deletes or moves in a line of text or a list."""
    return not _HELD & set(key.split("+")) and not _FUNCTION_KEY.fullmatch(key)
