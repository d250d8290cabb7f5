"""Writing the report on agreement: the table, its plots and the worst conflicts, as a job."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator import __version__
from annotator.agreement.conflict import Item
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.items import items_of
from annotator.agreement.ordering import Order, in_order
from annotator.agreement.table import AgreementTable, Layer
from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.formats.atomic_files import atomic_writer
from annotator.project.conflicts import conflicts
from annotator.project.jobs import Job, Progress, ReportResult
from annotator.project.readings import project_readings
from annotator.project.report_source import ReportSource
from annotator.reports.agreement_page import (
    About,
    Answer,
    ReportedConflict,
    agreement_html,
    without_annotators_names,
)
from annotator.reports.quotes import quote_of
from annotator.reports.said import said_in
from annotator.store.articles import articles_of


def report(
    source: ReportSource, table: AgreementTable, wish: MeasureWish, out: Path, *, worst: int, anonymous: bool
) -> Job[ReportResult]:
    """Writes the page of a table that was measured as wished for, whole or not at all."""
    found = yield from conflicts(source.database, source.scheme, wish.choice)
    rows = [row for row in in_order(found.rows, Order.IMPACT) if _is_wanted(row, wish)]
    yield Progress(0, None, "conflicts")
    told = tuple(_reported(source, wish.choice, rows[:worst]))
    about = _about(source, conflicts_in_all=len(rows) + found.left_out)
    if anonymous:
        table, told = without_annotators_names(table, told)
    with atomic_writer(out) as stream:
        stream.write(agreement_html(table, told, about).encode("utf-8"))
    return ReportResult(out, len(told), about.conflicts)


def _is_wanted(row: ConflictRow, wish: MeasureWish) -> bool:
    """Whether what the conflict is about was measured: mentions of other labels may be left out."""
    if row.layer is not Layer.MENTIONS or not wish.labels:
        return True
    return any(label in wish.labels for labels in row.labels for label in labels)


def _reported(
    source: ReportSource, choice: ReadingChoice, rows: Sequence[ConflictRow]
) -> Iterator[ReportedConflict]:
    """The conflicts with the answers in words, which want the readings and the text."""
    ids = sorted({row.article_id for row in rows})
    if not ids:
        return
    with project_readings(source.database, replace(choice, article_ids=frozenset(ids))) as readings:
        items = {item.id: item for one in readings.articles for item in items_of(one, source.scheme)}
    with source.database.reading() as connection:
        articles = {article.id: article for article in articles_of(connection, ids)}
    for row in rows:
        # Somebody may have changed their answer since the conflicts were found.
        if row.item_id in items:
            yield _told(row, items[row.item_id], articles[row.article_id], source.scheme)


def _told(row: ConflictRow, item: Item, article: Article, scheme: Scheme) -> ReportedConflict:
    answers = tuple(
        Answer(variant.annotators, said_in(article, scheme, variant.said, item.layer, item.task))
        for variant in item.variants
    )
    return ReportedConflict(
        article=row.title,
        layer=item.layer,
        difference=item.difference,
        quote=quote_of(article, item.start, item.end),
        answers=answers,
        task=item.task,
        decided=row.decided,
    )


def _about(source: ReportSource, *, conflicts_in_all: int) -> About:
    scheme = source.scheme
    return About(
        project=source.title,
        scheme=f"{scheme.title or scheme.name}, version {scheme.version}",
        made=source.made,
        program=f"Stance Annotator {__version__}",
        conflicts=conflicts_in_all,
        task_titles=_task_titles(scheme),
    )


def _task_titles(scheme: Scheme) -> dict[str, str]:
    """By name; a title that two tasks share tells nobody which is meant."""
    titles = [task.title for task in scheme.tasks]
    return {task.name: task.title for task in scheme.tasks if task.title and titles.count(task.title) == 1}
