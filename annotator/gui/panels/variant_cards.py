"""The answers to a conflict as cards: who gave each, what it says, and the words it says it of."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.deciding import letter
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Judgement
from annotator.domain.article import Article, Direction
from annotator.domain.edits.mentions import count
from annotator.domain.ruling import Ruling
from annotator.domain.scheme import About, Scheme, Task
from annotator.gui.palette import LabelColour, Theme, label_colours
from annotator.gui.panels.label_marks import task_label_colours
from annotator.gui.panels.reading_card import Card
from annotator.gui.panels.row_paint import reads_right_to_left
from annotator.project.reviewing import ArticleReview
from annotator.workbench.review import Review

_AROUND = 120
"""Characters of context on either side; the card cuts them to its size."""


@dataclass(frozen=True)
class _Desk:
    """What all cards of a conflict share."""

    item: Item
    article: Article
    annotations: Mapping[str, Annotation]
    scheme: Scheme
    task: Task | None
    colours: Mapping[str, LabelColour]
    is_anonymous: bool


def cards_of(
    review: Review, item: Item, ruling: Ruling | None, scheme: Scheme, theme: Theme
) -> tuple[Card, ...]:
    """A card for each answer, A first; those a decision follows, or that are picked, are framed."""
    shown: ArticleReview | None = review.article
    if shown is None:
        return ()
    task = None if item.task is None else scheme.task(item.task)
    colours = label_colours(scheme, theme) if task is None else task_label_colours(task, theme)
    desk = _Desk(item, shown.article, shown.annotations, scheme, task, colours, review.is_anonymous)
    standing = {answer.said for answer in ruling.answers if answer.stands} if ruling else set()
    return tuple(
        _card(desk, number, is_chosen=variant.said in standing if ruling else number in review.chosen)
        for number, variant in enumerate(item.variants)
    )


def _card(desk: _Desk, number: int, *, is_chosen: bool) -> Card:
    item, variant = desk.item, desk.item.variants[number]
    judgements = _judgements(variant, desk.annotations) if item.layer is Layer.JUDGEMENTS else ()
    before, marked, after = _quote(desk.article, _span(item, variant, desk.annotations))
    return Card(
        letter=letter(number),
        who=_who(variant, is_anonymous=desk.is_anonymous),
        share=len(variant.annotators) / item.readers,
        before=before,
        marked=marked,
        after=after,
        label=_label(desk, variant),
        colour=desk.colours.get(variant.labels[0]) if variant.labels else None,
        sentence=_sentence(desk, variant, judgements),
        evidence=tuple(desk.article.text[s.start : s.end] for j in judgements for s in j.evidence),
        is_nothing=variant.is_nothing,
        is_chosen=is_chosen,
        tone=number,
        is_rtl=desk.article.direction is Direction.RTL or None,
    )


def _who(variant: Variant, *, is_anonymous: bool) -> str:
    return count(len(variant.annotators), "annotator") if is_anonymous else ", ".join(variant.annotators)


def _label(desk: _Desk, variant: Variant) -> str:
    """The labels by the titles that the scheme gives the answers to its tasks."""
    if desk.item.layer is Layer.ENTITIES:
        return ""
    return " / ".join(desk.scheme.label_title(desk.item.task, label) for label in variant.labels)


def _span(item: Item, variant: Variant, annotations: Mapping[str, Annotation]) -> tuple[int, int] | None:
    """Where a mention of the answer lies; None where there is nothing to quote."""
    if item.layer is not Layer.MENTIONS:
        return None
    for name, ids in zip(variant.annotators, variant.items, strict=True):
        for id_ in ids:
            mention = annotations[name].mentions.get(id_)
            if mention is not None:
                return mention.start, mention.end
    return None


def _quote(article: Article, span: tuple[int, int] | None) -> tuple[str, str, str]:
    if span is None:
        return "", "", ""
    start, end = span
    text = article.text
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]


def _judgements(variant: Variant, annotations: Mapping[str, Annotation]) -> tuple[Judgement, ...]:
    """Those of the first annotator who gave the answer; the others say the same."""
    for name, ids in zip(variant.annotators, variant.items, strict=True):
        found = tuple(annotations[name].judgements[id_] for id_ in ids if id_ in annotations[name].judgements)
        if found:
            return found
    return ()


def _sentence(desk: _Desk, variant: Variant, judgements: tuple[Judgement, ...]) -> str:
    """The answer as people say it: with the verb of the label where there is a holder and a target."""
    match desk.item.layer:
        case Layer.MENTIONS:
            return ""
        case Layer.ENTITIES:
            return variant.said
        case Layer.JUDGEMENTS if variant.is_nothing:
            return ""
    if desk.task is None:
        return variant.said
    if desk.task.about is About.ARTICLE:
        return ""
    return "; ".join(dict.fromkeys(_said(desk.task, judgement) for judgement in judgements))


def _said(task: Task, judgement: Judgement) -> str:
    holder, target = judgement.holder, judgement.target
    whom = "" if target is None else target.name or target.kind.value
    if holder is None:
        return whom
    label = task.label(judgement.label) if judgement.label else None
    verb = label.verb if label and label.verb else f"– {judgement.label} –"
    who = holder.name or holder.kind.value
    if reads_right_to_left(who) or reads_right_to_left(whom):
        # The verb is the scheme's: around it the sentence keeps the order of its language.
        return f"\u200e\u2068{who}\u2069 {verb} \u2068{whom}\u2069"
    return f"{who} {verb} {whom}"
