"""`annotator agreement`: how far annotators agree."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.cli.agreement_table import told
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.cli.standard_output import is_standard_output
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.project import ReportResult, open_project

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
    gamma: Annotated[
        int,
        typer.Option(min=0, max=1_000, metavar="N", help="Also gamma, on N articles drawn by chance (slow)."),
    ] = 0,
    report: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Also write a page (HTML) with plots and the worst conflicts."),
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Name no annotator in the page that --report writes.")
    ] = False,
    as_json: AsJson = False,
) -> Answer:
    """Say how far annotators agree: on mentions, entities and stances.

    Everybody’s work is compared with everybody else’s on the articles that
    at least two are done with; of models and other annotators that are no
    people, if they are named. Intervals come of resampled articles. With
    --json every number is there with its counts and what was left out.

    annotator agreement trial.annotator
    annotator agreement trial.annotator --annotator anna --annotator ben
    annotator agreement trial.annotator --report agreement.html
    """
    to_output = report is not None and is_standard_output(report)
    if to_output and as_json:
        raise Refused(
            "With --json, standard output holds the answer alone; name a file to write the page to."
        )
    if anonymous and report is None:
        raise Refused("Only a page can be anonymous; --report OUT writes one.")
    choice = ReadingChoice(annotators=tuple(annotator or ()), include_unfinished=unfinished)
    wish = MeasureWish(choice, resamples=resamples, seed=seed, gamma_articles=gamma)
    with open_project(project) as opened:
        table = finish(opened.measure(wish), when_stopped="Stopped; nothing was measured.")
        written = None
        if report is not None:
            job = opened.report(table, wish, report, anonymous=anonymous)
            written = finish(job, when_stopped=f"Stopped; {report} was not written.")
    shown = told(table, shows_pairs=pairs or len(table.annotators) <= _FEW)
    if written is None:
        return Answer(asdict(table), shown, as_json)
    data = {**asdict(table), "report": {**asdict(written), "out": str(written.out)}}
    return Answer(data, Group(shown, "", _written(written)), as_json, aside=to_output)


def _written(result: ReportResult) -> str:
    if not result.told:
        return f"{result.out} tells all this with plots."
    return (
        f"{result.out} tells all this with plots, and {result.told} of {count(result.conflicts, 'conflict')}."
    )
