"""Reading what a test wrote as another tool would have, and writing annotations in a tool’s format."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.formats.reading import ReadOptions, read
from annotator.formats.writer import FileWriter, FolderWriter, WriteOptions
from annotator.formats.written import Said
from tests.builders import SCHEME


class Found:
    """What files gave, by its kind."""

    def __init__(self, paths: Sequence[Path], options: ReadOptions | None = None) -> None:
        everything = list(read(paths, options or ReadOptions(scheme=SCHEME)))
        self.articles = [one for one in everything if isinstance(one, AnnotatedArticle)]
        self.refused = [one for one in everything if isinstance(one, BadInput)]
        self.losses = [one for one in everything if isinstance(one, Loss)]
        self.notes = [one.sentence for one in everything if isinstance(one, Note)]

    @property
    def one(self) -> AnnotatedArticle:
        """The only article there is, with nothing refused."""
        assert not self.refused, self.refused
        (article,) = self.articles
        return article

    @property
    def annotation(self) -> Annotation:
        """The only annotation of the only article."""
        (record,) = self.one.records
        return record.annotation

    @property
    def reason(self) -> str:
        """Why the only record was refused."""
        assert not self.articles
        (refused,) = self.refused
        return refused.reason


def found_in(path: Path, content: str | bytes, options: ReadOptions | None = None) -> Found:
    """What the file gives once it holds that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Found([path], options)


def quotes(article: Article, annotation: Annotation) -> list[tuple[str, str]]:
    """Each mention’s words and label, in order of reading; pieces are parted by an ellipsis."""
    return [
        (" … ".join(article.text[start:end] for start, end in mention.pieces), mention.label)
        for mention in annotation.ordered_mentions
    ]


def said(*found: AnnotatedArticle) -> list[Said]:
    """The articles and annotations as they would come out of a project."""
    return [
        (StoredArticle.of(one.article), None if record is None else StoredAnnotation.of(record))
        for one in sorted(found, key=lambda one: one.article.id)
        for record in sorted(one.records, key=lambda r: r.annotation.annotator.name) or (None,)
    ]


def annotated(article: Article, *annotations: Annotation) -> AnnotatedArticle:
    records = tuple(
        AnnotationRecord(annotation=one, created="", updated="", program_version="") for one in annotations
    )
    return AnnotatedArticle(article=article, records=records)


def written(
    writer: FileWriter, rows: Iterable[Said], options: WriteOptions | None = None
) -> tuple[bytes, list[Loss]]:
    """The bytes of the file, and what was lost."""
    stream = BytesIO()
    losses = [
        loss for piece in writer.write(stream, rows, options or WriteOptions(SCHEME)) for loss in piece.losses
    ]
    return stream.getvalue(), losses


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The folder, once the files are in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


class KeptFiles(dict[str, bytes]):
    """A folder in memory."""

    def put(self, name: str, content: bytes) -> None:
        assert name not in self, f"{name} is written twice"
        self[name] = content


def written_files(
    writer: FolderWriter, rows: Iterable[Said], options: WriteOptions | None = None
) -> tuple[KeptFiles, list[Loss]]:
    """The files by name, and what was lost."""
    files = KeptFiles()
    pieces = list(writer.write(files, rows, options or WriteOptions(SCHEME)))
    return files, [loss for piece in pieces for loss in piece.losses]
