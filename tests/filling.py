"""Putting articles and work into a project, the way files and people do."""

from collections.abc import Sequence

from annotator.domain.annotation import Annotation, Annotator
from annotator.domain.log import How
from annotator.domain.records import AnnotatedArticle
from annotator.domain.steps import Step, apply
from annotator.project import ImportResult, Project, run_to_end
from tests.builders import ANNA, AT, SCHEME, article, entry


def fill(project: Project, *read: AnnotatedArticle) -> ImportResult:
    """Adds the articles, or the one small article if none are given."""
    return run_to_end(project.import_articles(read or [AnnotatedArticle(article=article())]))


def work(
    project: Project,
    steps: Sequence[Step],
    *,
    article_id: str = "a1",
    annotator: Annotator = ANNA,
    at: str = AT,
) -> Annotation:
    """Takes the steps after those that are stored, each saved by itself; gives the annotation after them."""
    record = project.load(article_id, annotator).record
    revision = 0 if record is None else record.revision
    value = (
        Annotation(article_id=article_id, annotator=annotator, scheme=SCHEME.id)
        if record is None
        else record.annotation
    )
    for step in steps:
        revision += 1
        value = apply(value, step)
        project.save(article_id, annotator, entry(revision, step, How.DO, at=at, by=annotator.name))
    return value
