"""Makes the pictures of the import and export pages that README and manual show: `make pictures`."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.annotation import Annotator
from annotator.gui.appearance import apply_theme
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.outcomes import ReadinessOutcome, export_outcome, finding_groups
from annotator.gui.palette import DARK, LIGHT
from annotator.project import Project, create_project, run_to_end
from annotator.project.catalogue import CLEANING_RULES, DEFAULT_SCHEME, FIELDS, FORMATS, find_scheme
from annotator.settings import shipped

_OUT = shipped("resources", "screenshots")
_WIDTH = 736
_HOME = Path("/home/anna/exports")


def main() -> None:
    application = QApplication(sys.argv)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with create_project(str(place / "demo.annotator"), find_scheme(DEFAULT_SCHEME)) as project:
            run_to_end(project.import_files(sorted(shipped("seeds").glob("*.txt"))))
            run_to_end(project.import_files([shipped("datasets", "demo_annotators.jsonl")]))
            apply_theme(application, LIGHT)
            _take(application, _importing(project, place / "files"), "import.png")
            apply_theme(application, DARK)
            _take(application, _exporting(project, place), "export-dark.png")


def _take(application: QApplication, dialog: QWidget, name: str) -> None:
    # As wide as the page of the manual.
    dialog.resize(_WIDTH, dialog.height())
    dialog.show()
    application.processEvents()
    dialog.grab().save(str(_OUT / name))
    dialog.close()


def _importing(project: Project, folder: Path) -> ImportDialog:
    """Files of several tools: one that counts UTF-16 units, one with faults, one with what has no place."""
    folder.mkdir()
    names = []
    for name, content in _files():
        (folder / name).write_text(content, encoding="utf-8")
        names.append(name)
    readable = {format_.name: format_.title for format_ in FORMATS if format_.reads}
    dialog = ImportDialog(readable, CLEANING_RULES, FIELDS)
    dialog.add_paths([_HOME / name for name in names if not name.endswith(".txt")])
    dialog.preview.show_preview(run_to_end(project.preview([folder])))
    return dialog


def _files() -> Iterator[tuple[str, str]]:
    text = "⚓️🚢 The Noraba Codex left London for Sulmara."
    yield "prodigy.jsonl", json.dumps(_task(text, "Noraba Codex", "London", "Sulmara", wide=True))
    names = "Idris Halwan", "Salwa Barqani", "Noraba"
    good = [_task(f"{number}. Idris Halwan met Salwa Barqani in Noraba.", *names) for number in range(40)]
    outside = {"text": "Varonia votes.", "spans": [{"start": 0, "end": 70, "label": "GPE"}]}
    other = {"text": "Kestria votes.", "spans": [{"start": 0, "end": 7, "label": "GPE", "text": "Varonia"}]}
    lines = [*map(json.dumps, good), json.dumps(outside), '{"text": "Lethara walks', json.dumps(other)]
    yield "second round.jsonl", "\n".join(lines)
    yield "harbour.txt", "Skarhaven dockers reject the offer of the port.\n"
    yield "harbour.ann", "T1\tGPE 0 9\tSkarhaven\nT2\tVESSEL 42 46\tport\nX1\tColour T1 red\n"


def _task(text: str, *quotes: str, wide: bool = False) -> dict[str, object]:
    """A task of Prodigy’s, in which offsets may count UTF-16 units."""

    def units(offset: int) -> int:
        return len(text[:offset].encode("utf-16-le")) // 2 if wide else offset

    spans = [
        {
            "start": units(text.index(quote)),
            "end": units(text.index(quote) + len(quote)),
            "label": "GPE",
            "text": quote,
        }
        for quote in quotes
    ]
    return {"text": text, "spans": spans, "answer": "accept", "_session_id": "names-anna"}


def _exporting(project: Project, place: Path) -> ExportDialog:
    """As columns, which hold no stances."""
    known = [Annotator(name=one.name, kind=one.kind) for one in project.status().annotators]
    dialog = ExportDialog([format_ for format_ in FORMATS if format_.writes], known, Path("names.conll"))
    dialog.format.setCurrentIndex(dialog.format.findData("conll"))
    result = run_to_end(project.export(place / "names.conll", format_name="conll", dry=True))
    ready = run_to_end(project.readiness())
    dialog.show_preview(export_outcome(result, project.titles))
    dialog.show_preview(
        ReadinessOutcome(
            ready.annotations, len(ready.findings), finding_groups(ready.findings, project.titles)
        )
    )
    few = dialog.losses.tree.topLevelItem(1)
    assert few is not None
    few.setExpanded(True)
    return dialog


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
