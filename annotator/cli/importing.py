"""`annotator import`: articles, or articles with annotations, from files and folders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.losses import losses_table
from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.project import ImportPreview, ImportResult, Losses, open_project
from annotator.project.catalogue import CLEANING_RULES, ReadOptions


def run(
    project: Place,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, folders and zip archives.")],
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="As annotator formats lists them; else found."),
    ] = None,
    annotator: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose the annotations are, whatever the files say."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the files, such as cp1251; else found.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Of all articles, such as fr; else found.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="The column or key that holds a field. Several times."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="A cleaning rule that is not to be used. Several times."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what the files hold and what would be refused.")
    ] = False,
    cleaning: Annotated[bool, typer.Option(help="Whether scraping debris is taken out.")] = True,
    as_json: AsJson = False,
) -> Answer:
    """Add articles, or articles with annotations, from files and folders.

    An article that is there already is not added again, so an import that
    was stopped can be repeated. What cannot be read is named with file,
    place and reason, and the rest is added.

    annotator import trial.annotator articles/
    annotator import trial.annotator wire.csv --column text=body
    annotator import trial.annotator trial.jsonl --annotator anna
    """
    if not any(path.exists() for path in paths):
        raise Refused(f"There is no file or folder {paths[0]}.")
    options = ReadOptions(
        format=format_name,
        encoding=encoding,
        language=language,
        columns=_columns(column or ()),
        cleaning=_rules(keep or ()) if cleaning else frozenset(),
    )
    with open_project(project) as opened:
        if dry_run:
            return _previewed(finish(opened.preview(paths, options), when_stopped="Stopped."), as_json)
        job = opened.import_files(paths, options, annotator=annotator)
        result = finish(
            job, when_stopped="Stopped; what was read is added. The same command goes on from there."
        )
    return Answer(_data(result), _told(result), as_json, refused=result.refused)


def _columns(said: Sequence[str]) -> Mapping[str, str]:
    columns = {}
    for pair in said:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise Refused(f"--column {pair} says no column; write it as in --column text=body.")
        columns[field] = name
    return columns


def _rules(kept: Sequence[str]) -> frozenset[str]:
    unknown = [rule for rule in kept if rule not in CLEANING_RULES]
    if unknown:
        raise Refused(f"There is no cleaning rule {unknown[0]}; there are {', '.join(CLEANING_RULES)}.")
    return frozenset(CLEANING_RULES) - set(kept)


def _data(result: ImportResult) -> Mapping[str, object]:
    return {
        "articles_added": result.articles_added,
        "annotations_added": result.annotations_added,
        "duplicates": result.duplicates,
        "refused": [refusal.model_dump() for refusal in result.refused],
        "losses": [asdict(loss) for loss in result.losses],
        "notes": result.notes,
        "labels_added": result.labels_added,
    }


def _previewed(preview: ImportPreview, as_json: bool) -> Answer:
    files = [asdict(one) | {"refused": [bad.model_dump() for bad in one.refused]} for one in preview.files]
    data = {"files": files, "labels_added": preview.labels_added, "is_whole": preview.is_whole}
    refused = tuple(bad for one in preview.files for bad in one.refused)
    return Answer(data, Group(*_told_of(preview)), as_json, refused=refused)


def _told_of(preview: ImportPreview) -> Iterator[RenderableType]:
    if not preview.is_whole:
        yield "These are the first articles; there are more."
    table = Table("file", "format", "articles", "annotations", "annotators", box=None, pad_edge=False)
    for one in preview.files:
        annotators = ", ".join(one.annotators)
        table.add_row(one.file, one.format or "articles", str(one.articles), str(one.annotations), annotators)
    yield table
    for one in preview.files:
        yield from (f"{one.file}: {note}" for note in one.notes)
    if preview.labels_added:
        yield f"Would be added to the scheme: {', '.join(preview.labels_added)}."
    losses = Losses(loss for one in preview.files for loss in one.losses)
    if losses:
        yield from ("", "What the files say and the program has no place for:", losses_table(losses))


def _told(result: ImportResult) -> RenderableType:
    articles = count(result.articles_added, "article")
    told = f"{articles} and {count(result.annotations_added, 'annotation')} added"
    if result.duplicates:
        told += f", {result.duplicates} there already"
    if result.refused:
        told += f", {len(result.refused)} refused"
    lines: list[RenderableType] = [f"{told}.", *result.notes]
    if result.labels_added:
        lines.append(f"Added to the scheme: {', '.join(result.labels_added)}.")
    if result.losses:
        lines += ["", "What the files said and the program has no place for:", losses_table(result.losses)]
    return Group(*lines)
