"""Making an aggregate of a project's annotations, as a job: one pass to count votes, one to write."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from annotator.agreement.aggregating import Aggregated, Aggregation
from annotator.agreement.label_models import Method
from annotator.agreement.polls import Polls
from annotator.agreement.questions import asked
from annotator.agreement.ties import Tie
from annotator.agreement.wish import ReadingChoice
from annotator.domain.annotation import Annotation, AnnotatorKind
from annotator.domain.records import AnnotationRecord
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.project.jobs import AggregateResult, Job, Progress
from annotator.project.readings import project_readings
from annotator.store.annotators import annotators as everybody
from annotator.store.annotators import other_kind
from annotator.store.database import Database
from annotator.store.new_annotations import NewAnnotation, put
from annotator.store.withdrawing import withdraw_others

_BATCH = 100
_ENOUGH = 3
"""Of two annotators who differ, a model cannot tell who is right."""


def aggregate(
    database: Database,
    scheme: Scheme,
    method: Method,
    record: Callable[[Annotation], AnnotationRecord],
    *,
    annotators: Sequence[str],
    seed: int,
) -> Job[AggregateResult]:
    """Stores the aggregate, a batch a transaction; what is done when the job is closed stays."""
    choice = ReadingChoice(annotators=tuple(annotators))
    _refuse_name(database, method, annotators)
    polls = Polls(scheme)
    with project_readings(database, choice) as readings:
        total = 2 * readings.extent.read
        yield Progress(0, total, "articles")
        for number, article in enumerate(readings.articles, start=1):
            one = asked(article, scheme)
            polls.add(one.readers, one.questions)
            if number % _BATCH == 0:
                yield Progress(number, total, "articles")
    _refuse_too_few(method, polls)
    aggregation = Aggregation(polls, scheme, method, seed=seed)
    done: list[str] = []
    mentions, judgements, ties = 0, 0, list[Tie]()
    with project_readings(database, choice) as readings:
        for batch in _batches(map(aggregation.aggregate, readings.articles)):
            put(database, [NewAnnotation.of(record(made.annotation)) for made in batch])
            for made in batch:
                done.append(made.annotation.article_id)
                mentions += len(made.annotation.mentions)
                judgements += len(made.annotation.judgements)
                ties += made.ties
            yield Progress(polls.articles + len(done), total, "articles")
    withdraw_others(database, method, done)
    return AggregateResult(method, len(done), mentions, judgements, tuple(ties))


def _batches(made: Iterator[Aggregated]) -> Iterator[list[Aggregated]]:
    while batch := list(islice(made, _BATCH)):
        yield batch


def _refuse_name(database: Database, method: Method, annotators: Sequence[str]) -> None:
    """Before the long work, and not after it."""
    if method in annotators:
        raise Refused(f"{method} is what is to be made; name the annotators it is to be made of.")
    with database.reading() as connection:
        kinds = {one.name: one.kind for one in everybody(connection)}
    known = kinds.get(method, AnnotatorKind.AGGREGATE)
    if known is not AnnotatorKind.AGGREGATE:
        raise Refused(f"{other_kind(method, known)}; the aggregate cannot have it too.")


def _refuse_too_few(method: Method, polls: Polls) -> None:
    if not polls.articles:
        raise Refused("There is nothing to aggregate: nobody who counts is done with an article.")
    if method != "majority" and len(polls.annotators) < _ENOUGH:
        number = len(polls.annotators)
        raise Refused(
            f"{method} needs the work of three annotators to tell who is reliable, and there is that of "
            f"{number}; majority shows where they are tied."
        )
