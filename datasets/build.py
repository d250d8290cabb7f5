"""Builds the demo's annotated sets from the seeds and the labelling source: `python -m datasets.build`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from annotator.domain.annotation import Annotator, AnnotatorKind, Status
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.domain.scheme import Scheme
from annotator.formats.export_row import row_line
from annotator.formats.reading import ReadOptions, read
from annotator.formats.scheme_file import find_scheme
from datasets.annotating import Desk
from datasets.differences import differing_answers, differing_marks, differing_stances
from datasets.labelling import Labelling, Office, Share, Worker, read_labellings, read_office
from datasets.marked_text import SourceFault, marks

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
_BREAK = timedelta(minutes=4)
"""Between one article and the next."""


def build(seeds: Path = SEEDS, source: Path = HERE / "source") -> Mapping[str, bytes]:
    """The bytes of every data set, by file name."""
    office, labellings = read_office(source), read_labellings(source)
    scheme = find_scheme(office.scheme)
    articles = [_read_seed(seeds / labelling.seed) for labelling in labellings]
    gold = {worker.name for worker in office.workers if worker.kind is AnnotatorKind.ADJUDICATED}
    rows = {
        (article.id, worker.name): _row(article, record)
        for worker in office.workers
        for article, record in _records(office, worker, scheme, list(zip(labellings, articles, strict=True)))
    }
    ordered = sorted(rows.items())
    return {
        "demo_annotators.jsonl": b"".join(row for (_, name), row in ordered if name not in gold),
        "demo_gold.jsonl": b"".join(row for (_, name), row in ordered if name in gold),
    }


def _read_seed(path: Path) -> Article:
    """The article as it is when it has been imported, cleaned."""
    (found,) = read([path], ReadOptions())
    if not isinstance(found, AnnotatedArticle):
        raise SourceFault(str(found))
    return found.article


def _records(
    office: Office, worker: Worker, scheme: Scheme, work: Iterable[tuple[Labelling, Article]]
) -> Iterator[tuple[Article, AnnotationRecord]]:
    began = worker.began
    for labelling, article in work:
        share = _share(labelling, worker)
        try:
            desk = _annotate(article, scheme, worker, labelling, share)
        except SourceFault as fault:
            raise SourceFault(f"{labelling.seed}, {worker.name}: {fault}") from fault
        ended = began + timedelta(minutes=share.minutes)
        yield (
            article,
            AnnotationRecord(
                annotation=desk.annotation,
                created=_time(began),
                updated=_time(ended),
                active_seconds=share.minutes * 60.0,
                program_version=office.program_version,
            ),
        )
        began = ended + _BREAK


def _share(labelling: Labelling, worker: Worker) -> Share:
    """The worker's part; the gold is somebody who differs from it in nothing."""
    if worker.kind is AnnotatorKind.ADJUDICATED:
        return Share(minutes=labelling.gold.minutes)
    return labelling.annotators[worker.name]


def _annotate(article: Article, scheme: Scheme, worker: Worker, labelling: Labelling, share: Share) -> Desk:
    desk = Desk.at(article, scheme, Annotator(name=worker.name, kind=worker.kind), labelling.unnamed)
    if share.status is not Status.SKIPPED:
        gold = marks(labelling.text, article.text)
        desk.mark(differing_marks(gold, share.mentions, article.text))
        if worker.kind is AnnotatorKind.ADJUDICATED:
            desk.rename(labelling.gold.names)
        desk.judge(differing_stances(labelling.gold.stances, share.stances))
        desk.answer(differing_answers(labelling.gold, share))
        if labelling.proposals is not None:
            proposed = differing_marks(gold, labelling.proposals.mentions, article.text)
            desk.start_from(labelling.proposals.pipeline, proposed)
    desk.finish(share.status, flagged=share.flagged, note=share.note)
    return desk


def _row(article: Article, record: AnnotationRecord) -> bytes:
    return row_line(StoredArticle.of(article), StoredAnnotation.of(record))


def _time(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def main() -> None:
    for name, content in build().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
