"""`annotator check`: whether files hold valid export rows."""

from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.options import AsJson
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.project.checking import check_files


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files of export rows.")],
    as_json: AsJson = False,
) -> Answer:
    """Say whether files hold valid export rows, and name every fault.

    Beyond what annotator schema says, quotes must equal their slices of the
    text, references must lead somewhere, and hashes must match.

    annotator check trial.jsonl
    """
    if not any(file.exists() for file in files):
        raise Refused(f"There is no file {files[0]}.")
    result = finish(check_files(files), when_stopped="Stopped.")
    data = {"rows": result.rows, "faults": [fault.model_dump() for fault in result.faults]}
    told = f"{count(result.rows, 'row')}, {count(len(result.faults), 'fault')}."
    return Answer(data, told, as_json, refused=result.faults)
