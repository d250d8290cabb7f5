"""`annotator feedback`: a private page for each annotator on what was changed and why."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.project import FeedbackResult, open_project


def run(
    project: Place,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the pages go; older ones are replaced.")
    ],
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only for this annotator; can be given several times."),
    ] = None,
    as_json: AsJson = False,
) -> Answer:
    """Write each annotator a private page on what was changed and why.

    A page is one HTML file with the annotator's name. It tells the decisions
    on what this annotator said: what stands now, why, and where they were
    followed. Nobody else is named in it.

    annotator feedback trial.annotator feedback/
    annotator feedback trial.annotator feedback/ --annotator anna
    """
    with open_project(project) as opened:
        results = finish(
            opened.feedback_to_all(folder, annotators=tuple(annotator or ())),
            when_stopped="Stopped; the pages that are written are whole.",
        )
    return Answer({"pages": [_data(one) for one in results]}, _told(results, folder), as_json)


def _data(one: FeedbackResult) -> dict[str, object]:
    return {
        "annotator": one.annotator,
        "file": str(one.out),
        "articles": one.articles,
        "decisions": one.decisions,
        "followed": one.followed,
        "changed": one.changed,
        "ambiguous": one.ambiguous,
        "categories": dict(one.categories),
    }


def _told(results: tuple[FeedbackResult, ...], folder: Path) -> RenderableType:
    table = Table("annotator", "file", box=None, pad_edge=False)
    for title in ("decisions", "followed", "changed", "ambiguous"):
        table.add_column(title, justify="right")
    for one in results:
        numbers = (one.decisions, one.followed, one.changed, one.ambiguous)
        table.add_row(one.annotator, one.out.name, *(str(number) for number in numbers))
    return Group(f"{count(len(results), 'page')} written to {folder}.", "", table)
