"""`annotator train`: a spaCy pipeline that learns from a project's names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.losses import losses_table
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.loss import Loss
from annotator.project import Losses, TrainResult, Who, open_project


def run(
    project: Place,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write the pipeline to.")],
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Whose work is learned; else gold, if there is any."),
    ] = None,
    who: Annotated[Who, typer.Option(help="Whose work: gold, aggregates, or that of people.")] = Who.EVERYONE,
    steps: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many; it stops earlier.")] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", help="The same gives the same pipeline.")] = 1,
    as_json: AsJson = False,
) -> Answer:
    """Train a spaCy pipeline on the names of finished articles.

    Says how well it does on others: a tenth of the articles is held out to see when it stops getting better,
    another tenth to measure it. Where mentions lie in one another, it is a
    span categorizer, else an entity recogniser.

    annotator train trial.annotator --out names
    annotator suggest trial.annotator --pipeline names --redo
    """
    with open_project(project) as opened:
        job = opened.train(out, annotators=tuple(annotator or ()), who=who, seed=seed, steps=steps)
        result = finish(job, when_stopped=f"Stopped; {out} was not written.")
    data = {
        "pipeline": str(result.out),
        "component": result.component,
        "annotator": result.annotator,
        "articles": dict(result.articles),
        "f1": result.f1,
        "precision": result.precision,
        "recall": result.recall,
        "untrained_f1": result.untrained_f1,
        "by_label": dict(result.by_label),
        "left_out": [{"article": a, "what": what, "why": why} for a, what, why in result.left_out],
    }
    return Answer(data, Group(*_told(result)), as_json)


def _told(result: TrainResult) -> Iterator[RenderableType]:
    parts = ", ".join(f"{number} to {_PURPOSE[part]}" for part, number in result.articles.items())
    yield f"{result.out} learned from {result.annotator}: {parts}."
    yield (
        f"On articles it has not seen: F1 {_number(result.f1)} (precision {_number(result.precision)}, "
        f"recall {_number(result.recall)}); before training {_number(result.untrained_f1)}."
    )
    table = Table("label", "F1", box=None, pad_edge=False)
    for label, f1 in result.by_label.items():
        table.add_row(label, _number(f1))
    yield table
    if result.left_out:
        yield ""
        yield "Could not be learned from:"
        yield losses_table(Losses(Loss(*one) for one in result.left_out))


_PURPOSE = {"train": "learn from", "dev": "stop by", "test": "measure on"}


def _number(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"
