"""Writing a project's annotations to a file or a folder, as a job."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.loss import Loss
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.formats.writer import Context, Tagging, WriteOptions, Writer
from annotator.formats.writing import WRITERS
from annotator.formats.written import Said
from annotator.project.export_places import Place, place_for
from annotator.project.jobs import ExportResult, Job, Progress
from annotator.project.losses import Losses
from annotator.project.who import Who, refuse_contradictions
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import Choice, count_rows, rows

_ROWS_A_STEP = 200


@dataclass(frozen=True, slots=True)
class ExportWish:
    """In which format, whose work, and how; no annotators means all of those that `who` names."""

    writer: Writer
    annotators: Collection[str] = ()
    who: Who = Who.EVERYONE
    only_done: bool = False
    tagging: Tagging = Tagging.BIO
    context: Context = Context.SENTENCE
    shares: Mapping[str, float] = field(default_factory=dict)
    """Of the parts it is divided into; empty where it is not divided."""
    seed: int = 0
    has_card: bool = False
    """Whether a manifest and a card go with it though it is not divided."""
    stops_on_loss: bool = False
    is_dry: bool = False
    """Whether rows and losses are only counted."""

    @property
    def makes_data_set(self) -> bool:
        return bool(self.shares) or self.has_card


def export(database: Database, out: Path, scheme: Scheme, wish: ExportWish) -> Job[ExportResult]:
    """Writes the rows of the format; nothing takes the file's place until all are written."""
    if wish.makes_data_set:
        # Not above: what it takes to compare texts and to tell of agreement is seldom wanted.
        from annotator.project.data_sets import export_data_set

        return (yield from export_data_set(database, out, scheme, wish))
    if wish.stops_on_loss and not wish.is_dry and out.exists() and not (out.is_file() or out.is_dir()):
        # A pipe keeps what it was given, so that losses have to be known before.
        yield from _export_rows(database, out, scheme, wish, is_dry=True)
    return (yield from _export_rows(database, out, scheme, wish, is_dry=wish.is_dry))


def _export_rows(
    database: Database, out: Path, scheme: Scheme, wish: ExportWish, *, is_dry: bool
) -> Job[ExportResult]:
    with (
        database.reading() as connection,
        place_for(out, wish.writer, in_parts=False, is_dry=is_dry) as place,
    ):
        choice = choice_of(wish, everybody(connection))
        counted = Counted(rows(connection, choice), count_rows(connection, choice))
        done = Filled()
        yield from fill(place, None, counted, write_options(wish, scheme), wish, done)
    return ExportResult(done.rows, done.losses, tuple(place.files))


def writer_named(format_name: str) -> Writer:
    """The writer of a format; refused if there is none."""
    try:
        return WRITERS[format_name]
    except KeyError:
        raise Refused(f"There is no format {format_name} to write; there is {', '.join(WRITERS)}.") from None


def write_options(wish: ExportWish, scheme: Scheme, part: str | None = None) -> WriteOptions:
    """What the writer is told; without a part it is told what it would be told of the part to train on."""
    options = WriteOptions(scheme, wish.tagging, wish.context)
    return options if part is None else WriteOptions(scheme, wish.tagging, wish.context, part)


class Counted:
    """Rows on their way to the writer, and how many of all of them have gone by."""

    def __init__(self, said: Iterable[Said], total: int, before: int = 0) -> None:
        self._said = said
        self._told = before
        self.count = before
        self.total = total

    def __iter__(self) -> Iterator[Said]:
        for one in self._said:
            self.count += 1
            yield one

    def progress(self) -> Iterator[Progress]:
        """How far it is, if that was not told a moment ago."""
        if self.count - self._told >= _ROWS_A_STEP:
            self._told = self.count
            yield Progress(self.count, self.total, "rows")


@dataclass(slots=True)
class Filled:
    """What has been written of a part by now."""

    rows: int = 0
    losses: Losses = field(default_factory=Losses)


def fill(
    place: Place, part: str | None, said: Counted, options: WriteOptions, wish: ExportWish, done: Filled
) -> Iterator[Progress]:
    """Writes one part, or all there is; refused at the first loss where that is wished for."""
    with place.part(part) as write:
        for piece in write(said, options):
            done.rows += piece.rows
            done.losses.add(piece.losses)
            if piece.losses and wish.stops_on_loss:
                raise _refusal(wish.writer, piece.losses[0])
            yield from said.progress()


def _refusal(writer: Writer, loss: Loss) -> Refused:
    return Refused(
        f"The format {writer.format.name} cannot hold {loss.what} of article {loss.article}: {loss.why}. "
        "Nothing was written; choose another format, or allow losses."
    )


def choice_of(wish: ExportWish, known: Iterable[Annotator]) -> Choice:
    """Which rows the wish comes to; refused where it contradicts itself or names somebody unknown."""
    known = tuple(known)
    refuse_contradictions(wish.who, wish.annotators, known)
    if not wish.writer.format.is_of_people:
        return Choice(wish.annotators, wish.who.kinds, wish.only_done)
    if wish.who in (Who.GOLD, Who.AGGREGATES):
        raise Refused(
            f"{wish.writer.format.title} are made of what people said, where {wish.who} has no vote; "
            "leave that choice out, or choose another format."
        )
    # Whether several answers are right stands in adjudicated work, which goes along without a vote.
    gold = [one.name for one in known if one.kind is AnnotatorKind.ADJUDICATED]
    named = [*wish.annotators, *gold] if wish.annotators else ()
    return Choice(named, (AnnotatorKind.HUMAN, AnnotatorKind.ADJUDICATED))
