"""Articles and annotations written as text with marks: "[Mira Toll|PERSON] left [Varon|GPE]"."""

import re

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    Ref,
    RefKind,
    SchemeVersion,
)
from annotator.domain.article import Article
from annotator.domain.edits.mentions import add_mention, start_from
from annotator.domain.scheme import EvidenceRule, Task, TaskLabel
from annotator.domain.steps import Step, apply

STANCE = Task(
    name="stance",
    labels=(TaskLabel(name="favor"), TaskLabel(name="against"), TaskLabel(name="neutral")),
)
STANCE_WITH_EVIDENCE = STANCE.model_copy(update={"evidence": EvidenceRule.REQUIRED})

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\]")


def article_of(text: str) -> Article:
    return Article(id="a1", text=text)


def empty(annotator: str = "Ana", kind: AnnotatorKind = AnnotatorKind.HUMAN) -> Annotation:
    return Annotation(
        article_id="a1",
        annotator=Annotator(name=annotator, kind=kind),
        scheme=SchemeVersion(name="test", version="1"),
    )


def marked(source: str) -> tuple[Article, Annotation]:
    """The article without its marks, and an annotation in which a person marked them one after another."""
    article = article_of(_MARK.sub(r"\1", source))
    annotation = empty()
    removed = 0
    for match in _MARK.finditer(source):
        start = match.start() - removed
        end = start + len(match[1])
        annotation = apply(annotation, add_mention(annotation, article, start, end, match[2]))
        removed += len(match[0]) - len(match[1])
    return article, annotation


def proposed(source: str) -> tuple[Article, Annotation]:
    """The same, but a model proposed the marks and nobody has looked at them."""
    article, annotation = marked(source)
    model = annotation.model_copy(update={"annotator": Annotator(name="pipe", kind=AnnotatorKind.MODEL)})
    return article, apply(empty(), start_from(empty(), model))


def mention(annotation: Annotation, article: Article, quote: str, nth: int = 0) -> Mention:
    return [m for m in annotation.ordered_mentions if m.quote(article.text) == quote][nth]


def entity(annotation: Annotation, name: str) -> Entity:
    (found,) = (entity for entity in annotation.entities.values() if entity.name == name)
    return found


def ref(annotation: Annotation, name: str) -> Ref:
    return Ref(kind=RefKind.ENTITY, id=entity(annotation, name).id, name=name)


def stance(holder: Ref | None, label: str, target: Ref | None, *, task: str = "stance") -> Judgement:
    return Judgement(id="new", task=task, holder=holder, label=label, target=target)


def shown(annotation: Annotation, article: Article) -> list[tuple[str, str, str | None]]:
    """Every mention as its words, its label and the name of its entity."""
    names = {entity.id: entity.name for entity in annotation.entities.values()}
    return [(m.quote(article.text), m.label, names.get(m.entity or "")) for m in annotation.ordered_mentions]


def done(annotation: Annotation, *steps: Step) -> Annotation:
    for step in steps:
        annotation = apply(annotation, step)
    return annotation
