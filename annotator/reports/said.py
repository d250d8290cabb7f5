"""Answers in words: what was marked is quoted in place of its offsets, stances read as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Judgement, Mention, Ref, RefKind
from annotator.domain.article import Article
from annotator.domain.scheme import About, Scheme
from annotator.domain.tokens import Offsets
from annotator.reports.printable import shortened

NOTHING = "nothing"
_MENTION = regex.compile(r"(?P<label>.+?) (?P<pieces>\d+-\d+(?: and \d+-\d+)*)", regex.DOTALL)
_QUOTE_LETTERS = 200
_MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words, with the pieces of the article's text that it marks or goes by."""

    words: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention as an answer names it: a label and the pieces of text."""

    label: str
    pieces: tuple[Offsets, ...]


def said_in(article: Article, scheme: Scheme, words: str, layer: str, task: str | None) -> Said:
    """An answer as a variant or a ruling has it: of a mention, "PERSON 12-25", the text is quoted."""
    if layer != Layer.MENTIONS:
        return Said(in_titles(words, scheme, task))
    marked = marked_by(words)
    if marked is None or any(not 0 <= start < end <= len(article.text) for start, end in marked.pieces):
        return Said(words)
    return Said(marked.label, _quotes(article, marked.pieces))


def in_titles(words: str, scheme: Scheme, task_name: str | None) -> str:
    """What an answer to a task says, its labels called what people call them.

    Words that name a label twice stay as they are: one of them may be the name of somebody.
    """
    task = None if task_name is None else scheme.task(task_name)
    if task is None or not task.labels:
        return words
    names = sorted((label.name for label in task.labels), key=len, reverse=True)
    named = regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, names))})(?!\w)")
    found = [match[0] for match in named.finditer(words)]
    if len(set(found)) < len(found):
        return words
    return named.sub(lambda match: label_words(scheme, task.name, match[0]), words)


def label_words(scheme: Scheme, task_name: str, name: str) -> str:
    """What a label is called to people: between a holder and a target its verb, else its title."""
    task = scheme.task(task_name)
    label = None if task is None else task.label(name)
    if task is None or label is None:
        return name
    if task.about is not About.PAIR:
        return label.title or name
    return label.verb or (f"· {label.title.lower()} ·" if label.title else name)


def marked_by(words: str) -> Marked | None:
    """The mention that an answer like "PERSON 12-25 and 30-33" names; None if it names none."""
    found = _MENTION.fullmatch(words)
    if found is None:
        return None
    pieces = [piece.split("-") for piece in found["pieces"].split(" and ")]
    return Marked(found["label"], tuple((int(start), int(end)) for start, end in pieces))


def mention_said(article: Article, mention: Mention) -> Said:
    return Said(mention.label, _quotes(article, mention.pieces))


def judgement_said(article: Article, annotation: Annotation, scheme: Scheme, judgement: Judgement) -> Said:
    """Who, which side, toward whom, by the names of the annotation and the scheme; then the evidence."""
    labels = () if judgement.label is None else (judgement.label, *judgement.more_labels)
    label = " and ".join(label_words(scheme, judgement.task, one) for one in labels) or "undecided"
    holder, target = (_name(ref, annotation, scheme) for ref in (judgement.holder, judgement.target))
    evidence = tuple((span.start, span.end) for span in judgement.evidence[:_MOST_EVIDENCE])
    task = scheme.task(judgement.task)
    if not holder and task is not None and task.about is not About.PAIR:
        return Said(f"{target}: {label}" if target else label, _quotes(article, evidence))
    return Said(" ".join(one for one in (holder, label, target) if one), _quotes(article, evidence))


def entity_said(article: Article, annotation: Annotation, entity_id: str) -> Said:
    """The entity's name with each of the ways it is mentioned."""
    mentions = annotation.mentions_of.get(entity_id, ())
    ways = dict.fromkeys(quote for mention in mentions for quote in _quotes(article, mention.pieces))
    return Said(f"one entity: {annotation.entities[entity_id].name}", tuple(ways))


def _quotes(article: Article, pieces: tuple[Offsets, ...]) -> tuple[str, ...]:
    return tuple(shortened(article.text[start:end], _QUOTE_LETTERS) for start, end in pieces)


def _name(ref: Ref | None, annotation: Annotation, scheme: Scheme) -> str:
    if ref is None:
        return ""
    known: Mapping[str, str] = {}
    if ref.kind is RefKind.ENTITY:
        known = {id_: entity.name for id_, entity in annotation.entities.items()}
    elif ref.kind in (RefKind.TOPIC, RefKind.CLAIM):
        known = {topic.id: topic.name for topic in scheme.topics}
    return known.get(ref.id or "") or ref.name or _KINDS.get(ref.kind) or ref.id or ref.kind.value


_KINDS = {
    RefKind.AUTHOR: "the author",
    RefKind.UNLISTED: "somebody not listed",
    RefKind.GENERAL: "people in general",
    RefKind.NONE: "nobody",
    RefKind.ARTICLE: "this article",
}
