"""Settles what enough annotators agree on, in the annotation of gold, article by article, as a job."""

from collections.abc import Iterable

from annotator.agreement.settling import Settled, checked_threshold, open_items, settled
from annotator.agreement.wish import ReadingChoice
from annotator.domain.annotation import GOLD, Annotation, Annotator, Status
from annotator.domain.edits.progress import set_status
from annotator.domain.log import How, LogEntry
from annotator.domain.refused import Refused
from annotator.domain.steps import Step, apply
from annotator.project.jobs import AdjudicateResult, Job, Progress
from annotator.project.project import Project
from annotator.project.reviewing import ArticleReview
from annotator.store.annotators import annotators, other_kind
from annotator.store.database import Database
from annotator.store.failures import Conflict
from annotator.store.readings import compared_ids

_TRIES = 3


def adjudicate(
    project: Project, database: Database, threshold: float, *, by: str, at: str
) -> Job[AdjudicateResult]:
    """Settles each article that two people have finished in a transaction of its own; `at` is ISO 8601."""
    checked_threshold(threshold)
    with database.reading() as connection:
        _refuse_another_gold(annotators(connection))
        article_ids = compared_ids(connection, ReadingChoice())
    results = []
    yield Progress(0, len(article_ids), "articles")
    for done, article_id in enumerate(article_ids, start=1):
        results.append(_adjudicated(project, article_id, threshold, by=by, at=at))
        yield Progress(done, len(article_ids), "articles")
    return AdjudicateResult(
        articles=len(results),
        settled=sum(one.unanimous + one.by_most for one, _ in results),
        unanimous=sum(one.unanimous for one, _ in results),
        left_open=sum(left for _, left in results),
        done=sum(not left for _, left in results),
    )


def _refuse_another_gold(everybody: Iterable[Annotator]) -> None:
    for one in everybody:
        if one.name == GOLD.name and one.kind is not GOLD.kind:
            raise Refused(f"{other_kind(one.name, one.kind)}, so that no decisions can be kept under it.")


def _adjudicated(
    project: Project, article_id: str, threshold: float, *, by: str, at: str
) -> tuple[Settled, int]:
    """What was settled in the article, and how many conflicts are left."""
    for _ in range(_TRIES):
        review = project.review(article_id)
        gold = _gold(project, review)
        made = settled(
            gold,
            review.article,
            review.items,
            review.annotations,
            project.scheme,
            threshold,
            by,
            log=review.log,
        )
        left = len(open_items(apply(gold, made.step), review.items))
        step = _with_status(project, gold, made, is_done=not left)
        try:
            if step:
                _save(project, review, step, by=by, at=at)
        except Conflict:
            # A reviewer decided something meanwhile: what they decided is looked at anew.
            continue
        return made, left
    raise Refused("Somebody is deciding in the same article just now; run it again to go on.")


def _gold(project: Project, review: ArticleReview) -> Annotation:
    if review.gold is not None:
        return review.gold.annotation
    return Annotation(article_id=review.article.id, annotator=GOLD, scheme=project.scheme.id)


def _with_status(project: Project, gold: Annotation, made: Settled, *, is_done: bool) -> Step:
    """The step together with the status that the article has after it; what was skipped stays skipped."""
    after = apply(gold, made.step)
    status = Status.DONE if is_done else Status.IN_PROGRESS
    if after.progress.status in (status, Status.SKIPPED):
        return made.step
    version = project.scheme.guidelines_version if is_done else None
    marked = set_status(after, status, guidelines_version=version)
    return Step(name=made.step.name, changes=(*made.step.changes, *marked.changes))


def _save(project: Project, review: ArticleReview, step: Step, *, by: str, at: str) -> None:
    revision = 0 if review.gold is None else review.gold.revision
    entry = LogEntry(revision + 1, at, by, How.DO, step.model_dump_json().encode())
    project.save(review.article.id, GOLD, entry)
