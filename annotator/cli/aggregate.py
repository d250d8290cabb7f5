"""`annotator aggregate`: one annotation of each article out of those of several annotators."""

from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.project import AggregateResult, open_project


class By(StrEnum):
    """The methods, as they are typed."""

    MAJORITY = "majority"
    DAWID_SKENE = "dawid-skene"
    MACE = "mace"


def run(
    project: Place,
    method: Annotated[By, typer.Option(help="How votes become labels.")] = By.MAJORITY,
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this annotator’s work; can be given several times."),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Where mace begins; the same gives the same.")
    ] = 0,
    as_json: AsJson = False,
) -> Answer:
    """Make one annotation of each article out of those of several annotators.

    It is the work of an annotator named after the method, with the share or
    probability of each label; what the method made before is replaced. Only
    annotations that are done count. What is tied stays open and is told.

    annotator aggregate trial.annotator
    annotator aggregate trial.annotator --method dawid-skene
    """
    with open_project(project) as opened:
        job = opened.aggregate(method.value, annotators=tuple(annotator or ()), seed=seed)
        result = finish(
            job, when_stopped="Stopped; the articles that are done are kept. Run it again for the rest."
        )
    data = {
        "annotator": result.annotator,
        "articles": result.articles,
        "mentions": result.mentions,
        "judgements": result.judgements,
        "ties": [tie._asdict() for tie in result.ties],
    }
    return Answer(data, _told(result), as_json)


_TIED = {
    "existence": "whether there is anything (left out)",
    "label": "the label",
    "boundaries": "where it begins or ends",
    "entity": "which entity it is",
}


def _told(result: AggregateResult) -> str:
    held = (
        f"{count(result.mentions, 'mention')} and {count(result.judgements, 'judgement')} "
        f"in {count(result.articles, 'article')}, by {result.annotator}."
    )
    tied = Counter(tie.what for tie in result.ties)
    if not tied:
        return f"{held} Nothing was tied."
    named = ", ".join(f"{tied[what]} on {words}" for what, words in _TIED.items() if what in tied)
    return f"{held} {count(len(result.ties), 'tie')}: {named}."
