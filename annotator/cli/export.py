"""`annotator export`: annotations to a file, or divided into a data set to train on."""

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.losses import losses_table
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.cli.standard_output import is_standard_output
from annotator.domain.data_set import DataPart
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.domain.splitting import shares_in
from annotator.project import ExportResult, Who, open_project
from annotator.project.catalogue import Context, Tagging


class Only(StrEnum):
    """Which annotations are wanted, where not all are."""

    DONE = "done"


def run(
    project: Place,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", help="The file to write, replacing an older one; with --split or --card a folder."
        ),
    ],
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
    split: Annotated[
        str | None,
        typer.Option(metavar="PARTS", help="Divide by article, as in train=.8,dev=.1,test=.1."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Decides chance in --split; the same gives the same. Else 0."),
    ] = None,
    card: Annotated[
        bool, typer.Option("--card", help="Also a manifest and a dataset card, without dividing.")
    ] = False,
    tagging: Annotated[
        Tagging, typer.Option(help="How formats of tokens tag where mentions begin and end.")
    ] = Tagging.BIO,
    context: Annotated[
        Context, typer.Option(help="How much text goes with a stance in formats that pair the two.")
    ] = Context.SENTENCE,
    stop_on_loss: Annotated[
        bool, typer.Option("--stop-on-loss", help="Write nothing if the format cannot hold everything.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count rows and losses; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> Answer:
    """Write annotations to a file, one row for each annotator and article.

    The file is written whole or not at all. The same project gives the same
    bytes. The formats soft-labels and lewidi put what several people say
    side by side, a row for each thing they were asked.

    With --split, OUT is a folder (or a .zip) with a file for each part, a
    manifest and a dataset card. Articles are never cut, near copies stay in
    one part, and labels have like shares in all parts.

    annotator export trial.annotator trial.jsonl
    annotator export trial.annotator done.jsonl --only done --annotator anna
    annotator export trial.annotator gold.jsonl --who gold
    annotator export trial.annotator soft.jsonl --format soft-labels
    annotator export trial.annotator data --who gold --format hf-tokens
        --split train=.8,dev=.1,test=.1 --seed 7
    """
    to_output = is_standard_output(out)
    if to_output and as_json and not dry_run:
        raise Refused(
            "With --json, standard output holds the answer alone; name a file to write the rows to."
        )
    if to_output and (split or card):
        raise Refused("A data set is a folder of files; name a folder, or a .zip, to write it to.")
    if seed is not None and split is None:
        raise Refused("A seed decides how articles are divided; --split says into what.")
    with open_project(project) as opened:
        job = opened.export(
            out,
            format_name=format_name,
            annotators=tuple(annotator or ()),
            who=who,
            only_done=only is Only.DONE,
            tagging=tagging,
            context=context,
            split=None if split is None else shares_in(split),
            seed=seed or 0,
            card=card,
            stop_on_loss=stop_on_loss,
            dry=dry_run,
        )
        result = finish(job, when_stopped=f"Stopped; {out} was not written.")
    told = Group(*_told(result, out, format_name, is_dry=dry_run))
    return Answer(_data(result) if as_json else {}, told, as_json, aside=to_output and not dry_run)


def _data(result: ExportResult) -> dict[str, object]:
    return {
        "rows": result.rows,
        "losses": [{"article": loss.article, "what": loss.what, "why": loss.why} for loss in result.losses],
        "files": [asdict(file) for file in result.files],
        "parts": [{**asdict(part), "articles": len(part.articles)} for part in result.parts],
        "near_duplicates": result.near_duplicates,
    }


def _told(result: ExportResult, out: Path, format_name: str, *, is_dry: bool) -> Iterator[RenderableType]:
    written = "would be written" if is_dry else "written"
    yield f"{count(result.rows, 'row')} {written} to {out}."
    if result.parts:
        yield from ("", _parts_table(result.parts))
    if result.near_duplicates:
        together = sum(map(len, result.near_duplicates))
        groups = count(len(result.near_duplicates), "group")
        yield from ("", f"{together} articles are near copies of others, in {groups}; each is in one part.")
    if result.losses:
        yield ""
        yield f"The format {format_name} could not hold {count(len(result.losses), 'thing')}:"
        yield losses_table(result.losses)


def _parts_table(parts: tuple[DataPart, ...]) -> Table:
    table = Table("part", box=None, pad_edge=False)
    for head in ("articles", "annotations", "mentions", "judgements", "rows"):
        table.add_column(head, justify="right")
    for part in parts:
        judgements = sum(sum(labels.values()) for labels in part.judgements.values())
        numbers = (len(part.articles), part.annotations, sum(part.mentions.values()), judgements, part.rows)
        table.add_row(part.name, *(f"{number:,}" for number in numbers))
    return table
