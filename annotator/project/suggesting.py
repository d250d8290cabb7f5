"""Pre-highlighting a project's articles, as a job; a model's work is stored as its own annotator's."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.records import AnnotationRecord
from annotator.project.jobs import Job, Progress, SuggestResult
from annotator.store.articles import all_ids, articles_of
from annotator.store.database import Database
from annotator.store.new_annotations import NewAnnotation, put
from annotator.store.suggestions import without_suggestions
from annotator.suggest.suggesting import BATCH, Suggester


def suggest(
    database: Database,
    suggester: Suggester,
    record: Callable[[Annotation], AnnotationRecord],
    *,
    redo: bool,
    processes: int,
    article_ids: Collection[str] | None,
) -> Job[SuggestResult]:
    """Stores what the suggester finds, a batch a transaction; what is done when the job is closed stays."""
    wanted = _wanted(database, redo=redo, article_ids=article_ids)
    done, mentions, pipelines = 0, 0, dict[str, None]()
    yield Progress(0, len(wanted), "articles")
    suggested = suggester.annotations(_articles(database, wanted), batch=BATCH, processes=processes)
    while batch := list(islice(suggested, BATCH)):
        put(database, [NewAnnotation.of(record(annotation)) for annotation in batch])
        done += len(batch)
        mentions += sum(len(annotation.mentions) for annotation in batch)
        pipelines.update((annotation.annotator.name, None) for annotation in batch)
        yield Progress(done, len(wanted), "articles")
    names = ", ".join(pipelines) or suggester.annotator_for(None).name
    return SuggestResult(done, mentions, names)


def _wanted(database: Database, *, redo: bool, article_ids: Collection[str] | None) -> Sequence[str]:
    """The articles to work on, in import order."""
    with database.reading() as connection:
        ids = all_ids(connection) if redo else without_suggestions(connection)
    return ids if article_ids is None else [id_ for id_ in ids if id_ in set(article_ids)]


def _articles(database: Database, ids: Sequence[str]) -> Iterator[Article]:
    for first in range(0, len(ids), BATCH):
        with database.reading() as connection:
            articles = articles_of(connection, ids[first : first + BATCH])
        yield from articles
