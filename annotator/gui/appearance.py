"""Light and dark: gives the whole program the colours of a theme."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator.gui.palette import DARK, LIGHT, Theme


def theme_for(choice: Literal["system", "light", "dark"]) -> Theme:
    """The theme that was set, or the one the system uses now."""
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Colours every widget there is and will be."""
    application.setStyle("Fusion")
    application.setPalette(_palette(theme))
    application.setStyleSheet(_STYLE.format(theme=theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.page,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.window,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.page,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.ring,
        QPalette.ColorRole.LinkVisited: theme.ring,
        QPalette.ColorRole.Accent: theme.ring,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.BrightText: theme.warning,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


_STYLE = """
QMainWindow, QDialog {{ background: {theme.window}; }}
QSplitter::handle {{ background: {theme.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QMenuBar {{ background: {theme.window}; border-bottom: 1px solid {theme.border}; }}
QMenuBar::item {{ padding: 4px 9px; background: transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QMenu {{ background: {theme.page}; border: 1px solid {theme.border}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; }}
QMenu::item:disabled {{ color: {theme.muted}; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 8px; }}
QStatusBar {{ border-top: 1px solid {theme.border}; }}
QStatusBar::item {{ border: none; }}
QTabBar::tab {{
    padding: 6px 8px; border: none; border-bottom: 2px solid transparent; color: {theme.muted};
}}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.ring}; }}
QTabBar::tab:focus {{ color: {theme.ring}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
QToolTip {{ border: 1px solid {theme.border}; padding: 4px; color: {theme.text}; background: {theme.page}; }}
QListView, QTreeView, QTableView, QTextBrowser {{ border: none; }}
QToolButton:checked {{ background: {theme.selection}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{
    background: {theme.page}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 4px;
    padding: 3px 6px; selection-background-color: {theme.selection}; selection-color: {theme.text};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {theme.ring}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QTextBrowser, QTextBrowser:focus {{ border: none; padding: 0; border-radius: 0; }}
QComboBox QAbstractItemView {{ background: {theme.page}; border: 1px solid {theme.border}; }}
QTableView QLineEdit, QListView QLineEdit, QTableView QComboBox {{ border-radius: 0; padding: 0 2px; }}
QPushButton {{
    background: {theme.page}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 4px;
    padding: 5px 14px;
}}
QPushButton:hover {{ border-color: {theme.muted}; }}
QPushButton:pressed {{ background: {theme.selection}; }}
QPushButton:default {{ background: {theme.ring}; color: {theme.on_ring}; border-color: {theme.ring}; }}
QPushButton:focus {{ border-color: {theme.text}; }}
QPushButton:disabled {{ color: {theme.muted}; background: {theme.window}; border-color: {theme.border}; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; }}
LabelBar QToolButton {{ padding: 2px 4px; }}
QToolButton:hover {{ border-color: {theme.border}; }}
QToolButton:focus {{ border-color: {theme.ring}; }}
QCheckBox::indicator, QListView::indicator, QGroupBox::indicator {{
    width: 9px; height: 9px; padding: 2px; border: 1px solid {theme.muted}; border-radius: 3px;
    background: {theme.page};
}}
QCheckBox::indicator:checked, QListView::indicator:checked {{
    background: {theme.ring}; background-clip: content; background-origin: content;
}}
QCheckBox::indicator:focus, QCheckBox::indicator:hover {{ border-color: {theme.ring}; }}
QGroupBox {{ border: 1px solid {theme.border}; border-radius: 4px; margin-top: 1.2em; padding-top: 4px; }}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; padding: 0 2px; }}
QHeaderView::section {{
    background: {theme.window}; color: {theme.muted}; border: none; border-bottom: 1px solid {theme.border};
    padding: 3px 6px;
}}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QTableCornerButton::section {{ background: {theme.window}; border: none; }}
QProgressBar {{
    background: {theme.page}; border: 1px solid {theme.border}; border-radius: 4px; max-height: 8px;
}}
QProgressBar::chunk {{ background: {theme.ring}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {theme.border}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
