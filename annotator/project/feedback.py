"""Writing each annotator's private page on what was changed and why, as a job."""

from collections.abc import Collection
from pathlib import Path

from annotator import __version__
from annotator.domain.annotation import AnnotatorKind
from annotator.domain.refused import Refused
from annotator.formats.atomic_files import atomic_writer
from annotator.project.jobs import FeedbackResult, Job, Progress
from annotator.project.report_files import file_names
from annotator.project.report_source import ReportSource
from annotator.reports.feedback import Fate, ToldArticle, reader_among, told
from annotator.reports.feedback_page import FeedbackAbout, category_counts, fate_counts, feedback_html
from annotator.store.adjudicated import (
    adjudicated_with,
    count_adjudicated_with,
    is_adjudicated,
    reviewers,
)
from annotator.store.annotators import annotators

_SUFFIX = ".html"


def feedback(source: ReportSource, annotator: str, out: Path) -> Job[FeedbackResult]:
    """Writes the annotator's page, whole or not at all; refused while nothing is adjudicated."""
    articles: list[ToldArticle] = []
    with source.database.reading() as connection:
        everybody = annotators(connection)
        _refuse_unknown({annotator}, {one.name for one in everybody})
        if not is_adjudicated(connection):
            raise Refused("Nothing is decided in this project yet; review its conflicts first.")
        people = [one.name for one in everybody if one.kind is AnnotatorKind.HUMAN]
        by = reviewers(connection)
        total = count_adjudicated_with(connection, annotator)
        for done, one in enumerate(adjudicated_with(connection, annotator), 1):
            for gold in one.gold:
                ruled_by = {ruling.by for ruling in gold.rulings.values()}
                reader = reader_among(annotator, people, {*by, *ruled_by})
                found = told(reader, one.article, one.own, gold, source.scheme)
                articles += [] if found is None else [found]
            yield Progress(done, total, "articles")
    html = feedback_html(annotator, articles, _about(source))
    with atomic_writer(out) as stream:
        stream.write(html.encode("utf-8"))
    return _result(annotator, out, articles)


def feedback_to_all(
    source: ReportSource, folder: Path, wanted: Collection[str]
) -> Job[tuple[FeedbackResult, ...]]:
    """Writes a page into the folder for each annotator who is wanted, for every person if nobody is named.

    The folder is made if it is not there. Stopped, it leaves the pages that were written.
    """
    with source.database.reading() as connection:
        everybody = annotators(connection)
    names = file_names((one.name for one in everybody), _SUFFIX)
    _refuse_unknown(set(wanted), set(names))
    people = wanted or [one.name for one in everybody if one.kind is AnnotatorKind.HUMAN]
    if not people:
        raise Refused("Nobody has annotated in this project yet.")
    results = []
    for name in dict.fromkeys(people):
        _make(folder)
        results.append((yield from feedback(source, name, folder / names[name])))
    return tuple(results)


def _refuse_unknown(wanted: set[str], known: set[str]) -> None:
    unknown = sorted(wanted - known)
    if unknown:
        raise Refused(f"Nobody called {' or '.join(unknown)} has annotated in this project.")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {folder} could not be made: {error.strerror}.") from error


def _about(source: ReportSource) -> FeedbackAbout:
    return FeedbackAbout(
        project=source.title,
        guidelines=source.scheme.guidelines_version,
        made=source.made,
        program=f"Stance Annotator {__version__}",
    )


def _result(annotator: str, out: Path, articles: list[ToldArticle]) -> FeedbackResult:
    counts = fate_counts(articles)
    return FeedbackResult(
        annotator=annotator,
        out=out,
        articles=len(articles),
        decisions=sum(counts.values()),
        changed=counts[Fate.CHANGED] + counts[Fate.JOINED],
        followed=counts[Fate.FOLLOWED],
        ambiguous=counts[Fate.AMBIGUOUS],
        categories=dict(category_counts(articles)),
    )
