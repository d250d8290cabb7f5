"""The guidelines beside the text, with the labels as the scheme has them."""

from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from annotator.gui.palette import DARK, LIGHT, label_colours
from annotator.gui.panels.guidelines import GuidelinesPanel, is_opened_outside
from tests.gui.panels.desk import SCHEME, nameless_controls


def test_labels_keys_and_descriptions_stand_above_the_guidelines(qtbot: QtBot) -> None:
    panel = GuidelinesPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.set_scheme(SCHEME, lambda command: "F9" if command == "label.PERSON" else "")
    text = panel.page.toPlainText()
    assert text.index("PERSON") < text.index("People by name.") < text.index("How to")
    assert "F9" in text
    assert "Mark the name alone." in text


def test_the_labels_have_the_colours_of_the_theme(qtbot: QtBot) -> None:
    panel = GuidelinesPanel()
    qtbot.addWidget(panel)
    panel.set_scheme(SCHEME)
    panel.show()
    for theme in (LIGHT, DARK):
        panel.set_theme(theme)
        assert label_colours(SCHEME, theme)["PERSON"].line in panel.page.toHtml()


def test_it_is_set_when_somebody_looks(qtbot: QtBot) -> None:
    panel = GuidelinesPanel()
    qtbot.addWidget(panel)
    panel.set_scheme(SCHEME)
    assert panel.page.toPlainText() == ""
    panel.show()
    assert "Mark the name alone." in panel.page.toPlainText()


def test_only_web_pages_and_mail_addresses_are_opened_outside() -> None:
    assert is_opened_outside(QUrl("https://example.org/book"))
    assert is_opened_outside(QUrl("mailto:team@example.org"))
    for link in ("file:///etc/hosts", "javascript:alert(1)", "other.md", "#part"):
        assert not is_opened_outside(QUrl(link))


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    panel = GuidelinesPanel()
    qtbot.addWidget(panel)
    assert nameless_controls(panel) == []
