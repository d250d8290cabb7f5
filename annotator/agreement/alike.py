"""Conflicts of one article that ask the same again: the same words, answers and annotators elsewhere."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.places import spans_of
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from annotator.domain.names import normal_name
from annotator.domain.ruling import Outcome, Ruling

_Words = tuple[tuple[str, ...], ...]
_LONGEST_NAME = 300


def alike(
    items: Iterable[Item], text: str, annotations: Mapping[str, Annotation]
) -> Mapping[str, Sequence[Item]]:
    """By the id of each conflict, all that differ as it does, about the same words, by the same annotators.

    Each answer has to be given by the same people with the same labels; where boundaries differ each has to
    leave out the same words, and of stances and groupings each has to say the same of the same names. A
    conflict stands among those that are alike with it, all in the order of the items.
    """
    found: dict[str, Sequence[Item]] = {}
    for same in _grouped((_question(item), item) for item in items if item.is_conflict):
        # Most are the only ones of their kind, whose words need no look.
        alone = len(same) == 1
        for group in [same] if alone else _grouped((_words(one, text, annotations), one) for one in same):
            found.update((one.id, group) for one in group)
    return found


def stands_for(item: Item, ruling: Ruling) -> tuple[Outcome, tuple[int, ...]] | None:
    """What is decided on the item, to be decided again on one that is alike; None for an own answer."""
    if ruling.outcome is Outcome.EDITED:
        return None
    # Whoever read the article since may have changed the order of the answers.
    standing = {answer.said for answer in ruling.answers if answer.stands}
    outcome = Outcome.TAKEN if ruling.outcome is Outcome.AGREED else ruling.outcome
    return outcome, tuple(n for n, variant in enumerate(item.variants) if variant.said in standing)


def _grouped(keyed: Iterable[tuple[Hashable, Item]]) -> Iterable[Sequence[Item]]:
    groups: dict[Hashable, list[Item]] = {}
    for key, item in keyed:
        groups.setdefault(key, []).append(item)
    return groups.values()


def _question(item: Item) -> Hashable:
    """What can be compared without a look at the text."""
    return item.layer, item.task, item.difference, item.sides, item.labels


def _words(item: Item, text: str, annotations: Mapping[str, Annotation]) -> _Words:
    about = text[item.start : item.end]
    # So long a stretch is no name, and finding what its spellings have in common takes a while.
    return (normal_name(about) if len(about) <= _LONGEST_NAME else about,), *(
        _answer(item, variant, text, annotations) for variant in item.variants
    )


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
