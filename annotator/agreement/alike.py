"""Conflicts of one article that ask the same again: the same words, answers and annotators elsewhere."""

from collections.abc import Iterable, Mapping

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.places import spans_of
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from annotator.domain.names import normal_name
from annotator.domain.ruling import Outcome, Ruling

_Words = tuple[tuple[str, ...], ...]


def alike(
    item: Item, items: Iterable[Item], text: str, annotations: Mapping[str, Annotation]
) -> tuple[Item, ...]:
    """Those of the items that differ as this one does, about the same words, by the same annotators.

    Each answer has to be given by the same people with the same labels; where boundaries differ each has to
    leave out the same words, and of stances and groupings each has to say the same of the same names.
    """
    question = _question(item)
    found = [one for one in items if one.id != item.id and _question(one) == question]
    wanted = _words(item, text, annotations) if found else ()
    return tuple(one for one in found if _words(one, text, annotations) == wanted)


def stands_for(item: Item, ruling: Ruling) -> tuple[Outcome, tuple[int, ...]] | None:
    """What is decided on the item, to be decided again on one that is alike; None for an own answer."""
    if ruling.outcome is Outcome.EDITED:
        return None
    # Whoever read the article since may have changed the order of the answers.
    standing = {answer.said for answer in ruling.answers if answer.stands}
    outcome = Outcome.TAKEN if ruling.outcome is Outcome.AGREED else ruling.outcome
    return outcome, tuple(n for n, variant in enumerate(item.variants) if variant.said in standing)


def _question(item: Item) -> tuple[object, ...]:
    """What can be compared without a look at the text."""
    return item.is_conflict, item.layer, item.task, item.difference, item.sides, item.labels


def _words(item: Item, text: str, annotations: Mapping[str, Annotation]) -> _Words:
    about = (normal_name(text[item.start : item.end]),)
    return about, *(_answer(item, variant, text, annotations) for variant in item.variants)


def _answer(
    item: Item, variant: Variant, text: str, annotations: Mapping[str, Annotation]
) -> tuple[str, ...]:
    """Of a mention what it leaves out before and behind; else who is said to be what."""
    if item.layer is not Layer.MENTIONS:
        return (variant.said,)
    pieces = [span for spans, _ in spans_of(item, variant, annotations) for span in spans]
    return tuple(
        " ".join(left_out.casefold().split())
        for start, end in pieces
        for left_out in (text[item.start : start], text[end : item.end])
    )
