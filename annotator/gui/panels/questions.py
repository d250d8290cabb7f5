"""The scheme's questions about the article, the sentence under the caret and the entities, on one page."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.commands import stances as commands
from annotator.domain.annotation import ARTICLE, Ref, segment_ref
from annotator.domain.edits.judgements import standing_answer
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, Task
from annotator.domain.sentences import sentence_at
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.answer_buttons import AnswerButtons
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.entity_answers import Answers, answers_about_entities
from annotator.gui.panels.entity_questions import EntityQuestions
from annotator.gui.panels.entity_rows import touches_entities
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Taken, Workbench


class QuestionsPanel(QWidget):
    """Answers what is no stance of one toward another. “Not judged” can be chosen again."""

    def __init__(self, workbench: Workbench, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Questions")
        self._bench = workbench
        self._attempt = attempt
        self._theme = LIGHT
        self._is_stale = True
        self._buttons: dict[str, AnswerButtons] = {}
        self.entities = EntityQuestions(self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Questions about the article")
        self._empty = EmptyState("No questions", self)
        self._empty.set_hint("The scheme of this project asks nothing about the article or its entities.")
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._area)
        self._splitter.addWidget(self.entities)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self._empty)
        self._listen()
        self._on_scheme_changed()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for buttons in self._buttons.values():
            buttons.set_theme(theme)
        self.entities.set_theme(theme)
        self._empty.set_theme(theme)

    def buttons(self, task: str) -> AnswerButtons:
        """The buttons of a question about the article or a sentence."""
        return self._buttons[task]

    def _listen(self) -> None:
        self.entities.answered.connect(self._on_entity_answered)
        self.entities.entity_chosen.connect(self._on_entity_chosen)
        self._bench.opened.connect(self._refresh)
        self._bench.changed.connect(self._on_changed)
        self._bench.selection_changed.connect(self._on_selection_changed)
        self._bench.scheme_changed.connect(self._on_scheme_changed)

    # What a person does

    def _on_answered(self, task: Task, label: str) -> None:
        def answer() -> None:
            target = self._target(task)
            if target is None:
                raise Refused("Put the caret into the sentence this is about.")
            commands.answer(self._bench, task, target, label or None)

        self._attempt(answer)
        self._show_answers()

    def _on_entity_answered(self, row: int, task_name: str, label: str) -> None:
        task = self._bench.scheme.task(task_name)
        if task is not None:
            target = self.entities.answers.ref(row)
            self._attempt(lambda: commands.answer(self._bench, task, target, label or None))

    def _on_entity_chosen(self, entity_id: str) -> None:
        if self._bench.is_open and self._bench.selection.entity_id != entity_id:
            self._bench.select_entity(entity_id)

    # What the workbench announces

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _on_changed(self, taken: Taken) -> None:
        answers = any(change.kind == "judgement" for change in taken.step.changes)
        if answers or touches_entities(taken.step):
            self._refresh()

    def _on_selection_changed(self, selection: Selection) -> None:
        if self._is_stale or not self._bench.is_open:
            return
        if selection.entity_id is not None:
            self.entities.choose_entity(selection.entity_id)
        if any(task.about is About.SEGMENT for task in self._bench.scheme.tasks):
            self._show_answers()

    def _on_scheme_changed(self) -> None:
        scheme = self._bench.scheme
        self._buttons = {}
        page = QWidget(self)
        layout = QVBoxLayout(page)
        gap = self.fontMetrics().height()
        layout.setContentsMargins(gap // 2, gap // 2, gap // 2, gap // 2)
        layout.setSpacing(gap)
        for task in (*scheme.tasks_about(About.ARTICLE), *scheme.tasks_about(About.SEGMENT)):
            layout.addWidget(self._make_buttons(task, page))
        layout.addStretch(1)
        self._area.setWidget(page)
        self._fit_area()
        self._area.setVisible(bool(self._buttons))
        has_entity_tasks = bool(scheme.tasks_about(About.ENTITY))
        self.entities.setVisible(has_entity_tasks)
        first = next(iter(self._buttons.values()), None)
        self.setFocusProxy(self.entities if has_entity_tasks or first is None else first)
        has_any = has_entity_tasks or bool(self._buttons)
        self._pages.setCurrentWidget(self._splitter if has_any else self._empty)
        self.set_theme(self._theme)
        self._refresh()

    def _make_buttons(self, task: Task, page: QWidget) -> AnswerButtons:
        buttons = AnswerButtons(task, self._theme, page)
        buttons.answered.connect(partial(self._on_answered, task))
        self._buttons[task.name] = buttons
        return buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_area()

    def _fit_area(self) -> None:
        """The questions about the article take no more room than they need; the entities have the rest."""
        page = self._area.widget()
        if page is not None and self.entities.isVisibleTo(self):
            self._area.setMaximumHeight(max(1, page.heightForWidth(self.width())))

    def _refresh(self) -> None:
        """Shows what the annotation says now; not before somebody looks."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        is_open = self._bench.is_open
        self.entities.set_answers(
            answers_about_entities(self._bench.annotation, self._bench.scheme) if is_open else Answers()
        )
        self._show_answers()
        if is_open:
            self.entities.choose_entity(self._bench.selection.entity_id)

    def _show_answers(self) -> None:
        for name, buttons in self._buttons.items():
            task = self._bench.scheme.task(name)
            target = self._target(task) if task and self._bench.is_open else None
            buttons.setEnabled(target is not None)
            given = standing_answer(self._bench.annotation, task, target) if task and target else None
            labels = (given.label, *given.more_labels) if given and given.label is not None else ()
            buttons.set_answer(labels)

    def _target(self, task: Task) -> Ref | None:
        """What the question is about just now."""
        if task.about is About.ARTICLE:
            return ARTICLE
        sentence = sentence_at(self._bench.article.text, self._bench.selection.caret)
        return segment_ref(*sentence) if sentence else None
