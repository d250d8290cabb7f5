"""Looking at files before they are imported, as a job: what they hold and what would be refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.records import AnnotatedArticle
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_growth import Unknown
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import Read, read
from annotator.project.importing import incoming_of
from annotator.project.jobs import FilePreview, ImportPreview, Job, Progress

MOST_ARTICLES = 500
"""That are looked at; a preview is wanted while somebody waits."""
_ARTICLES_A_STEP = 10


def preview(
    paths: Sequence[Path], options: ReadOptions | None, scheme: Scheme, *, most: int = MOST_ARTICLES
) -> Job[ImportPreview]:
    """What an import of the files would bring; nothing is stored."""
    looking = _Looking(scheme)
    is_whole = True
    for one in read(paths, replace(options or ReadOptions(), scheme=scheme)):
        if looking.articles >= most and isinstance(one, AnnotatedArticle):
            is_whole = False
            break
        looking.look(one)
        if looking.articles % _ARTICLES_A_STEP == 0:
            yield Progress(looking.articles, None, "articles")
    return ImportPreview(
        tuple(seen.preview(file) for file, seen in looking.files.items()), looking.unknown.names(), is_whole
    )


@dataclass
class _Seen:
    """What was seen of one file so far."""

    format: str | None = None
    articles: int = 0
    annotations: int = 0
    annotators: dict[str, None] = field(default_factory=dict)
    mentions: int = 0
    judgements: int = 0
    notes: list[str] = field(default_factory=list)
    refused: list[BadInput] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def preview(self, file: str) -> FilePreview:
        return FilePreview(
            file,
            self.format,
            self.articles,
            self.annotations,
            tuple(self.annotators),
            self.mentions,
            self.judgements,
            tuple(self.notes),
            tuple(self.refused),
            tuple(self.losses),
        )


class _Looking:
    """What was seen of all files so far."""

    def __init__(self, scheme: Scheme) -> None:
        self.files: dict[str, _Seen] = {}
        self.articles = 0
        self.unknown = Unknown(scheme)
        self._last = ""

    def look(self, one: Read) -> None:
        if isinstance(one, BadInput):
            self._file(one.file).refused.append(one)
        elif isinstance(one, Note):
            seen = self._file(one.file)
            if one.format is None:
                seen.notes.append(one.sentence)
            else:
                seen.format = one.format
        elif isinstance(one, Loss):
            self._file(self._last).losses.append(one)
        else:
            self._look_at_article(one)

    def _look_at_article(self, one: AnnotatedArticle) -> None:
        self.articles += 1
        origin = one.article.origin
        self._last = origin.file if origin else self._last
        seen = self._file(self._last)
        incoming = incoming_of(one, None)
        if isinstance(incoming, str):
            seen.refused.append(BadInput(file=self._last, where=f"article {one.article.id}", reason=incoming))
            return
        seen.articles += 1
        for record in one.records:
            annotation = record.annotation
            seen.annotations += 1
            seen.annotators[annotation.annotator.name] = None
            seen.mentions += len(annotation.mentions)
            seen.judgements += len(annotation.judgements)
            self.unknown.meet(annotation)

    def _file(self, file: str) -> _Seen:
        return self.files.setdefault(file, _Seen())
