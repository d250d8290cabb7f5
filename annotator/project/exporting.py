"""Writing a project's annotations to a file, as a job."""

from collections.abc import Collection
from pathlib import Path

from annotator.domain.refused import Refused
from annotator.formats.writing import WRITERS, Loss, Writer, atomic_writer
from annotator.project.jobs import ExportResult, Job, Progress
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import count_rows, rows

_ROWS_A_STEP = 200


def export(
    database: Database, out: Path, writer: Writer, annotators: Collection[str], *, only_done: bool
) -> Job[ExportResult]:
    """Writes a row for each annotation; nothing takes the file's place until all are written."""
    losses: list[Loss] = []
    with database.reading() as connection, atomic_writer(out) as stream:
        unknown = set(annotators) - {one.name for one in everybody(connection)}
        if unknown:
            raise Refused(f"Nobody called {' or '.join(sorted(unknown))} has annotated in this project.")
        total = count_rows(connection, annotators=annotators, only_done=only_done)
        written = 0
        for lost in writer.write(stream, rows(connection, annotators=annotators, only_done=only_done)):
            written += 1
            losses += lost
            if written % _ROWS_A_STEP == 0:
                yield Progress(written, total, "rows")
    return ExportResult(written, tuple(losses))


def writer_named(format_name: str) -> Writer:
    """The writer of a format; refused if there is none."""
    try:
        return WRITERS[format_name]
    except KeyError:
        raise Refused(f"There is no format {format_name} to write; there is {', '.join(WRITERS)}.") from None
