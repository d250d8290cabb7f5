"""What a trip through a format changed, compared with what the losses name: each way of changing one by one.

Nothing here asks the program what is equal. The losses are taken at their word: what they say is done to
the annotation as it was, and then it has to be the annotation that came back. So a loss that nobody named is
found as well as one that is none.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from annotator.domain.annotation import Annotation
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle
from tests.formats.round_trips.compared_entities import compare_entities
from tests.formats.round_trips.compared_judgements import compare_judgements
from tests.formats.round_trips.compared_mentions import compare_mentions
from tests.formats.round_trips.compared_progress import (
    compare_histories,
    compare_progress,
    compare_rejected,
)
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.work import Work

Owner = tuple[str, str | None]
"""An article’s id and an annotator’s name; no name for what is said of the article alone."""
_MOVES_OFFSETS = {"the white space before the text", "characters that XML cannot hold"}


def differences(
    before: Sequence[AnnotatedArticle],
    after: Sequence[AnnotatedArticle],
    losses: Mapping[Owner, Sequence[Loss]],
    holds: Collection[Thing],
) -> list[str]:
    """In a sentence each: what is lost and not named, named and not lost, or lost though it is held."""
    back: dict[str, list[Annotation]] = {}
    for one in after:
        back.setdefault(one.article.text, []).extend(record.annotation for record in one.records)
    found: list[str] = []
    for one in before:
        owners: list[Owner] = [(one.article.id, who) for who in (None, *_annotators(one))]
        if any(loss.what in _MOVES_OFFSETS for owner in owners for loss in losses.get(owner, ())):
            continue
        found += _of_article(one, back.pop(one.article.text, None), losses, holds)
    return found


def _annotators(one: AnnotatedArticle) -> Sequence[str]:
    return [record.annotation.annotator.name for record in one.records]


def _of_article(
    one: AnnotatedArticle,
    after: Sequence[Annotation] | None,
    losses: Mapping[Owner, Sequence[Loss]],
    holds: Collection[Thing],
) -> Iterator[str]:
    is_lost = after is None and not one.records
    said_of_it = [loss.what for loss in losses.get((one.article.id, None), ())]
    if said_of_it != ["the article"] * is_lost:
        yield f"{one.article.id} is {'gone' if is_lost else 'there'}, and named is {said_of_it}"
    if is_lost and Thing.ARTICLES in holds:
        yield f"{Thing.ARTICLES} were touched, which it holds"
    by_name = {said.annotator.name: said for said in after or ()}
    if len(by_name) < len(after or ()):
        yield "an annotator is there twice"
    for record in one.records:
        said = record.annotation
        name = said.annotator.name
        back = by_name.pop(name, None)
        work = Work(said, back or _nothing(said), one.article.text, losses.get((one.article.id, name), ()))
        if back is not None or not work.take(Thing.WORK, f"the annotation of {name}"):
            yield from _compare(work, is_gone=back is None)
        yield from (f"“{loss.what}” is no loss ({loss.why})" for loss in work.losses_left())
        yield from (f"{thing} were touched, which it holds" for thing in sorted(work.touched & {*holds}))
    yield from (f"{name} came from nowhere" for name in by_name)


def _nothing(said: Annotation) -> Annotation:
    return Annotation(
        article_id=said.article_id, annotator=said.annotator, scheme=said.scheme, progress=said.progress
    )


def _compare(work: Work, *, is_gone: bool) -> Iterator[str]:
    name = work.before.annotator.name
    if is_gone and not work.take(Thing.WORK, f"that {name} looked and found nothing"):
        yield f"the annotation of {name} is gone"
    yield from compare_mentions(work)
    yield from compare_progress(work)
    yield from compare_rejected(work)
    yield from compare_histories(work)
    yield from compare_entities(work)
    yield from compare_judgements(work)
