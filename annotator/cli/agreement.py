"""`annotator agreement`: how far annotators agree."""

from dataclasses import asdict
from typing import Annotated

import typer

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.cli.agreement_table import told
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.project import open_project

_FEW = 6


def run(
    project: Place,
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Compare this annotator’s work; give it for each of them."),
    ] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Count annotations in progress beside those that are done.")
    ] = False,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Show every pair of annotators, though there are more than 6.")
    ] = False,
    resamples: Annotated[
        int, typer.Option(min=0, max=100_000, metavar="N", help="For the intervals; 0 gives none.")
    ] = 1_000,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Where resampling begins; the same gives the same.")
    ] = 0,
    as_json: AsJson = False,
) -> Answer:
    """Say how far annotators agree: on mentions, entities and stances.

    Everybody’s work is compared with everybody else’s on the articles that
    at least two are done with; of models and other annotators that are no
    people, if they are named. Intervals come of resampled articles. With
    --json every number is there with its counts and what was left out.

    annotator agreement trial.annotator
    annotator agreement trial.annotator --annotator anna --annotator ben
    """
    choice = ReadingChoice(annotators=tuple(annotator or ()), include_unfinished=unfinished)
    wish = MeasureWish(choice, resamples=resamples, seed=seed)
    with open_project(project) as opened:
        table = finish(opened.measure(wish), when_stopped="Stopped; nothing was measured.")
    shows_pairs = pairs or len(table.annotators) <= _FEW
    return Answer(asdict(table), told(table, shows_pairs=shows_pairs), as_json)
