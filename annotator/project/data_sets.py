"""Writing a data set to train on, as a job: parts that no near copy crosses, a manifest and a card."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator import __version__
from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.data_set import DataPart, DataSet
from annotator.domain.loss import without_names
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.domain.splitting import refuse_unless_whole
from annotator.formats.manifest import manifest
from annotator.project.export_places import Place, place_for
from annotator.project.exporting import Counted, ExportWish, Filled, choice_of, fill, write_options
from annotator.project.jobs import ExportResult, Job, Progress
from annotator.project.losses import Losses
from annotator.project.measuring import measure_project
from annotator.project.surveying import Survey
from annotator.reports.dataset_card import dataset_card
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import count_rows, rows

_WHOLE = "all"
_CARD = "README.md"
_MANIFEST = "manifest.json"


def export_data_set(database: Database, out: Path, scheme: Scheme, wish: ExportWish) -> Job[ExportResult]:
    """Fills a folder, or an archive, with the parts, what they are and how they were made."""
    if wish.shares:
        refuse_unless_whole(wish.shares)
    losses = Losses()
    with place_for(out, wish.writer, in_parts=True, is_dry=wish.is_dry) as place:
        with database.reading() as connection:
            known = everybody(connection)
            choice = choice_of(wish, known)
            survey, total = Survey(), 2 * count_rows(connection, choice)
            counted = Counted(rows(connection, choice), total)
            for said in counted:
                survey.add(said)
                yield from counted.progress()
            near = survey.near_duplicates()
            parts = []
            for part in _divided(survey, near, wish):
                named = rows(connection, choice, of=frozenset(part.articles))
                counted, done = Counted(named, total, counted.count), Filled()
                options = write_options(wish, scheme, part.name if wish.shares else None)
                yield from fill(place, part.name, counted, options, wish, done)
                parts.append(replace(part, rows=done.rows, losses=len(done.losses)))
                losses.add(done.losses)
        data_set = _data_set(survey, scheme, wish, parts, near, losses)
        if not wish.is_dry:
            yield from _describe(database, scheme, place, data_set, _compared(wish, known))
    written = sum(part.rows for part in parts)
    return ExportResult(written, losses, tuple(place.files), tuple(parts), near)


def _divided(survey: Survey, near: Sequence[tuple[str, ...]], wish: ExportWish) -> list[DataPart]:
    if not wish.shares:
        return [survey.part(_WHOLE, 1.0, survey.articles)]
    if not survey.articles:
        raise Refused("There is nothing to divide: no annotation is of the kind that is asked for.")
    by_article = survey.divided(wish.shares, wish.seed, near)
    return [
        survey.part(name, share, (article for article, part in by_article.items() if part == name))
        for name, share in wish.shares.items()
    ]


def _describe(
    database: Database, scheme: Scheme, place: Place, data_set: DataSet, compared: ReadingChoice
) -> Job[None]:
    """Puts the card beside the parts, with how far people agree, and then the manifest of all files."""
    table: AgreementTable = yield from measure_project(database, scheme, MeasureWish(compared))
    yield Progress(0, None, "writing the card")
    with_files = replace(data_set, files=tuple(place.files))
    place.put(_CARD, dataset_card(with_files, scheme, table).encode())
    place.put(_MANIFEST, manifest(replace(with_files, files=tuple(place.files))))


def _compared(wish: ExportWish, known: Sequence[Annotator]) -> ReadingChoice:
    """Two or more people who are named are compared, else all: the rest is made of their work."""
    people = [one.name for one in known if one.kind is AnnotatorKind.HUMAN and one.name in wish.annotators]
    return ReadingChoice(tuple(people) if len(people) > 1 else ())


def _data_set(
    survey: Survey,
    scheme: Scheme,
    wish: ExportWish,
    parts: Sequence[DataPart],
    near: tuple[tuple[str, ...], ...],
    losses: Losses,
) -> DataSet:
    return DataSet(
        program=__version__,
        format_name=wish.writer.format.name,
        format_title=wish.writer.format.title,
        options={
            "who": wish.who.value,
            "some_annotators_only": bool(wish.annotators),
            "only_done": wish.only_done,
            "tagging": wish.tagging.value,
            "context": wish.context.value,
        },
        scheme=scheme.name,
        scheme_version=scheme.version,
        guidelines_version=scheme.guidelines_version,
        seed=wish.seed if wish.shares else None,
        parts=tuple(parts),
        near_duplicates=near,
        annotators=survey.annotators,
        statuses=dict(sorted(survey.statuses.items())),
        begun=survey.begun,
        languages=dict(sorted(survey.languages.items())),
        losses=tuple(without_names(losses.kinds(), survey.people)),
    )
