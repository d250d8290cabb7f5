"""`annotator status`: how many articles there are, and how far everybody is."""

from dataclasses import asdict
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.table import Table

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.domain.annotation import Status
from annotator.domain.edits.mentions import count
from annotator.project import AnnotatorStatus, ProjectStatus, open_project


def run(project: Place, as_json: AsJson = False) -> Answer:
    """Say how many articles there are and how far everybody is.

    annotator status trial.annotator
    """
    with open_project(project) as opened:
        status = opened.status()
    data = {"articles": status.articles, "annotators": [asdict(one) for one in status.annotators]}
    return Answer(data, _table(status), as_json)


def _table(status: ProjectStatus) -> RenderableType:
    if not status.annotators:
        return f"{count(status.articles, 'article')}; nobody has annotated any."
    table = Table("annotator", "kind", box=None, pad_edge=False)
    numbers = ("done", "in progress", "skipped", "flagged", "mentions", "judgements", "time")
    for title in numbers:
        table.add_column(title, justify="right")
    for annotator in status.annotators:
        table.add_row(annotator.name, annotator.kind, *_numbers(annotator))
    return Group(count(status.articles, "article"), "", table)


def _numbers(annotator: AnnotatorStatus) -> tuple[str, ...]:
    counts = (
        *(annotator.by_status.get(status, 0) for status in (Status.DONE, Status.IN_PROGRESS, Status.SKIPPED)),
        annotator.flagged,
        annotator.mentions,
        annotator.judgements,
    )
    worked = timedelta(seconds=round(annotator.active_seconds))
    return (*(str(number) for number in counts), str(worked))
