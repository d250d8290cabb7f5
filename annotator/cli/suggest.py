"""`annotator suggest`: pre-highlighting by a spaCy pipeline."""

from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.project import open_project


def run(
    project: Place,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_PATH", help="A spaCy pipeline; else the best installed one."),
    ] = None,
    redo: Annotated[
        bool, typer.Option("--redo", help="All articles; the pipeline’s older suggestions are replaced.")
    ] = False,
    patterns: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Names to look for: JSONL as spaCy’s EntityRuler reads it."),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="How many to work at once.")] = 1,
    as_json: AsJson = False,
) -> Answer:
    """Pre-highlight the articles that have no suggestions yet.

    Suggestions are the work of an annotator of their own, named after the
    pipeline; nobody's work is touched. Ctrl+C keeps what is done, and the
    same command goes on from there.

    annotator suggest trial.annotator
    annotator suggest trial.annotator --patterns names.jsonl
    """
    with open_project(project) as opened:
        job = opened.suggest(pipeline=pipeline, redo=redo, patterns=patterns, processes=processes)
        result = finish(
            job, when_stopped="Stopped; the articles that are done are kept. Run it again to go on."
        )
    data = {"articles": result.articles, "mentions": result.mentions, "pipeline": result.pipeline}
    told = (
        f"{count(result.mentions, 'mention')} in {count(result.articles, 'article')}, by {result.pipeline}."
    )
    if result.articles == 0:
        told = "No article was without suggestions; --redo makes them anew."
    return Answer(data, told, as_json)
