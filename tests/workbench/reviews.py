"""A review without a window: three annotators of one short article, what they differ on, and gold's desk."""

import re
from collections.abc import Mapping

from annotator.agreement.conflict import Item
from annotator.agreement.conflict_row import row_of
from annotator.agreement.deciding import article_of
from annotator.agreement.items import items_of
from annotator.domain.annotation import GOLD, Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.project.reviewing import ArticleReview, ConflictList
from annotator.workbench.history import History
from annotator.workbench.review import Review
from annotator.workbench.workbench import Workbench
from tests import builders
from tests.builders import SCHEME, TEXT

CLEO = Annotator(name="Cleo")
ARTICLE = Article(id="a1", text=TEXT)


def _said(annotator: Annotator, *marks: tuple[str, str]) -> Annotation:
    """Marks words, where they stand first, with labels."""
    mentions = [
        builders.mention(f"m{n}", TEXT.index(words), TEXT.index(words) + len(words), label, f"e{n}")
        for n, (words, label) in enumerate(marks, start=1)
    ]
    return builders.annotation(annotator, "a1", *mentions, status=Status.DONE)


def _varon_thrice(annotator: Annotator, label: str, *marks: tuple[str, str]) -> Annotation:
    """Marks the words, and Varon with the label wherever it stands."""
    said = _said(annotator, *marks)
    starts = [match.start() for match in re.finditer("Varon", TEXT)]
    named = [builders.mention(f"v{start}", start, start + 5, label, "varon") for start in starts]
    mentions = (*said.mentions.values(), *named)
    return builders.annotation(annotator, "a1", *mentions, status=Status.DONE)


ANNOTATIONS = {
    one.annotator.name: one
    for one in (
        _said(builders.ANNA, ("Mira Toll", "PERSON"), ("Varon", "GPE"), ("Monday", "ORG")),
        _said(builders.BEN, ("Mira Toll", "PERSON"), ("Varon", "ORG")),
        _said(CLEO, ("Toll", "PERSON"), ("Varon", "GPE")),
    )
}
THRICE = {
    one.annotator.name: one
    for one in (
        _varon_thrice(builders.ANNA, "GPE", ("Monday", "ORG")),
        _varon_thrice(builders.BEN, "ORG"),
        _varon_thrice(CLEO, "GPE"),
    )
}
"""Is Varon a place or an organisation? Three times the same question, and one of another kind."""


def conflicts_of(annotations: Mapping[str, Annotation]) -> tuple[Item, ...]:
    return tuple(item for item in items_of(article_of(ARTICLE, annotations), SCHEME) if item.is_conflict)


CONFLICTS = conflicts_of(ANNOTATIONS)


def reviewing(annotations: Mapping[str, Annotation] = ANNOTATIONS) -> tuple[Workbench, Review]:
    """Gold's annotation, still empty, on the bench, and the conflicts of the article in the review."""
    bench = Workbench(GOLD, SCHEME, by="Rita")
    gold = Annotation(article_id="a1", annotator=GOLD, scheme=SCHEME.id)
    bench.open(ARTICLE, gold, History(), 0)
    review = Review("Rita")
    found = conflicts_of(annotations)
    rows = tuple(
        row_of(item, number=1, updated=builders.AT, impact=float(len(found) - place))
        for place, item in enumerate(found)
    )
    review.show(ConflictList(rows=rows, left_out=0))
    bench.set_review(review)
    review.go_to(rows[0].item_id)
    items = items_of(article_of(ARTICLE, annotations), SCHEME)
    review.show_article(
        ArticleReview(article=ARTICLE, annotations=annotations, items=items, gold=None, log=())
    )
    return bench, review
