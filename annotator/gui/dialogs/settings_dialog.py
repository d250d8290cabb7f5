"""Settings, applied while they are changed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.fitting import fit
from annotator.gui.dialogs.small_print import small_print
from annotator.settings import Settings

_THEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
_PROFILES = (("Default", "default"), ("Prodigy", "prodigy"), ("Label Studio", "label_studio"))
_CHOSEN_FOR_YOU = "Chosen for you"
_BEST = "The best installed for each language"


class SettingsDialog(QDialog):
    """Shows settings and announces every change of them."""

    changed = Signal(Settings)

    def __init__(
        self, settings: Settings, pipelines: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setAccessibleName("Settings")
        self._settings = settings
        self._is_showing = False
        self.theme = _choice("Theme", _THEMES, self)
        self.font_family = _choice("Typeface", ((_CHOSEN_FOR_YOU, None),), self)
        self.font_size = QSpinBox(self)
        self.line_spacing = QDoubleSpinBox(self)
        self.measure = QSpinBox(self)
        self.key_profile = _choice("Keys", _PROFILES, self)
        self.idle_seconds = QSpinBox(self)
        self.pipeline = _choice("Pipeline", ((_BEST, None), *((name, name) for name in pipelines)), self)
        self.defaults_button = QPushButton("Back to the defaults", self)
        self._set_up()
        self._lay_out()
        self.show_settings(settings)
        for box in (self.theme, self.font_family, self.key_profile, self.pipeline):
            box.currentIndexChanged.connect(self._on_changed)
        for number in (self.font_size, self.line_spacing, self.measure, self.idle_seconds):
            number.valueChanged.connect(self._on_changed)

    @property
    def settings(self) -> Settings:
        """What the dialog shows."""
        return self._settings

    def show_settings(self, settings: Settings) -> None:
        """Shows these settings without announcing them."""
        self._is_showing = True
        self._settings = settings
        for box, value in (
            (self.theme, settings.theme),
            (self.font_family, settings.font_family),
            (self.key_profile, settings.key_profile),
            (self.pipeline, settings.pipeline),
        ):
            if value is not None and box.findData(value) < 0:
                box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(value)))
        self.font_size.setValue(settings.font_size)
        self.line_spacing.setValue(settings.line_spacing)
        self.measure.setValue(settings.measure)
        self.idle_seconds.setValue(settings.idle_seconds)
        self._is_showing = False

    def _set_up(self) -> None:
        for family in QFontDatabase.families():
            if not family.startswith(".") and not QFontDatabase.isPrivateFamily(family):
                self.font_family.addItem(family, family)
        for number, name, suffix, least, most in (
            (self.font_size, "Size", " pt", 8, 48),
            (self.measure, "Line length", " characters", 40, 140),
            (self.idle_seconds, "The desk counts as empty after", " s", 5, 3600),
        ):
            number.setRange(least, most)
            number.setSuffix(suffix)
            number.setAccessibleName(name)
        self.line_spacing.setAccessibleName("Line spacing")
        self.line_spacing.setRange(1.2, 3.0)
        self.line_spacing.setSingleStep(0.05)
        self.line_spacing.setDecimals(2)

    def _lay_out(self) -> None:
        page, work_box = QGroupBox("The article", self), QGroupBox("Working", self)
        look, work = _form(page), _form(work_box)
        look.addRow("Theme", self.theme)
        look.addRow("Typeface", self.font_family)
        look.addRow("Size", self.font_size)
        look.addRow("Line spacing", self.line_spacing)
        look.addRow("Line length", self.measure)
        work.addRow("Keys", self.key_profile)
        work.addRow("", small_print("Profiles give other tools’ keys to the same commands.", self))
        work.addRow("Empty desk after", self.idle_seconds)
        work.addRow("", small_print("Working time stops when neither key nor mouse moved for so long.", self))
        work.addRow("Pipeline", self.pipeline)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.defaults_button.setAutoDefault(False)
        buttons.addButton(self.defaults_button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.accept)
        self.defaults_button.clicked.connect(self._on_defaults)
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(work_box)
        layout.addStretch(1)
        layout.addWidget(buttons)
        fit(self, 30)

    def _on_changed(self) -> None:
        if self._is_showing:
            return
        self._settings = self._settings.model_copy(
            update={
                "theme": self.theme.currentData(),
                "font_family": self.font_family.currentData(),
                "font_size": self.font_size.value(),
                "line_spacing": round(self.line_spacing.value(), 2),
                "measure": self.measure.value(),
                "key_profile": self.key_profile.currentData(),
                "idle_seconds": self.idle_seconds.value(),
                "pipeline": self.pipeline.currentData(),
            }
        )
        self.changed.emit(self._settings)

    def _on_defaults(self) -> None:
        """Everything this dialog shows; who sits here and what was opened stay."""
        fresh = Settings(
            annotator=self._settings.annotator,
            recent_projects=self._settings.recent_projects,
            window=self._settings.window,
        )
        self.show_settings(fresh)
        self.changed.emit(fresh)


def _choice(name: str, items: tuple[tuple[str, str | None], ...], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setMinimumContentsLength(18)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for title, value in items:
        box.addItem(title, value)
    return box


def _form(group: QGroupBox) -> QFormLayout:
    form = QFormLayout(group)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
