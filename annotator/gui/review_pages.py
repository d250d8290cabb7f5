"""Reviewing in the window: its list and its panel in place of the queue, its dialogs, its keys."""

from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.places import place_of
from annotator.commands.deciding import take
from annotator.commands.registry import Mode
from annotator.commands.reviewing import list_all
from annotator.domain.annotation import AnnotatorKind
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.domain.review_rules import ReviewRules
from annotator.gui.actions import Actions
from annotator.gui.article_flow import ArticleFlow
from annotator.gui.background import on_project
from annotator.gui.dialogs.review_rules_dialog import ReviewRulesDialog
from annotator.gui.long_work import LongWork
from annotator.gui.main_window import MainWindow
from annotator.gui.open_project import OpenProject
from annotator.gui.palette import Theme
from annotator.gui.panels.conflicts import ConflictsPanel
from annotator.gui.panels.decision import DecisionPanel
from annotator.gui.review_flow import ReviewFlow
from annotator.gui.review_overlays import overlays_of
from annotator.gui.window_desk import WindowDesk
from annotator.project import ProjectStatus
from annotator.workbench.workbench import Workbench


class Host(Protocol):
    """What reviewing needs of the program."""

    window: MainWindow
    workbench: Workbench
    desk: WindowDesk
    flow: ArticleFlow
    actions: Actions
    project: OpenProject | None

    def use_mode(self, mode: Mode) -> None: ...


class ReviewPages(QObject):
    """Puts the parts of reviewing into the window when it begins, and away when it ends."""

    def __init__(self, host: Host, work: LongWork, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._window = host.window
        self._work = work
        self.flow = ReviewFlow(host.workbench, host.flow, work, self)
        self.conflicts = ConflictsPanel(host.workbench.scheme, self._window)
        self.decision = DecisionPanel(host.workbench, host.actions.key_of, self._window)
        host.desk.set_reviewing(self.flow)
        self.flow.begun.connect(self._on_begun)
        self.flow.ended.connect(self._on_ended)
        self.flow.mode_changed.connect(self._on_mode)
        self.flow.told.connect(host.desk.say)
        self.conflicts.opened.connect(self._open)
        self.conflicts.all_wanted.connect(lambda: host.desk.attempt(lambda: list_all.run(host.desk)))
        self.decision.command_wanted.connect(host.actions.run)
        self.decision.taken.connect(lambda number: host.desk.attempt(lambda: take(host.desk, number)))
        self.conflicts.hide()
        self.decision.hide()

    def set_theme(self, theme: Theme) -> None:
        self.conflicts.set_theme(theme)
        self.decision.set_theme(theme)

    # What is asked for

    def review(self, wanted: ConflictFilter | None = None) -> None:
        """Begins reviewing; while it goes on, compares anew or lists what is wanted."""
        review = self._host.workbench.review
        if review is None:
            self.flow.begin(self._project, wanted)
        elif wanted is not None:
            self.flow.narrow(wanted)
        else:
            self.flow.refresh()

    def rules(self) -> None:
        self._project.ask_review_rules(self._open_rules)

    def feedback(self) -> None:
        """Asks for a folder and writes a page for each annotator into it."""
        self._project.ask_status(self._choose_folder)

    @property
    def _project(self) -> OpenProject:
        if self._host.project is None:
            raise Refused("Open a project first.")
        return self._host.project

    def _open_rules(self, rules: ReviewRules) -> None:
        dialog = ReviewRulesDialog(rules, self._window)
        dialog.wanted.connect(partial(self._set_rules, rules))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set_rules(self, before: ReviewRules, wanted: ReviewRules) -> None:
        again = " F5 compares anew." if wanted.threshold != before.threshold and self.flow.review else ""
        self._project.set_review_rules(
            wanted, partial(self._host.desk.say, f"These rules hold from now on.{again}")
        )

    def _choose_folder(self, status: ProjectStatus) -> None:
        if not any(one.kind is AnnotatorKind.ADJUDICATED and one.articles for one in status.annotators):
            self._host.desk.say("Nothing is decided yet, so there is nothing to report.")
            return
        dialog = QFileDialog(self._window, "A folder for the reports")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._write_feedback)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_feedback(self, folder: str) -> None:
        job = methodcaller("feedback_to_all", Path(folder))
        self._host.desk.attempt(
            lambda: self._work.start(
                partial(on_project, self._project.where, job),
                partial(self._on_feedback, folder),
                self._host.desk.say,
            )
        )

    def _on_feedback(self, folder: str, result: object) -> None:
        if isinstance(result, tuple):
            self._host.desk.say(f"{count(len(result), 'report')} written to {folder}.")
        else:
            self._host.desk.say("Stopped.")

    # What happens

    def _on_begun(self) -> None:
        review = self._host.workbench.review
        if review is None:
            return
        self.conflicts.set_review(review, self._host.workbench.scheme)
        self.decision.set_review(review)
        review.current_changed.connect(self._show_readings)
        self._window.show_reviewing(self.conflicts, self.decision)
        self._host.use_mode(Mode.DECIDING)
        self.decision.show_keys()
        review.rows_changed.connect(self._count)
        review.row_changed.connect(self._count)
        self._window.status_line.set_annotator(f"{review.reviewer} reviews")

    def _on_ended(self) -> None:
        self.conflicts.set_review(None, self._host.workbench.scheme)
        self.decision.set_review(None)
        self._window.article.set_overlays(())
        self._window.show_annotating()
        self._host.use_mode(Mode.ANNOTATING)
        self._window.status_line.set_annotator(self._host.workbench.annotator.name)
        self._host.desk.start_anew()
        self._host.desk.say("Reviewing has ended; everything that was decided is stored.")

    def _count(self) -> None:
        review = self._host.workbench.review
        if review is not None:
            self._window.status_line.set_queue(review.decided, len(review.rows), "conflicts are decided")

    def _on_mode(self) -> None:
        review = self._host.workbench.review
        if review is not None:
            self._host.use_mode(Mode.EDITING if review.is_editing else Mode.DECIDING)
            self.decision.show_keys()
            self._window.article.setFocus()

    def _open(self, item_id: str) -> None:
        self._host.desk.attempt(lambda: self.flow.open_conflict(item_id))
        self._window.article.setFocus()

    def _show_readings(self) -> None:
        """The answers to the current conflict, over the article."""
        review, bench = self._host.workbench.review, self._host.workbench
        article = self._window.article
        if review is None or review.item is None or review.article is None or not bench.is_open:
            article.set_overlays(())
            return
        article.set_overlays(overlays_of(review, review.item, review.article.annotations, bench.scheme))
        article.show_span(*place_of(review.item, review.article.annotations))
