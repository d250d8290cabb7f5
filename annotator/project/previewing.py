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
from annotator.formats.annotated_article import FileCountings
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import Read, read
from annotator.project.importing import incoming_of, refused
from annotator.project.jobs import FilePreview, ImportPreview, Job, Progress
from annotator.store.database import Database
from annotator.store.intake import Incoming, look_at

MOST_RECORDS = 500
"""That are looked at; a preview is wanted while somebody waits."""
_RECORDS_A_STEP = 10


def preview(
    database: Database,
    scheme: Scheme,
    paths: Sequence[Path],
    options: ReadOptions | None,
    *,
    annotator: str | None = None,
    most: int = MOST_RECORDS,
) -> Job[ImportPreview]:
    """What an import of the files would bring; nothing is stored."""
    looking = _Looking(scheme, annotator)
    is_whole = True
    for one in read(paths, replace(options or ReadOptions(), scheme=scheme), on_file=looking.open):
        if looking.records >= most and isinstance(one, AnnotatedArticle | BadInput):
            is_whole = False
            break
        looking.look(one)
        if looking.records % _RECORDS_A_STEP == 0:
            yield Progress(looking.records, None, "records")
    there_already = looking.compare(database)
    files = tuple(seen.preview(file) for file, seen in looking.files.items())
    return ImportPreview(files, looking.unknown.names(), is_whole, there_already)


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
    countings: FileCountings = field(default_factory=FileCountings)

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
            tuple(self.countings.names()),
            is_proven=not self.countings.unproven,
        )


class _Looking:
    """What was seen of all files so far."""

    def __init__(self, scheme: Scheme, annotator: str | None) -> None:
        self.files: dict[str, _Seen] = {}
        self.records = 0
        """Articles and what would be refused."""
        self.unknown = Unknown(scheme)
        self._annotator = annotator
        self._open = ""
        """The file that is being read; what belongs together may be read with one of its files."""
        self._incoming: list[tuple[str, Incoming]] = []

    def open(self, file: str, countings: FileCountings) -> None:
        """A file is going to be read; it is told of even if nothing is in it."""
        self._open = file
        self._file(file).countings = countings

    def look(self, one: Read) -> None:
        if isinstance(one, BadInput):
            self.records += 1
            self._file(one.file).refused.append(one)
        elif isinstance(one, Note):
            seen = self._file(one.file)
            if one.format is None:
                seen.notes.append(one.sentence)
            else:
                seen.format = one.format
        elif isinstance(one, Loss):
            self._file(self._open).losses.append(one)
        else:
            self._look_at_article(one)

    def compare(self, database: Database) -> int:
        """How many articles bring nothing that the project has not; what does not fit to it is refused."""
        taken = look_at(database, [incoming for _, incoming in self._incoming])
        for refusal in taken.refusals:
            file, incoming = self._incoming[refusal.index]
            article = incoming.article.article()
            self._file(file).refused.append(refused(file, article.id, article.origin, refusal.reason))
        return taken.duplicates

    def _look_at_article(self, one: AnnotatedArticle) -> None:
        self.records += 1
        seen = self._file(self._open)
        incoming = incoming_of(one, self._annotator)
        if isinstance(incoming, str):
            seen.refused.append(refused(self._open, one.article.id, one.article.origin, incoming))
            return
        self._incoming.append((self._open, incoming))
        seen.articles += 1
        for record in one.records:
            annotation = record.annotation
            seen.annotations += 1
            seen.annotators[self._annotator or annotation.annotator.name] = None
            seen.mentions += len(annotation.mentions)
            seen.judgements += len(annotation.judgements)
            self.unknown.meet(annotation)

    def _file(self, file: str) -> _Seen:
        return self.files.setdefault(file, _Seen())
