"""What is still open in an annotation: said before it is called done."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Annotation, Decision, Ref, RefKind
from annotator.domain.article import Article
from annotator.domain.edits.judgements import standing_answer
from annotator.domain.edits.mentions import count
from annotator.domain.names import normal_name
from annotator.domain.readiness import problems
from annotator.domain.scheme import About, Scheme
from annotator.domain.tokens import tokens


class OpenKind(StrEnum):
    UNTOUCHED = "untouched"
    TWO_LABELS = "two_labels"
    WILL_NOT_TRAIN = "will_not_train"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class OpenPoint:
    """One thing to look at: a sentence, and the mentions or the entity it is about."""

    kind: OpenKind
    sentence: str
    mention_ids: tuple[str, ...] = ()
    entity_id: str | None = None


def still_open(annotation: Annotation, article: Article, scheme: Scheme) -> tuple[OpenPoint, ...]:
    """Mentions nobody looked at, names with two labels, edges no model learns, required answers not given."""
    return (
        *_untouched(annotation),
        *names_with_two_labels(annotation, article),
        *_will_not_train(annotation, article),
        *_unanswered(annotation, scheme),
    )


def names_with_two_labels(annotation: Annotation, article: Article) -> tuple[OpenPoint, ...]:
    by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for mention in annotation.ordered_mentions:
        # A mention of nothing but marks has no name to compare.
        if name := normal_name(mention.quote(article.text)):
            by_name[name].append((mention.label, mention.id))
    points = []
    for marked in by_name.values():
        labels = list(dict.fromkeys(label for label, _ in marked))
        if len(labels) > 1:
            ids = tuple(id_ for _, id_ in marked)
            name = annotation.mentions[ids[0]].quote(article.text)
            sentence = f"“{name}” is marked as {' and as '.join(labels)}."
            points.append(OpenPoint(OpenKind.TWO_LABELS, sentence, ids))
    return tuple(points)


def _untouched(annotation: Annotation) -> tuple[OpenPoint, ...]:
    ids = tuple(m.id for m in annotation.ordered_mentions if m.decision is Decision.UNTOUCHED)
    if not ids:
        return ()
    have = "has" if len(ids) == 1 else "have"
    return (OpenPoint(OpenKind.UNTOUCHED, f"{count(len(ids), 'mention')} {have} not been looked at.", ids),)


def _will_not_train(annotation: Annotation, article: Article) -> tuple[OpenPoint, ...]:
    """What somebody marked and no model learns; proposals that nobody looked at are told of as such."""
    looked_at = [m for m in annotation.ordered_mentions if m.decision is not Decision.UNTOUCHED]
    return tuple(
        OpenPoint(
            OpenKind.WILL_NOT_TRAIN,
            f"“{' '.join(mention.quote(article.text).split())}” will not train well: {why}.",
            (mention.id,),
        )
        for mention, _, why in problems(article.text, looked_at, tokens)
    )


def _unanswered(annotation: Annotation, scheme: Scheme) -> tuple[OpenPoint, ...]:
    points: list[OpenPoint] = []
    for task in scheme.tasks:
        title = task.title or task.name
        if not task.required:
            continue
        if task.about is About.ARTICLE:
            if standing_answer(annotation, task, Ref(kind=RefKind.ARTICLE)) is None:
                points.append(OpenPoint(OpenKind.UNANSWERED, f"{title} is not answered."))
        elif task.about is About.ENTITY:
            for entity in annotation.entities.values():
                if task.entity_labels and entity.label not in task.entity_labels:
                    continue
                if standing_answer(annotation, task, Ref(kind=RefKind.ENTITY, id=entity.id)) is None:
                    sentence = f"{title} is not answered for “{entity.name}”."
                    points.append(OpenPoint(OpenKind.UNANSWERED, sentence, entity_id=entity.id))
    return tuple(points)
