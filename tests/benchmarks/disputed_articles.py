"""Articles that three people annotated and do not agree on, the same ones each time."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.domain.article import Article
from tests.benchmarks.long_articles import marked_article
from tests.builders import SCHEME

READERS = tuple(Annotator(name=name) for name in ("Anna", "Ben", "Cleo"))
_AGREED, _LEFT_OUT, _RELABELLED, _RESIZED = 82, 6, 6, 6
"""Of a hundred mentions."""
_SPLIT = 5
"""Of a hundred mentions are held for another entity of the same name."""
_MENTIONS_A_STANCE = 10
_TARGETS = 30


@dataclass(frozen=True)
class DisputedArticle:
    article: Article
    annotations: Mapping[str, Annotation]
    """By annotator's name; all of them are done."""


def disputed_article(words: int, mentions: int, number: int = 0) -> DisputedArticle:
    """An article of so many words in which three people marked about so many mentions each."""
    marked = marked_article(words, mentions, number)
    said = {
        reader.name: _said(
            marked.article, marked.annotation, reader, random.Random(f"{number} {reader.name}")
        )
        for reader in READERS
    }
    return DisputedArticle(marked.article, said)


def _said(article: Article, start: Annotation, reader: Annotator, chance: random.Random) -> Annotation:
    seen = [_seen(mention, article, chance) for mention in start.mentions.values()]
    mentions = {mention.id: mention for mention in seen if mention is not None}
    others = {
        f"o{id_}": Entity(id=f"o{id_}", name=one.name, label=one.label) for id_, one in start.entities.items()
    }
    used = {mention.entity for mention in mentions.values()}
    entities = {id_: one for id_, one in {**start.entities, **others}.items() if id_ in used}
    judgements = [
        _stance(number, mention, entities, chance)
        for number, mention in enumerate(list(mentions.values())[::_MENTIONS_A_STANCE], start=1)
    ]
    return Annotation(
        article_id=article.id,
        annotator=reader,
        scheme=SCHEME.id,
        progress=Progress(status=Status.DONE),
        mentions=mentions,
        entities=entities,
        judgements={judgement.id: judgement for judgement in judgements},
    )


def _seen(mention: Mention, article: Article, chance: random.Random) -> Mention | None:
    """What one reader makes of the mention; None if they left it out."""
    kinds = ("agreed", "left out", "relabelled", "resized")
    kind = chance.choices(kinds, (_AGREED, _LEFT_OUT, _RELABELLED, _RESIZED))[0]
    if chance.randrange(100) < _SPLIT:
        mention = mention.model_copy(update={"entity": f"o{mention.entity}"})
    match kind:
        case "left out":
            return None
        case "relabelled":
            labels = [label.name for label in SCHEME.entity_labels if label.name != mention.label]
            return mention.model_copy(update={"label": chance.choice(labels)})
        case "resized":
            return mention.model_copy(
                update={"end": min(mention.end + chance.randint(2, 6), len(article.text))}
            )
        case _:
            return mention


def _stance(
    number: int, mention: Mention, entities: Mapping[str, Entity], chance: random.Random
) -> Judgement:
    holder = entities[mention.entity or ""]
    return Judgement(
        id=f"j{number}",
        task="stance",
        holder=Ref(kind=RefKind.ENTITY, id=holder.id, name=holder.name),
        target=Ref(kind=RefKind.CLAIM, name=f"plan {number % _TARGETS}"),
        label=chance.choice(("favor", "against")),
        evidence=(Span(start=mention.start, end=mention.end + 1),),
    )
