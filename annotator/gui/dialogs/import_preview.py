"""What files hold, before they are imported: a row a file, under it what needs a look."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.work_dialog import number_of
from annotator.project import FilePreview, ImportPreview

_COLUMNS = ("File", "Read as", "Articles", "Annotations", "By")
_NUMBERS = (2, 3)
_MOST_A_FILE = 100
_MOST_LABELS = 10
_LOOKING = "Looking at the files …"


class ImportPreviewList(QWidget):
    """Says in one line what an import would bring, and lists the files with refusals and losses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self._labels = small_print("", self)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("What the files hold")
        self.tree.setHeaderLabels(list(_COLUMNS))
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        head = self.tree.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.headline)
        layout.addWidget(self._labels)
        layout.addWidget(self.tree, 1)
        self.clear()

    def clear(self) -> None:
        """There are no files to look at."""
        self._say("")
        self.tree.clear()
        self.setVisible(False)

    def show_looking(self) -> None:
        """The files are being looked at; what was known of others is gone."""
        self.tree.clear()
        self._say(_LOOKING)
        self.setVisible(True)

    def show_failure(self, sentence: str) -> None:
        self._say(sentence)

    def show_preview(self, preview: ImportPreview) -> None:
        self._say(headline(preview), _labels_in_words(preview))
        self._labels.setToolTip("\n".join(preview.labels_added))
        self.tree.clear()
        for one in preview.files:
            item = _item(one)
            self.tree.addTopLevelItem(item)
            for sentence in _worth_a_look(one):
                detail = QTreeWidgetItem(item, [sentence])
                detail.setToolTip(0, sentence)
                detail.setFirstColumnSpanned(True)
            if one.refused or one.losses:
                item.setExpanded(True)
        for column in range(len(_COLUMNS)):
            self.tree.resizeColumnToContents(column)
        self.tree.setColumnWidth(0, min(self.tree.columnWidth(0), self.width() // 2))

    def _say(self, sentence: str, labels: str = "") -> None:
        self.headline.setText(sentence)
        self._labels.setText(labels)
        self._labels.setVisible(bool(labels))


def headline(preview: ImportPreview) -> str:
    """What the import would bring, in one or two sentences."""
    files = preview.files
    articles, annotations = sum(one.articles for one in files), sum(one.annotations for one in files)
    refused, losses = sum(len(one.refused) for one in files), sum(len(one.losses) for one in files)
    said = [number_of(articles, "article")]
    if annotations:
        annotators = {name for one in files for name in one.annotators}
        said.append(f"{number_of(annotations, 'annotation')} by {number_of(len(annotators), 'annotator')}")
    if refused:
        said.append(f"{refused:,} would be refused")
    if losses:
        said.append(f"{number_of(losses, 'thing')} there is no place for")
    sentence = ", ".join(said) + "."
    return sentence if preview.is_whole else f"Among the first articles, for there are more: {sentence}"


def _labels_in_words(preview: ImportPreview) -> str:
    labels = preview.labels_added
    said = ", ".join(labels[:_MOST_LABELS])
    if len(labels) > _MOST_LABELS:
        said += f" and {len(labels) - _MOST_LABELS:,} more"
    return f"New in the scheme would be: {said}." if labels else ""


def _item(one: FilePreview) -> QTreeWidgetItem:
    cells = [one.file, one.format or "articles", f"{one.articles:,}", f"{one.annotations:,}"]
    item = QTreeWidgetItem([*cells, ", ".join(one.annotators)])
    item.setToolTip(0, one.file)
    for column in _NUMBERS:
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _worth_a_look(one: FilePreview) -> Iterator[str]:
    yield from one.notes
    said = [f"Refused{f', {bad.where}' if bad.where else ''}: {bad.reason}" for bad in one.refused]
    said += [f"No place for {loss.what}: {loss.why}." for loss in one.losses]
    yield from said[:_MOST_A_FILE]
    if len(said) > _MOST_A_FILE:
        yield f"and {len(said) - _MOST_A_FILE:,} more"
