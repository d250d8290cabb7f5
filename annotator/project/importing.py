"""Adding the articles and annotations of files to a project, as a job."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from annotator.domain.article import Article
from annotator.domain.bad_input import BadInput
from annotator.domain.edits.mentions import count
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import read, total_bytes
from annotator.project.jobs import ImportResult, Job, Progress
from annotator.store.annotations import NewAnnotation
from annotator.store.database import Database
from annotator.store.intake import Incoming, take_in

# Often enough for a bar that moves and a stop that is felt, also where each article takes long to read.
_ARTICLES_A_STEP = 20


def import_files(
    database: Database, paths: Sequence[Path], options: ReadOptions | None, annotator: str | None, batch: int
) -> Job[ImportResult]:
    """Adds what files and folders hold; progress is told in bytes, since nobody knows how many articles."""
    gone_through = _Bytes(total_bytes(paths))
    found = read(paths, options, gone_through.add)
    return _importing(database, found, annotator, batch, gone_through.progress)


def import_articles(
    database: Database, found: Iterable[AnnotatedArticle | BadInput], annotator: str | None, batch: int
) -> Job[ImportResult]:
    return _importing(database, found, annotator, batch, lambda done: Progress(done, None, "articles"))


def _importing(
    database: Database,
    found: Iterable[AnnotatedArticle | BadInput],
    annotator: str | None,
    batch: int,
    progress: Callable[[int], Progress],
) -> Job[ImportResult]:
    """Adds what is found, a batch a transaction; what was read when the job is closed comes in as well."""
    desk = _Desk(database, annotator)
    done = 0
    try:
        for done, one in enumerate(found, start=1):
            desk.receive(one)
            if len(desk.waiting) >= batch:
                desk.clear()
            if done % _ARTICLES_A_STEP == 0:
                yield progress(done)
    except GeneratorExit:
        desk.clear()
        raise
    desk.clear()
    yield progress(done)
    return desk.result()


class _Bytes:
    """How much of the files has been gone through."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def add(self, more: int) -> None:
        self._done += more

    def progress(self, articles: int) -> Progress:
        return Progress(self._done // 1000, self._total // 1000, f"{count(articles, 'article')}, kB")


class _Desk:
    """Where what was read waits until a batch is full, and what came of it so far."""

    def __init__(self, database: Database, annotator: str | None) -> None:
        self._database = database
        self._annotator = annotator
        self._articles, self._annotations, self._duplicates = 0, 0, 0
        self._refused: list[BadInput] = []
        self.waiting: list[Incoming] = []

    def receive(self, found: AnnotatedArticle | BadInput) -> None:
        incoming = found if isinstance(found, BadInput) else incoming_of(found, self._annotator)
        if isinstance(incoming, BadInput):
            self._refused.append(incoming)
        else:
            self.waiting.append(incoming)

    def clear(self) -> None:
        """Stores what waits."""
        batch, self.waiting = self.waiting, []
        if not batch:
            return
        intake = take_in(self._database, batch)
        self._articles += len(intake.articles)
        self._annotations += len(intake.annotations)
        self._duplicates += intake.duplicates
        self._refused += (
            _refused(batch[refusal.index].article, refusal.reason) for refusal in intake.refusals
        )

    def result(self) -> ImportResult:
        return ImportResult(self._articles, self._annotations, self._duplicates, tuple(self._refused))


def incoming_of(found: AnnotatedArticle, annotator: str | None) -> Incoming | BadInput:
    """The article and its annotations as they are stored; refused if no database could hold them."""
    try:
        article = StoredArticle.of(found.article)
    except UnicodeEncodeError:
        return _refused(found.article, "the text holds half a character (a lone surrogate)")
    if any("\0" in text for text in (found.article.text, *_names(found.article))):
        return _refused(found.article, "it holds a NUL character, which no database keeps")
    records = (record if annotator is None else _under(annotator, record) for record in found.records)
    return Incoming(article, tuple(NewAnnotation.of(record) for record in records))


def _names(article: Article) -> Iterator[str]:
    kept = (article.id, article.title, article.language, article.source, article.url, article.author)
    return (text for text in (*kept, article.published, article.dateline) if text)


def _under(name: str, record: AnnotationRecord) -> AnnotationRecord:
    annotator = record.annotation.annotator.model_copy(update={"name": name})
    annotation = record.annotation.model_copy(update={"annotator": annotator})
    return record.model_copy(update={"annotation": annotation})


def _refused(article: Article | StoredArticle, reason: str) -> BadInput:
    origin = orjson.loads(article.origin or b"{}") if isinstance(article, StoredArticle) else {}
    return BadInput(file=origin.get("file", ""), where=f"article {article.id}", reason=reason)
