"""Adding the articles and annotations of files to a project, as a job."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic_core import PydanticSerializationError

from annotator.domain.article import Article, Origin
from annotator.domain.bad_input import BadInput
from annotator.domain.edits.mentions import count
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredArticle
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_growth import Unknown
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import Read, read, total_bytes
from annotator.project.jobs import ImportResult, Job, Progress, Stop
from annotator.project.losses import Losses
from annotator.store.database import Database
from annotator.store.intake import Incoming, take_in
from annotator.store.new_annotations import NewAnnotation

# Often enough for a bar that moves and a stop that is felt, also where each article takes long to read.
_ARTICLES_A_STEP = 20


Found = tuple[str, Read]
"""What was read, and the file it was in; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where what is read goes: the project’s database and scheme, and who puts a grown scheme in force."""

    database: Database
    scheme: Scheme
    set_scheme: Callable[[Scheme], None]
    annotator: str | None
    batch: int


def import_files(intake: Intake, paths: Sequence[Path], options: ReadOptions | None) -> Job[ImportResult]:
    """Adds what files and folders hold; progress is told in bytes, since nobody knows how many articles."""
    options = replace(options or ReadOptions(), scheme=intake.scheme)
    gone_through = _Bytes(total_bytes(paths))
    found = (
        (path.name if path.is_file() else "", one)
        for path, ones in [(path, read([path], options, gone_through.add)) for path in paths]
        for one in ones
    )
    return _importing(_Desk(intake), found, gone_through.progress)


def import_articles(intake: Intake, found: Iterable[Read]) -> Job[ImportResult]:
    """Adds articles that are values already."""
    desk = _Desk(intake)
    return _importing(desk, (("", one) for one in found), lambda done: Progress(done, None, "articles"))


def _importing(
    desk: "_Desk", found: Iterable[Found], progress: Callable[[int], Progress]
) -> Job[ImportResult]:
    """Adds what is found, a batch a transaction; what was read when the job is stopped comes in as well."""
    done = 0
    try:
        for done, (file, one) in enumerate(found, start=1):
            desk.receive(file, one)
            if done % _ARTICLES_A_STEP == 0:
                yield progress(done)
        yield progress(done)
    except GeneratorExit:
        desk.close()
        raise
    except Stop as stop:
        desk.close()
        stop.so_far = desk.result()
        raise
    desk.close()
    return desk.result()


class _Bytes:
    """How much of the files has been gone through."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def add(self, more: int) -> None:
        self._done += more

    def progress(self, articles: int) -> Progress:
        return Progress(
            self._done // 1000,
            self._total // 1000,
            "kB",
            f"{articles:,} {'article' if articles == 1 else 'articles'}",
        )


class _Desk:
    """Where what was read waits until a batch is full, and what came of it so far."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._articles, self._annotations, self._duplicates = 0, 0, 0
        self._refused: list[BadInput] = []
        self._losses = Losses()
        self._files_of_note: dict[str, list[str]] = defaultdict(list)
        self._unknown = Unknown(intake.scheme)
        self._waiting: list[tuple[str, Incoming]] = []

    def receive(self, file: str, found: Read) -> None:
        if isinstance(found, BadInput):
            self._refused.append(found)
        elif isinstance(found, Loss):
            self._losses.add((found,))
        elif isinstance(found, Note):
            self._files_of_note[found.sentence].append(found.file)
        else:
            self._receive_article(file, found)

    def close(self) -> None:
        """Stores what waits, and the labels that the scheme did not have."""
        self._clear()
        grown = self._unknown.grown()
        if grown is not self._intake.scheme:
            self._intake.set_scheme(grown)

    def _receive_article(self, file: str, found: AnnotatedArticle) -> None:
        incoming = incoming_of(found, self._intake.annotator)
        if isinstance(incoming, str):
            self._refused.append(refused(file, found.article.id, found.article.origin, incoming))
            return
        for record in found.records:
            self._unknown.meet(record.annotation)
        self._waiting.append((file, incoming))
        if len(self._waiting) >= self._intake.batch:
            self._clear()

    def _clear(self) -> None:
        """Stores what waits."""
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        taken = take_in(self._intake.database, [incoming for _, incoming in batch])
        self._articles += len(taken.articles)
        self._annotations += len(taken.annotations)
        self._duplicates += taken.duplicates
        for refusal in taken.refusals:
            file, incoming = batch[refusal.index]
            article = incoming.article.article()
            self._refused.append(refused(file, article.id, article.origin, refusal.reason))

    def result(self) -> ImportResult:
        return ImportResult(
            self._articles,
            self._annotations,
            self._duplicates,
            tuple(self._refused),
            self._losses,
            tuple(_told(sentence, files) for sentence, files in self._files_of_note.items()),
            self._unknown.names(),
        )


def _told(sentence: str, files: Sequence[str]) -> str:
    """The sentence and what files it is about, of many the first."""
    more = f" and {count(len(files) - 1, 'more file')}" if len(files) > 1 else ""
    return f"{files[0]}{more}: {sentence}"


def incoming_of(found: AnnotatedArticle, annotator: str | None) -> Incoming | str:
    """The article and its annotations as they are stored, or why no database could hold them."""
    records = [record if annotator is None else _under(annotator, record) for record in found.records]
    plain = "".join((*_strings(found.article), *(record.annotation.annotator.name for record in records)))
    if "\0" in plain:
        return "It holds a NUL character, which no database keeps."
    try:
        plain.encode()
        article = StoredArticle.of(found.article)
        return Incoming(article, tuple(NewAnnotation.of(record) for record in records))
    except (UnicodeEncodeError, PydanticSerializationError):
        return (
            "It holds half a character (a lone surrogate), in its text, its fields, its annotations or the "
            "name of its file."
        )


def _strings(article: Article) -> Iterator[str]:
    """What of the article is stored as it is, not as JSON."""
    fields = (article.title, article.language, article.source, article.url, article.author)
    always = (article.text, article.id)
    return (text for text in (*always, *fields, article.published, article.dateline) if text)


def _under(name: str, record: AnnotationRecord) -> AnnotationRecord:
    annotator = record.annotation.annotator.model_copy(update={"name": name})
    annotation = record.annotation.model_copy(update={"annotator": annotator})
    return record.model_copy(update={"annotation": annotation})


def refused(file: str, article_id: str, origin: Origin | None, reason: str) -> BadInput:
    known = file or (origin.file if origin else "")
    # The name of a file may be no text at all; whoever shows the refusal must be able to print it.
    printable = known.encode(errors="replace").decode()
    return BadInput(file=printable, where=f"article {article_id}", reason=reason)
