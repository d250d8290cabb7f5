"""Importing: which files, how they are to be read, what is cleaned out of them, what was refused."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.file_list import FileList
from annotator.gui.dialogs.import_preview import ImportPreviewList
from annotator.gui.dialogs.previewed_dialog import PreviewedDialog
from annotator.gui.dialogs.requests import ImportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.outcomes import ImportOutcome
from annotator.project import ImportPreview

_BY_ITSELF = "Found by itself"
_ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1251", "windows-1256", "iso-8859-1", "gb18030")
_WHAT_NEXT = (
    "The articles are in the list at the left, after those that were there. Importing the same files again "
    "adds nothing twice."
)
_GO_ON = "Import the same files again to go on: nothing is added twice."
_FIELD_HINTS = {
    "text": "The article itself",
    "title": "Headline",
    "published": "Day of publication",
    "source": "Newspaper, agency, site",
    "author": "Who wrote it",
    "url": "Where it stands",
    "language": "Code such as en or ar",
    "dateline": "Place and agency at the beginning",
}


class ImportDialog(PreviewedDialog):
    """Files by button or by dropping them here; everything else is found unless somebody says otherwise."""

    def __init__(
        self,
        formats: Mapping[str, str],
        rules: Mapping[str, str],
        fields: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """`formats` are names with titles, `rules` the cleaning rules with what each does."""
        super().__init__("Import articles", "&Import", parent)
        self.files = FileList(self)
        self.preview = ImportPreviewList(self)
        self.format = QComboBox(self)
        self.encoding = QComboBox(self)
        self.language = QLineEdit(self)
        self.annotator = QLineEdit(self)
        self.columns = {name: QLineEdit(self) for name in fields}
        self.rules = {name: QCheckBox(name.replace("_", " ").capitalize(), self) for name in rules}
        self._set_up(formats)
        tabs = QTabWidget(self.form)
        tabs.setAccessibleName("Parts of the import")
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._files_page(), "&Files")
        tabs.addTab(_scrolling(self._reading()), "&Reading")
        tabs.addTab(_scrolling(self._cleaning(rules)), "C&leaning")
        layout = QVBoxLayout(self.form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(tabs)
        reading = (self.format, self.encoding, self.language, self.annotator, *self.columns.values())
        within = (*self.files.fields, self.preview.tree, *reading, *self.rules.values())
        self.set_order(tabs.tabBar(), *within, first=self.files.fields[0])
        self.files.changed.connect(self.refresh)
        self._connect_preview()
        self.refresh()
        # Room for the files and for what is in them.
        em = self.fontMetrics().height()
        self.resize(50 * em, 38 * em)

    def request(self) -> ImportRequest | None:
        if not self.files.paths:
            return None
        encoding = self.encoding.currentText().strip()
        columns = {name: line.text().strip() for name, line in self.columns.items()}
        return ImportRequest(
            paths=self.files.paths,
            format_name=self.format.currentData(),
            encoding=None if encoding in ("", _BY_ITSELF) else encoding,
            language=self.language.text().strip() or None,
            rules_off=frozenset(name for name, box in self.rules.items() if not box.isChecked()),
            columns={name: column for name, column in columns.items() if column},
            annotator=self.annotator.text().strip() or None,
        )

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Puts files and folders on the list."""
        self.files.add_paths(paths)

    def show_result(self, outcome: ImportOutcome) -> None:
        self.show_outcome(outcome.headline, outcome.groups)
        if outcome.is_stopped:
            self.outcome.say(_GO_ON)
        else:
            self.outcome.say(_WHAT_NEXT if outcome.is_new else "")

    def show_stopped(self) -> None:
        super().show_stopped()
        self.outcome.say(_GO_ON)

    def _files_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, self.fontMetrics().height() // 2, 0, 0)
        layout.addWidget(self.files, 1)
        layout.addWidget(self.preview, 3)
        return page

    def clear_preview(self) -> None:
        self.preview.clear()

    def show_looking(self, so_far: str = "") -> None:
        self.preview.show_looking(so_far)

    def show_preview(self, preview: object) -> None:
        if isinstance(preview, ImportPreview):
            self.preview.show_preview(preview)

    def show_preview_failure(self, sentence: str) -> None:
        self.preview.show_failure(sentence)

    def _connect_preview(self) -> None:
        self.files.changed.connect(self.ask_for_preview)
        self.format.currentIndexChanged.connect(self.ask_for_preview)
        self.encoding.currentTextChanged.connect(self.ask_for_preview)
        for line in (self.language, self.annotator, *self.columns.values()):
            line.editingFinished.connect(self.ask_for_preview)
        for box in self.rules.values():
            box.toggled.connect(self.ask_for_preview)

    def _set_up(self, formats: Mapping[str, str]) -> None:
        self.format.addItem(_BY_ITSELF, None)
        for name, title in formats.items():
            self.format.addItem(title, name)
        self.encoding.setEditable(True)
        self.encoding.addItems([_BY_ITSELF, *_ENCODINGS])
        self.language.setPlaceholderText(_BY_ITSELF)
        self.annotator.setPlaceholderText("As the files say")
        for name, line in self.columns.items():
            line.setPlaceholderText(_BY_ITSELF)
            line.setToolTip(_FIELD_HINTS.get(name, ""))
            line.setAccessibleName(f"Column of {name}")
        for box in self.rules.values():
            box.setChecked(True)

    def _reading(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            ("F&ormat", self.format),
            ("&Encoding", self.encoding),
            ("Lan&guage", self.language),
            ("A&nnotator", self.annotator),
        ):
            field.setAccessibleName(title.replace("&", ""))
            form.addRow(title, field)
        self.annotator.setToolTip("The name that all imported annotations get")
        columns = QGroupBox("Columns of tables, keys of JSON", page)
        grid = QFormLayout(columns)
        grid.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, line in self.columns.items():
            grid.addRow("Web address" if name == "url" else name.capitalize(), line)
        layout = QVBoxLayout(page)
        layout.addLayout(form)
        layout.addWidget(columns)
        layout.addStretch(1)
        return page

    def _cleaning(self, rules: Mapping[str, str]) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        said = QLabel(
            "What scraping left behind is taken out before the text is frozen. Everything that is taken out "
            "is on record, so that every offset leads back to the file.",
            page,
        )
        said.setWordWrap(True)
        layout.addWidget(said)
        layout.addSpacing(self.fontMetrics().height() // 2)
        for name, sentence in rules.items():
            box = self.rules[name]
            box.setAccessibleName(box.text())
            box.setAccessibleDescription(sentence)
            layout.addWidget(box)
            layout.addWidget(small_print(sentence, page, indent=1.6))
        layout.addStretch(1)
        return page


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area
