"""`annotator readiness`: what in a project will not train well."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.project import ReadinessResult, TokenizerName, Who, open_project

_MOST_SHOWN = 20


def run(
    project: Place,
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this annotator; can be given several times."),
    ] = None,
    who: Annotated[Who, typer.Option(help="Whose work: gold, aggregates, or that of people.")] = Who.EVERYONE,
    tokenizer: Annotated[
        TokenizerName, typer.Option(help="Whose tokens mentions have to begin and end with.")
    ] = TokenizerName.SPACY,
    as_json: AsJson = False,
) -> Answer:
    """Say what will not train well.

    Mentions that cut tokens, have white space or punctuation at an edge or
    cross sentences; names with two labels; labels with too few examples.

    annotator readiness trial.annotator
    """
    with open_project(project) as opened:
        job = opened.readiness(annotators=tuple(annotator or ()), who=who, tokenizer=tokenizer)
        result = finish(job, when_stopped="Stopped.")
    findings = [
        {"problem": one.problem.value, "article": one.article or None, "what": one.what, "why": one.why}
        for one in result.findings
    ]
    return Answer({"annotations": result.annotations, "findings": findings}, Group(*_told(result)), as_json)


def _told(result: ReadinessResult) -> Iterator[RenderableType]:
    yield f"{count(result.annotations, 'annotation')} looked at, {count(len(result.findings), 'finding')}."
    shown = Counter[str]()
    table = Table("problem", "article", "what", "why", box=None, pad_edge=False)
    for one in result.findings:
        shown[one.problem] += 1
        if shown[one.problem] <= _MOST_SHOWN:
            table.add_row(one.problem.value, one.article, one.what, one.why)
    yield table
    for problem, number in shown.items():
        if number > _MOST_SHOWN:
            yield f"“{problem}”: {number - _MOST_SHOWN} more; --json has all."
