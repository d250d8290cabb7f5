"""Import, pre-highlighting and export: the dialogs that ask, and the jobs made of what they say."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import methodcaller
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish
from annotator.domain.annotation import Annotator
from annotator.domain.refused import Refused
from annotator.domain.splitting import shares_in
from annotator.gui.background import JobFunction, on_project
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.report_dialog import ReportDialog
from annotator.gui.dialogs.requests import ExportRequest, ImportRequest, ReportRequest, SuggestRequest
from annotator.gui.dialogs.suggest_dialog import SuggestDialog
from annotator.gui.dialogs.work_dialog import WorkDialog
from annotator.gui.long_work import LongWork
from annotator.gui.outcomes import ExportOutcome, ImportOutcome, tell_export, tell_import, tell_readiness
from annotator.gui.previewing import Previewing
from annotator.project import Progress, ReportResult, SuggestResult, TokenizerName
from annotator.project.catalogue import (
    CLEANING_RULES,
    FIELDS,
    FORMATS,
    Context,
    ReadOptions,
    Tagging,
    installed_pipelines,
)

_FORMATS = {format_.name: format_ for format_ in FORMATS}


class WorkPages(QObject):
    """Opens a dialog, begins the job it asks for, and shows how it goes; one job at a time.

    A dialog may be closed while its work goes on. It is then shown again by whatever opens it, until what
    came of the work has been seen.
    """

    def __init__(self, work: LongWork, say: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._work = work
        self._say = say
        self._window = window
        self._dialog: WorkDialog | None = None
        self._previewing = Previewing(self)
        work.progressed.connect(self._on_progress)
        work.ended.connect(self._on_ended)

    def close(self) -> None:
        """Stops what only helps somebody who waits: for quitting."""
        self._previewing.close()

    def import_articles(self, where: str, paths: tuple[Path, ...] = ()) -> None:
        readable = {name: format_.title for name, format_ in _FORMATS.items() if format_.reads}
        dialog = ImportDialog(readable, CLEANING_RULES, FIELDS, self._window)
        self._previewing.serve(dialog, partial(_preview_job, where))
        dialog.add_paths(paths)
        self._open(dialog, partial(_import_job, where))

    def suggest(self, where: str, pipeline: str | None) -> None:
        names = [info.name for info in installed_pipelines()]
        self._open(SuggestDialog(names, pipeline, self._window), partial(_suggest_job, where))

    def export(self, where: str, annotators: tuple[Annotator, ...], suggested: Path) -> None:
        writable = [format_ for format_ in FORMATS if format_.writes]
        dialog = ExportDialog(writable, annotators, suggested, self._window)
        self._previewing.serve(dialog, partial(_losses_job, where), partial(_readiness_job, where))
        dialog.folder_wanted.connect(_open_folder)
        dialog.ask_for_preview()
        self._open(dialog, partial(_export_job, where))

    def report(self, where: str, table: AgreementTable, wish: MeasureWish, suggested: Path) -> None:
        """Writes about numbers that were measured as wished for."""
        self._open(ReportDialog(suggested, self._window), partial(_report_job, where, table, wish))

    def _open(self, dialog: WorkDialog, job_of: Callable[..., JobFunction]) -> None:
        """Opens the dialog, or the one that has something to show."""
        if self._dialog is not None:
            dialog.deleteLater()
            self._dialog.open()
            self._dialog.raise_()
            return
        dialog.started.connect(lambda request: self._begin(dialog, job_of(request)))
        dialog.stopped.connect(self._work.stop)
        dialog.finished.connect(lambda: self._on_closed(dialog))
        dialog.open()

    def _begin(self, dialog: WorkDialog, job: JobFunction) -> None:
        try:
            self._work.start(job, partial(self._on_finished, dialog), partial(self._on_failed, dialog))
        except Refused as refused:
            dialog.show_failure(refused.sentence)
        else:
            self._dialog = dialog

    def _on_progress(self, progress: Progress) -> None:
        if self._dialog is not None:
            self._dialog.set_progress(progress)

    def _on_finished(self, dialog: WorkDialog, result: object) -> None:
        match dialog, result:
            case ImportDialog(), ImportOutcome():
                dialog.show_result(result)
            case SuggestDialog(), SuggestResult():
                dialog.show_result(result)
            case ExportDialog(), ExportOutcome():
                dialog.show_result(result)
            case ReportDialog(), ReportResult():
                dialog.show_result(result)
            case _, None:
                dialog.show_stopped()
        self._tell_if_hidden(dialog)

    def _on_failed(self, dialog: WorkDialog, sentence: str) -> None:
        dialog.show_failure(sentence)
        self._tell_if_hidden(dialog)

    def _tell_if_hidden(self, dialog: WorkDialog) -> None:
        if dialog.isHidden():
            more = " Open the dialog again for the list." if dialog.outcome.list.topLevelItemCount() else ""
            self._say(f"{dialog.windowTitle()}: {dialog.outcome.headline.text()}{more}")

    def _on_ended(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog = None

    def _on_closed(self, dialog: WorkDialog) -> None:
        if dialog is self._dialog and self._work.is_running:
            return
        if dialog is self._dialog:
            self._dialog = None
        dialog.deleteLater()


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _import_job(where: str, request: ImportRequest) -> JobFunction:
    options = _read_options(request)
    job = methodcaller("import_files", list(request.paths), options, annotator=request.annotator)
    return partial(on_project, where, partial(tell_import, job))


def _preview_job(where: str, request: ImportRequest) -> JobFunction:
    job = methodcaller("preview", list(request.paths), _read_options(request), annotator=request.annotator)
    return partial(on_project, where, job)


def _read_options(request: ImportRequest) -> ReadOptions:
    return ReadOptions(
        format=request.format_name,
        encoding=request.encoding,
        language=request.language,
        columns=dict(request.columns),
        cleaning=frozenset(CLEANING_RULES) - request.rules_off,
    )


def _report_job(where: str, table: AgreementTable, wish: MeasureWish, request: ReportRequest) -> JobFunction:
    job = methodcaller("report", table, wish, request.out, anonymous=request.anonymous)
    return partial(on_project, where, job)


def _suggest_job(where: str, request: SuggestRequest) -> JobFunction:
    job = methodcaller("suggest", pipeline=request.pipeline, redo=request.redo, patterns=request.patterns)
    return partial(on_project, where, job)


def _export_job(where: str, request: ExportRequest, *, dry: bool = False) -> JobFunction:
    job = methodcaller(
        "export",
        request.out,
        format_name=request.format_name,
        annotators=request.annotators,
        who=request.who,
        only_done=request.only_done,
        tagging=Tagging(request.tagging),
        context=Context(request.context),
        split=shares_in(request.shares) if request.shares else None,
        seed=request.seed,
        card=request.card,
        stop_on_loss=request.stop_on_loss and not dry,
        dry=dry,
    )
    return partial(on_project, where, partial(tell_export, job))


def _losses_job(where: str, request: ExportRequest) -> JobFunction:
    """Counts rows and losses and writes nothing; how it is divided makes no difference to them."""
    return _export_job(where, replace(request, shares="", card=False), dry=True)


def _readiness_job(where: str, request: ExportRequest) -> JobFunction:
    """By the tokens that whoever trains on the format will have."""
    format_ = next(one for one in FORMATS if one.name == request.format_name)
    tokenizer = TokenizerName.OWN if format_.has_own_tokens else TokenizerName.SPACY
    job = methodcaller("readiness", annotators=request.annotators, who=request.who, tokenizer=tokenizer)
    return partial(on_project, where, partial(tell_readiness, job))
