"""One open project and all that can be done with it, for the window and the command line alike."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotator import __version__
from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.article import Article
from annotator.domain.log import LogEntry
from annotator.domain.records import AnnotationRecord
from annotator.domain.refused import Refused
from annotator.domain.review_rules import ReviewRules
from annotator.domain.scheme import Scheme
from annotator.project import scheme_losses
from annotator.project.jobs import (
    AdjudicateResult,
    AggregateResult,
    ExportResult,
    FeedbackResult,
    ImportPreview,
    ImportResult,
    Job,
    ReadinessResult,
    ReportResult,
    SuggestResult,
    TrainResult,
)
from annotator.project.tokenizer_name import TokenizerName
from annotator.project.who import Who
from annotator.store import (
    annotators,
    articles,
    log,
    queue,
    review_rules,
    schemes,
    search,
    snapshots,
    states,
    status,
    suggestions,
)
from annotator.store.database import Database
from annotator.store.log import Making, PendingStep
from annotator.store.opening import existing_project, new_project
from annotator.store.queue import QueueRow
from annotator.store.rows import rows
from annotator.store.search import Hit
from annotator.store.status import ProjectStatus

if TYPE_CHECKING:
    from annotator.agreement.label_models import Method
    from annotator.agreement.table import AgreementTable
    from annotator.agreement.wish import MeasureWish, ReadingChoice
    from annotator.formats.read_options import ReadOptions
    from annotator.formats.reading import Read
    from annotator.formats.writer import Context, Tagging
    from annotator.project.report_source import ReportSource
    from annotator.project.reviewing import ArticleReview, ConflictList

# Readers, writers and what suggests are imported by the jobs that want them: together they take longer than
# a window may take to open.

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


def as_stored(moment: datetime) -> str:
    """Times are kept in ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as one annotator opens it.

    `record` is None while the annotator has not begun; then `suggestion` is the newest work of a model on
    the article, if there is any. `log` is every step from the first.
    """

    article: Article
    record: AnnotationRecord | None
    log: tuple[LogEntry, ...]
    suggestion: Annotation | None


class Project:
    """One open database. Not shared between threads: each opens the project for itself."""

    def __init__(self, where: str, database: Database, scheme: Scheme, now: Callable[[], datetime]) -> None:
        self.where = where
        self.scheme = scheme
        self._database = database
        self._now = now
        self._worked_on: set[tuple[str, str]] = set()

    def close(self) -> None:
        """Makes the next opening quick and lets the database go; nothing needs it to be safe."""
        try:
            self.take_snapshots()
        except Refused as refused:
            _log.warning("no snapshots on closing: %s", refused)
        finally:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Puts the scheme in force; every earlier one is kept.

        If its version stands for another content already, it gets the next free one.
        """
        if scheme == self.scheme:
            return
        with self._database.writing() as connection:
            self.scheme = schemes.add_scheme(connection, scheme, self._at())

    def reload_scheme(self) -> Scheme:
        """Takes over the scheme that is in force now, whoever has put it there."""
        with self._database.reading() as connection:
            self.scheme = schemes.newest_scheme(connection) or self.scheme
        return self.scheme

    def scheme_losses(self, new: Scheme) -> tuple[str, ...]:
        """One sentence for everything existing annotations hold that the new scheme no longer has."""
        going = scheme_losses.gone(self.scheme, new)
        if not going:
            return ()
        with self._database.reading() as connection:
            said = (Annotation.model_validate_json(one.annotation) for _, one in rows(connection) if one)
            return scheme_losses.losses(going, said)

    # Reviewing

    def review_rules(self) -> ReviewRules:
        """What is settled in advance, and who may see what."""
        with self._database.reading() as connection:
            return review_rules.rules_in_force(connection)

    def set_review_rules(self, rules: ReviewRules) -> None:
        """Puts the rules in force; earlier ones are kept."""
        with self._database.writing() as connection:
            if rules != review_rules.rules_in_force(connection):
                review_rules.add_rules(connection, rules, self._at())

    # Whole files

    def import_files(
        self,
        paths: Sequence[Path],
        options: ReadOptions | None = None,
        *,
        annotator: str | None = None,
        batch: int = 500,
    ) -> Job[ImportResult]:
        """Adds the articles and annotations of files and folders, a batch a transaction.

        Each article is added once, found by its text. `annotator` is the name all annotations are
        imported under, whatever the files say. Labels the scheme does not have are added to it.
        """
        from annotator.project import importing

        intake = importing.Intake(self._database, self.scheme, self.set_scheme, annotator, batch)
        return importing.import_files(intake, paths, options)

    def preview(
        self, paths: Sequence[Path], options: ReadOptions | None = None, *, annotator: str | None = None
    ) -> Job[ImportPreview]:
        """What an import of the files would bring, by the first of their articles; nothing is stored."""
        from annotator.project import previewing

        return previewing.preview(self._database, self.scheme, paths, options, annotator=annotator)

    def import_articles(
        self,
        read: Iterable[Read],
        *,
        annotator: str | None = None,
        batch: int = 500,
    ) -> Job[ImportResult]:
        """The same for articles that are values already."""
        from annotator.project import importing

        intake = importing.Intake(self._database, self.scheme, self.set_scheme, annotator, batch)
        return importing.import_articles(intake, read)

    def suggest(
        self,
        *,
        pipeline: str | None = None,
        redo: bool = False,
        patterns: Path | None = None,
        processes: int = 1,
        article_ids: Collection[str] | None = None,
    ) -> Job[SuggestResult]:
        """Stores what a pipeline finds, as a model annotator; articles that have suggestions are skipped.

        Where that annotator has made suggestions before, `redo` puts the new ones in their place.
        """
        from annotator.project import suggesting
        from annotator.suggest.suggesting import Suggester, Wishes

        files = () if patterns is None else (patterns,)
        suggester = Suggester(Wishes(self.scheme, pipeline, files))
        return suggesting.suggest(
            self._database,
            suggester,
            self._record_of_a_model,
            redo=redo,
            processes=processes,
            article_ids=article_ids,
        )

    def export(
        self,
        out: Path,
        *,
        format_name: str = "jsonl",
        annotators: Sequence[str] = (),
        who: Who = Who.EVERYONE,
        only_done: bool = False,
        tagging: Tagging | None = None,
        context: Context | None = None,
        split: Mapping[str, float] | None = None,
        seed: int = 0,
        card: bool = False,
        stop_on_loss: bool = False,
        dry: bool = False,
    ) -> Job[ExportResult]:
        """Writes the rows of the format, by article id then annotator, whole or not at all.

        In the program's own format an article nobody annotated gives one row without annotator, unless only
        some are asked for. With `split`, the share of each part by its name, or with `card`, `out` becomes a
        folder (by its suffix a zip archive) with a file or folder for each part, a manifest and a card. `dry`
        writes nothing and gives the same result but for the files. Refused by the job where `who` rules out
        an annotator that is named, and with `stop_on_loss` at the first loss.
        """
        from annotator.formats.writer import Context, Tagging
        from annotator.project import exporting

        wish = exporting.ExportWish(
            writer=exporting.writer_named(format_name),
            annotators=annotators,
            who=who,
            only_done=only_done,
            tagging=tagging or Tagging.BIO,
            context=context or Context.SENTENCE,
            shares=split or {},
            seed=seed,
            has_card=card,
            stops_on_loss=stop_on_loss,
            is_dry=dry,
        )
        return exporting.export(self._database, out, self.scheme, wish)

    def train(
        self,
        out: Path,
        *,
        annotators: Collection[str] = (),
        who: Who = Who.EVERYONE,
        seed: int = 1,
        steps: int = 1000,
    ) -> Job[TrainResult]:
        """Trains a spaCy pipeline on the names of finished articles and writes it to the folder `out`.

        It is measured on articles that are held out, beside the pipeline as it was before training.
        """
        from annotator.project import training

        wish = training.TrainWish(annotators, who, seed, steps)
        return training.train(self._database, self.scheme, out, wish)

    def readiness(
        self,
        *,
        annotators: Collection[str] = (),
        who: Who = Who.EVERYONE,
        tokenizer: TokenizerName = TokenizerName.SPACY,
    ) -> Job[ReadinessResult]:
        """What in the work that is done will not train well."""
        from annotator.project import readiness

        return readiness.readiness(self._database, self.scheme, annotators, who, tokenizer)

    def measure(self, wish: MeasureWish) -> Job[AgreementTable]:
        """How far annotators agree, as the project stands when the job begins.

        Refused by the job if somebody is named who has not annotated here.
        """
        from annotator.project import measuring

        return measuring.measure_project(self._database, self.scheme, wish)

    def aggregate(
        self, method: Method, *, annotators: Sequence[str] = (), seed: int = 0
    ) -> Job[AggregateResult]:
        """Makes one annotation of each article out of those that are done, under the method's name.

        Of the named annotators, or of all people; what the method made before is replaced. Refused by the
        job where fewer than three annotators would leave a model nothing to go by.
        """
        from annotator.project import aggregating

        return aggregating.aggregate(
            self._database, self.scheme, method, self._record_of_a_model, annotators=annotators, seed=seed
        )

    def review(self, article_id: str, annotators: Sequence[str] = ()) -> ArticleReview:
        """The article with the finished work of the annotators, or of all people, and what of it differs."""
        from annotator.project import reviewing

        return reviewing.review(self._database, self.scheme, article_id, annotators)

    def conflicts(self, choice: ReadingChoice | None = None) -> Job[ConflictList]:
        """What the chosen annotators, or all people, read differently, as the project stands now."""
        from annotator.agreement.wish import ReadingChoice
        from annotator.project import conflicts

        return conflicts.conflicts(self._database, self.scheme, choice or ReadingChoice())

    def adjudicate(self, threshold: float, *, by: str) -> Job[AdjudicateResult]:
        """Settles in gold what at least that share of people agree on; each article is one step.

        Done again it changes nothing. Refused by the job if two answers could pass the threshold.
        """
        from annotator.project import adjudicating

        return adjudicating.adjudicate(self, self._database, threshold, by=by, at=self._at())

    def feedback(self, annotator: str, out: Path) -> Job[FeedbackResult]:
        """Writes the annotator's private page: what was changed and why; nobody else is named in it."""
        from annotator.project import feedback

        return feedback.feedback(self._report_source(), annotator, out)

    def feedback_to_all(
        self, folder: Path, *, annotators: Sequence[str] = ()
    ) -> Job[tuple[FeedbackResult, ...]]:
        """The same for each of the annotators, or for every person: a file each, in one folder."""
        from annotator.project import feedback

        return feedback.feedback_to_all(self._report_source(), folder, annotators)

    def report(
        self,
        table: AgreementTable,
        wish: MeasureWish,
        out: Path,
        *,
        worst: int = 20,
        anonymous: bool = False,
    ) -> Job[ReportResult]:
        """Writes a page on agreement: the table, which was measured as wished for, and the worst conflicts.

        Where it is anonymous, "annotator 1", "annotator 2", ... stand for everybody's names.
        """
        from annotator.project import reporting

        return reporting.report(self._report_source(), table, wish, out, worst=worst, anonymous=anonymous)

    # What is there

    def status(self) -> ProjectStatus:
        with self._database.reading() as connection:
            return status.project_status(connection)

    def queue(
        self,
        annotator: str,
        *,
        search: str = "",
        statuses: Collection[Status] = (),
        flagged_only: bool = False,
    ) -> tuple[QueueRow, ...]:
        """The articles in import order; `search` looks in title, text and source."""
        with self._database.reading() as connection:
            return queue.queue_rows(
                connection, annotator, search=search, statuses=statuses, flagged_only=flagged_only
            )

    def titles(self, article_ids: Collection[str]) -> Mapping[str, str]:
        """What those of the articles that are here are called: their titles, or else their first words."""
        # What a file calls an article may be more than a database takes.
        possible = [id_ for id_ in article_ids if id_.isprintable()]
        with self._database.reading() as connection:
            return articles.titles(connection, possible)

    def search(self, text: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """Where the text stands in the articles, upper or lower case, in import order."""
        with self._database.reading() as connection:
            return search.hits(connection, text, limit)

    def annotators(self) -> tuple[Annotator, ...]:
        """Everybody who is known here, by name."""
        with self._database.reading() as connection:
            return annotators.annotators(connection)

    def add_annotator(self, annotator: Annotator) -> None:
        """Makes the annotator known; refused if the name belongs to another kind."""
        with self._database.writing() as connection:
            annotators.make_known(self._database, connection, [annotator])

    def last_changed(self, annotator: Annotator, *, besides: str | None = None) -> str | None:
        """The article, other than the one named, of the newest step that the annotator can take back."""
        with self._database.reading() as connection:
            return log.last_changed(connection, annotator.name, besides)

    # One article

    def load(self, article_id: str, annotator: Annotator) -> Opened:
        """The article and all that the annotator did with it; refused if there is no such article."""
        with self._database.reading() as connection:
            article = articles.article_of(connection, article_id)
            state = states.state_of(connection, article_id, annotator.name)
            if state is None:
                # Gold begins with what people said, never with what a model proposes.
                is_human = annotator.kind is AnnotatorKind.HUMAN
                model = suggestions.newest_suggestion(connection, article_id) if is_human else None
                suggestion = None if model is None else states.read_record(connection, model).annotation
                return Opened(article, None, (), suggestion)
            steps = log.log_of(connection, article_id, annotator.name)
        if state.snapshot_revision != state.revision:
            self._worked_on.add((article_id, annotator.name))
        # Whatever it was begun under, from now on it is worked on under the scheme in force.
        return Opened(article, replace(state, scheme=self.scheme.id).record(steps), steps, None)

    def annotations_of(self, article_id: str) -> tuple[AnnotationRecord, ...]:
        """What everybody says about the article, by annotator's name."""
        with self._database.reading() as connection:
            found = states.states_of(connection, article_id)
            return tuple(states.read_record(connection, state) for state in found)

    def revision_of(self, article_id: str, annotator: Annotator) -> int:
        """How many steps are stored: more than one took itself means that another window is at work."""
        with self._database.reading() as connection:
            return states.revision_of(connection, article_id, annotator.name)

    # Saving

    def save(
        self, article_id: str, annotator: Annotator, entry: LogEntry, active_seconds: float = 0.0
    ) -> None:
        """Stores the step for good. Raises Conflict if another window came first, SaveFailed to try again."""
        self.save_many([PendingStep(article_id, annotator, entry, active_seconds)])

    def save_many(self, steps: Sequence[PendingStep]) -> None:
        """Stores the steps in one transaction: all or none."""
        log.save_steps(self._database, steps, self._making())
        self._worked_on.update((pending.article_id, pending.annotator.name) for pending in steps)

    def add_time(self, article_id: str, annotator: Annotator, seconds: float) -> None:
        """Adds working time that came with no step."""
        log.add_time(self._database, article_id, annotator, seconds, self._at(), self._making())

    def take_snapshots(self) -> None:
        """Shortens what the next load of work saved here has to replay; call it when nobody waits."""
        while self._worked_on:
            article_id, annotator_name = next(iter(self._worked_on))
            snapshots.take_snapshot(self._database, article_id, annotator_name)
            self._worked_on.discard((article_id, annotator_name))

    def _record_of_a_model(self, annotation: Annotation) -> AnnotationRecord:
        at = self._at()
        return AnnotationRecord(annotation=annotation, created=at, updated=at, program_version=__version__)

    def _report_source(self) -> ReportSource:
        from annotator.project.report_source import ReportSource

        return ReportSource(self._database, self.where, self.scheme, self._at())

    def _making(self) -> Making:
        return Making(self.scheme.id, __version__)

    def _at(self) -> str:
        return as_stored(self._now())


def create_project(where: str, scheme: Scheme, *, now: Callable[[], datetime] = _now) -> Project:
    """A new, empty project; refused if there is one, or the place cannot be written to."""
    return Project(where, new_project(where, scheme, as_stored(now())), scheme, now)


def open_project(where: str, *, now: Callable[[], datetime] = _now) -> Project:
    """The project in the file or at the URL; refused if there is none, or it is newer than this program."""
    database, scheme = existing_project(where, as_stored(now()))
    return Project(where, database, scheme, now)
