"""Adding the articles and annotations of files to a project, as a job."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic_core import PydanticSerializationError

from annotator.domain.article import Article, Origin
from annotator.domain.bad_input import BadInput
from annotator.domain.edits.mentions import count
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import read, total_bytes
from annotator.project.jobs import ImportResult, Job, Progress
from annotator.store.database import Database
from annotator.store.intake import Incoming, take_in
from annotator.store.new_annotations import NewAnnotation

# Often enough for a bar that moves and a stop that is felt, also where each article takes long to read.
_ARTICLES_A_STEP = 20


Found = tuple[str, AnnotatedArticle | BadInput]
"""What was read, and the file it was in; "" where that is not known."""


def import_files(
    database: Database, paths: Sequence[Path], options: ReadOptions | None, annotator: str | None, batch: int
) -> Job[ImportResult]:
    """Adds what files and folders hold; progress is told in bytes, since nobody knows how many articles."""
    gone_through = _Bytes(total_bytes(paths))
    found = (
        (path.name if path.is_file() else "", one)
        for path, ones in [(path, read([path], options, gone_through.add)) for path in paths]
        for one in ones
    )
    return _importing(_Desk(database, annotator, batch), found, gone_through.progress)


def import_articles(
    database: Database, found: Iterable[AnnotatedArticle | BadInput], annotator: str | None, batch: int
) -> Job[ImportResult]:
    """Adds articles that are values already."""
    desk = _Desk(database, annotator, batch)
    return _importing(desk, (("", one) for one in found), lambda done: Progress(done, None, "articles"))


def _importing(
    desk: "_Desk", found: Iterable[Found], progress: Callable[[int], Progress]
) -> Job[ImportResult]:
    """Adds what is found, a batch a transaction; what was read when the job is closed comes in as well."""
    done = 0
    try:
        for done, (file, one) in enumerate(found, start=1):
            desk.receive(file, one)
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

    def __init__(self, database: Database, annotator: str | None, batch: int) -> None:
        self._database = database
        self._annotator = annotator
        self._batch = batch
        self._articles, self._annotations, self._duplicates = 0, 0, 0
        self._refused: list[BadInput] = []
        self._waiting: list[tuple[str, Incoming]] = []

    def receive(self, file: str, found: AnnotatedArticle | BadInput) -> None:
        if isinstance(found, BadInput):
            self._refused.append(found)
            return
        incoming = incoming_of(found, self._annotator)
        if isinstance(incoming, str):
            self._refused.append(_refused(file, found.article.id, found.article.origin, incoming))
            return
        self._waiting.append((file, incoming))
        if len(self._waiting) >= self._batch:
            self.clear()

    def clear(self) -> None:
        """Stores what waits."""
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        intake = take_in(self._database, [incoming for _, incoming in batch])
        self._articles += len(intake.articles)
        self._annotations += len(intake.annotations)
        self._duplicates += intake.duplicates
        for refusal in intake.refusals:
            file, incoming = batch[refusal.index]
            article = incoming.article.article()
            self._refused.append(_refused(file, article.id, article.origin, refusal.reason))

    def result(self) -> ImportResult:
        return ImportResult(self._articles, self._annotations, self._duplicates, tuple(self._refused))


def incoming_of(found: AnnotatedArticle, annotator: str | None) -> Incoming | str:
    """The article and its annotations as they are stored, or why no database could hold them."""
    plain = "".join(_strings(found.article))
    if "\0" in plain:
        return "It holds a NUL character, which no database keeps."
    try:
        plain.encode()
        article = StoredArticle.of(found.article)
    except (UnicodeEncodeError, PydanticSerializationError):
        return (
            "It holds half a character (a lone surrogate), in its text, its fields or the name of its file."
        )
    records = (record if annotator is None else _under(annotator, record) for record in found.records)
    return Incoming(article, tuple(NewAnnotation.of(record) for record in records))


def _strings(article: Article) -> Iterator[str]:
    """What of the article is stored as it is, not as JSON."""
    fields = (article.title, article.language, article.source, article.url, article.author)
    always = (article.text, article.id)
    return (text for text in (*always, *fields, article.published, article.dateline) if text)


def _under(name: str, record: AnnotationRecord) -> AnnotationRecord:
    annotator = record.annotation.annotator.model_copy(update={"name": name})
    annotation = record.annotation.model_copy(update={"annotator": annotator})
    return record.model_copy(update={"annotation": annotation})


def _refused(file: str, article_id: str, origin: Origin | None, reason: str) -> BadInput:
    known = file or (origin.file if origin else "")
    # The name of a file may be no text at all; whoever shows the refusal must be able to print it.
    printable = known.encode(errors="replace").decode()
    return BadInput(file=printable, where=f"article {article_id}", reason=reason)
