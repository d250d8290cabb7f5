"""`annotator export`: annotations to a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from annotator.cli.losses import losses_table
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.cli.standard_output import is_standard_output
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.project import ExportResult, Who, open_project


class Only(StrEnum):
    """Which annotations are wanted, where not all are."""

    DONE = "done"


def run(
    project: Place,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; an older one is replaced.")],
    format_name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="As `annotator formats` lists them.")
    ] = "jsonl",
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this annotator; can be given several times."),
    ] = None,
    who: Annotated[
        Who, typer.Option(help="Whose work: everyone’s, that of people alone, gold, or aggregates.")
    ] = Who.EVERYONE,
    only: Annotated[Only | None, typer.Option(help="Only annotations that are marked done.")] = None,
    as_json: AsJson = False,
) -> Answer:
    """Write annotations to a file, one row for each annotator and article.

    The file is written whole or not at all. The same project gives the same
    bytes. The formats soft-labels and lewidi put what several people say
    side by side, a row for each thing they were asked.

    annotator export trial.annotator trial.jsonl
    annotator export trial.annotator done.jsonl --only done --annotator anna
    annotator export trial.annotator gold.jsonl --who gold
    annotator export trial.annotator soft.jsonl --format soft-labels
    """
    to_output = is_standard_output(out)
    if to_output and as_json:
        raise Refused(
            "With --json, standard output holds the answer alone; name a file to write the rows to."
        )
    with open_project(project) as opened:
        job = opened.export(
            out,
            format_name=format_name,
            annotators=tuple(annotator or ()),
            who=who,
            only_done=only is Only.DONE,
        )
        result = finish(job, when_stopped=f"Stopped; {out} was not written.")
    losses = [{"article": loss.article, "what": loss.what, "why": loss.why} for loss in result.losses]
    told = _told(result, out, format_name)
    return Answer({"rows": result.rows, "losses": losses}, told, as_json, aside=to_output)


def _told(result: ExportResult, out: Path, format_name: str) -> RenderableType:
    written = f"{count(result.rows, 'row')} written to {out}."
    if not result.losses:
        return written
    return Group(written, "", f"The format {format_name} could not hold:", losses_table(result.losses))
