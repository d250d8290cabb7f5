"""Small annotations of one article for tests, written as who marked which words as what."""

from collections.abc import Iterable, Mapping

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.items import items_of
from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.table import Layer
from annotator.domain.annotation import (
    GOLD,
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
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic

TEXT = (
    "Mira Toll of the Varon Council met Ben Ore in Varon. Toll rejects the dam. "
    "The mayor praised Ore. Ore said the council wants the dam."
)
ARTICLE = Article(id="a1", text=TEXT)
SCHEME = Scheme(
    name="test",
    version="1",
    entity_labels=tuple(EntityLabel(name=name) for name in ("PERSON", "ORG", "GPE")),
    tasks=(
        Task(name="stance", labels=tuple(TaskLabel(name=name) for name in ("favor", "against"))),
        Task(
            name="role", about=About.ENTITY, labels=tuple(TaskLabel(name=name) for name in ("hero", "fool"))
        ),
        Task(
            name="frames",
            about=About.ARTICLE,
            multiple=True,
            labels=tuple(TaskLabel(name=name) for name in ("money", "law", "war")),
        ),
    ),
    topics=(Topic(id="dam", name="the dam"),),
)
DAM = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")


def span(quote: str, nth: int = 0) -> tuple[int, int]:
    """Where the words stand in the article."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return start, start + len(quote)


Mark = tuple[str, str, str] | tuple[str, str, str, int]
"""Words, label, entity, and which of several places."""


def says(
    name: str, *marks: Mark, judgements: Iterable[Judgement] = (), status: Status = Status.DONE
) -> Annotation:
    """What somebody says; entities are named after what they are called here."""
    mentions: dict[str, Mention] = {}
    entities: dict[str, Entity] = {}
    for number, (quote, label, entity, *nth) in enumerate(marks, start=1):
        start, end = span(quote, *nth)
        id_ = f"m{number}"
        mentions[id_] = Mention(id=id_, start=start, end=end, label=label, entity=entity or None)
        if entity:
            entities.setdefault(entity, Entity(id=entity, name=entity.title(), label=label))
    return Annotation(
        article_id="a1",
        annotator=Annotator(name=name),
        scheme=SCHEME.id,
        progress=Progress(status=status),
        mentions=mentions,
        entities=entities,
        judgements={judgement.id: judgement for judgement in judgements},
    )


def who(entity: str) -> Ref:
    return Ref(kind=RefKind.ENTITY, id=entity, name=entity.title())


def stance(
    id_: str, holder: Ref | str, label: str, target: Ref | str, evidence: tuple[str, int] | None = None
) -> Judgement:
    """A stance; holder and target may be entities by their ids."""
    spans = () if evidence is None else (Span(start=span(*evidence)[0], end=span(*evidence)[1]),)
    return Judgement(
        id=id_,
        task="stance",
        holder=who(holder) if isinstance(holder, str) else holder,
        target=who(target) if isinstance(target, str) else target,
        label=label,
        evidence=spans,
    )


def everybody(*annotations: Annotation) -> Mapping[str, Annotation]:
    return {annotation.annotator.name: annotation for annotation in annotations}


def empty_gold() -> Annotation:
    return Annotation(article_id="a1", annotator=GOLD, scheme=SCHEME.id)


def read(*annotations: Annotation) -> ReadArticle:
    return ReadArticle("a1", len(TEXT), tuple(Reading.of(annotation) for annotation in annotations))


def items(*annotations: Annotation, layer: Layer | None = None) -> list[Item]:
    """The items of what they say, of one layer if one is named."""
    return [item for item in items_of(read(*annotations), SCHEME) if layer in (None, item.layer)]


def the_conflict(*annotations: Annotation, layer: Layer | None = None) -> Item:
    """The one conflict there is."""
    (found,) = (item for item in items(*annotations, layer=layer) if item.is_conflict)
    return found


def said(item: Item) -> list[tuple[tuple[str, ...], str]]:
    return [(variant.annotators, variant.said) for variant in item.variants]


def ids(variant: Variant) -> list[tuple[str, ...]]:
    return list(variant.items)
