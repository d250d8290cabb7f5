"""What was answered about the entities: a row for each, a column for each question."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation, Entity, Ref, RefKind
from annotator.domain.ranking import most_mentioned
from annotator.domain.scheme import About, Scheme, Task
from annotator.gui.panels.label_marks import title_of
from annotator.gui.panels.rows_model import ROOT

Index = QModelIndex | QPersistentModelIndex
LABELS = Qt.ItemDataRole.UserRole
"""The labels given, none if it is not judged; `None` where the question is not asked."""


@dataclass(frozen=True)
class Answers:
    """The entities, most mentioned first, and the labels given to each by task."""

    entities: tuple[Entity, ...] = ()
    tasks: tuple[Task, ...] = ()
    given: tuple[tuple[tuple[str, ...] | None, ...], ...] = ()

    def ref(self, row: int) -> Ref:
        entity = self.entities[row]
        return Ref(kind=RefKind.ENTITY, id=entity.id, name=entity.name)


def answers_about_entities(annotation: Annotation, scheme: Scheme) -> Answers:
    tasks = scheme.tasks_about(About.ENTITY)
    standing: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for judgement in annotation.judgements.values():
        target = judgement.target
        if target is not None and target.kind is RefKind.ENTITY and judgement.label is not None:
            standing.setdefault((judgement.task, target.id), (judgement.label, *judgement.more_labels))
    ranked = most_mentioned(annotation, scheme.value_labels)
    entities = [entity for entity in ranked if any(is_asked(task, entity) for task in tasks)]
    given = tuple(
        tuple(standing.get((task.name, e.id), ()) if is_asked(task, e) else None for task in tasks)
        for e in entities
    )
    return Answers(tuple(entities), tasks, given)


def is_asked(task: Task, entity: Entity) -> bool:
    return not task.entity_labels or entity.label in task.entity_labels


class AnswersModel(QAbstractTableModel):
    """Adapts the answers; the first column is the entity's name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = Answers()

    @property
    def answers(self) -> Answers:
        return self._answers

    def set_answers(self, answers: Answers) -> None:
        """Keeps the cells where the entities and the questions stay the same."""
        old = self._answers
        if old.tasks == answers.tasks and _ids(old) == _ids(answers):
            self._answers = answers
            if not answers.entities:
                return
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._answers = answers
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._answers.entities)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self._answers.tasks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        entity = self._answers.entities[index.row()]
        if index.column() == 0:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return entity.name if role in shown else None
        labels = self._answers.given[index.row()][index.column() - 1]
        task = self._answers.tasks[index.column() - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _said(task, labels)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{task.title or task.name}, {entity.name}: {_said(task, labels) or 'not judged'}"
            case _ if role == LABELS:
                return labels
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section <= len(self._answers.tasks):
            return None
        if section == 0:
            return "Entity" if role == Qt.ItemDataRole.DisplayRole else None
        task = self._answers.tasks[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return (task.title or task.name) + (" *" if task.required else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            needed = " Has to be answered." if task.required else ""
            return f"{task.title or task.name}. {task.description}{needed}"
        return None


def _ids(answers: Answers) -> list[str]:
    return [entity.id for entity in answers.entities]


def _said(task: Task, labels: tuple[str, ...] | None) -> str:
    if labels is None:
        return "not asked"
    known = ((task.label(name), name) for name in labels)
    return ", ".join(title_of(label) if label else name for label, name in known)
