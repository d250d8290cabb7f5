"""Coming from another tool: its files are looked at, imported, and their labels can be used at once."""

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.program import Program
from tests.stories.conftest import Open

MINUTE = 60_000
ROWS = [
    {"text": "😀 Mira left.", "label": [[3, 7, "SHIP"]], "annotator": "anna"},
    {"text": "Ben left.", "label": [[0, 99, "PERSON"]]},
]


def import_dialog(qtbot: QtBot, program: Program) -> ImportDialog:
    program.actions.run("project.import")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in program.window.findChildren(ImportDialog)))
    (dialog,) = (one for one in program.window.findChildren(ImportDialog) if one.isVisible())
    return dialog


def test_files_are_looked_at_then_imported_and_their_labels_are_in_the_scheme(
    open_program: Open, qtbot: QtBot, home: Path
) -> None:
    program = open_program()
    path = home / "doccano.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    dialog = import_dialog(qtbot, program)
    dialog.add_paths([path])
    qtbot.waitUntil(lambda: dialog.preview.tree.topLevelItemCount() > 0, timeout=MINUTE)
    assert dialog.preview.headline.text() == (
        "1 article, 1 annotation by 1 annotator with 1 mention. 1 record would be refused."
    )
    assert program.workbench.scheme.entity_label("SHIP") is None
    with qtbot.waitSignal(program.workbench.scheme_changed, timeout=MINUTE):
        dialog.begin_button.click()
    assert program.workbench.scheme.entity_label("SHIP") is not None
    assert "New in the scheme: SHIP." in dialog.outcome.headline.text()


def test_tokens_that_mentions_cut_are_those_of_the_format_that_is_exported(
    open_program: Open, qtbot: QtBot, home: Path
) -> None:
    program = open_program()
    path = home / "doccano.jsonl"
    path.write_text(json.dumps({"text": "Ana left Baku+Varon.", "label": [[9, 13, "GPE"]]}), encoding="utf-8")
    dialog = import_dialog(qtbot, program)
    dialog.add_paths([path])
    with qtbot.waitSignal(program.pages.work.ended, timeout=MINUTE):
        dialog.begin_button.click()
    dialog.outcome.close_button.click()
    cut = "“Baku” (GPE), in “Ana left Baku+Varon.”: it ends inside of what the tokenizer takes for one token"
    for name, is_cut in (("jsonl", True), ("conll", False), ("spacy", True)):
        told = told_before_export(qtbot, program, name)
        assert (cut in told) is is_cut, name


def told_before_export(qtbot: QtBot, program: Program, format_name: str) -> str:
    """All that the export page lists before anything is written."""
    program.actions.run("project.export")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in program.window.findChildren(ExportDialog)))
    (dialog,) = (one for one in program.window.findChildren(ExportDialog) if one.isVisible())
    dialog.format.setCurrentIndex(dialog.format.findData(format_name))
    qtbot.waitUntil(lambda: "finished" in dialog.losses.readiness.text(), timeout=MINUTE)
    told = dialog.losses.tree.told()
    dialog.reject()
    return told


def test_what_would_be_lost_is_told_before_an_export_and_then_what_will_not_train_well(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program()
    program.actions.run("mention.accept")
    program.actions.run("project.export")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in program.window.findChildren(ExportDialog)))
    (dialog,) = (one for one in program.window.findChildren(ExportDialog) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.losses.readiness.text().endswith("finished work."), timeout=MINUTE)
    assert dialog.losses.headline.text().endswith("and nothing would be lost.")
    dialog.only_done.setChecked(True)
    assert dialog.losses.headline.text() == "Looking for what the format cannot hold …"
    dialog.reject()
