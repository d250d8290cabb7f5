"""From what each annotator says about one thing to an item with its variants."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from annotator.agreement.conflict import Difference, Item, Variant
from annotator.agreement.table import Layer

NOTHING = "nothing"


class Answer(NamedTuple):
    """What one annotator says about one thing."""

    ids: tuple[str, ...]
    """Of the mentions, entities or judgements that say it."""
    key: Hashable
    """Answers with the same key are the same answer."""
    content: str
    """What it says in the annotator's own terms; it changes only if they change their mind."""
    labels: tuple[str, ...]
    said: str


class Place(NamedTuple):
    """What an item is about."""

    article_id: str
    layer: Layer
    start: int
    end: int
    task: str | None = None


Side = tuple[tuple[str, ...], Sequence[Answer]]
"""Annotators in the order of their names, with the answer of each; no answers stands for nothing."""


def item(
    place: Place,
    answers: Mapping[str, Answer],
    silent: Sequence[str],
    differs: Callable[[Sequence[Variant], int], Difference],
) -> Item:
    """The item of the answers by annotator's name; `silent` are those who say nothing, in order.

    `differs` is asked only where answers differ: it gets the variants that say something, and the silent.
    """
    return of_sides(place, _sides(answers), tuple(silent), differs)


def of_sides(
    place: Place,
    sides: Sequence[Side],
    silent: tuple[str, ...],
    differs: Callable[[Sequence[Variant], int], Difference],
) -> Item:
    """The same where it is known already who says the same as whom."""
    said = [_variant(side) for side in sides]
    if len(said) > 1:
        said.sort(key=lambda variant: (-len(variant.annotators), variant.annotators[0]))
    if not silent and len(said) == 1:
        variants, difference = tuple(said), Difference.NONE
    else:
        variants = tuple(_with_silent(said, silent))
        difference = differs(said, len(silent)) if len(variants) > 1 else Difference.NONE
    return Item(
        id=_id(place, sides),
        article_id=place.article_id,
        layer=place.layer,
        difference=difference,
        variants=variants,
        start=place.start,
        end=place.end,
        label=_commonest(said),
        task=place.task,
        impact=_impact([len(variant.annotators) for variant in said], len(silent)),
    )


def _sides(answers: Mapping[str, Answer]) -> list[Side]:
    by_key: dict[Hashable, list[str]] = {}
    for annotator in sorted(answers):
        by_key.setdefault(answers[annotator].key, []).append(annotator)
    return [(tuple(names), [answers[name] for name in names]) for names in by_key.values()]


def _variant(side: Side) -> Variant:
    annotators, answers = side
    return Variant(
        annotators=annotators,
        items=tuple([answer.ids for answer in answers]),
        said=answers[0].said,
        labels=answers[0].labels,
    )


def _with_silent(said: Sequence[Variant], silent: tuple[str, ...]) -> list[Variant]:
    if not silent:
        return list(said)
    before = [variant for variant in said if len(variant.annotators) >= len(silent)]
    nothing = Variant(annotators=silent, items=((),) * len(silent), said=NOTHING)
    return [*before, nothing, *said[len(before) :]]


def _commonest(said: Sequence[Variant]) -> str:
    """The label that most gave, of equals that of the earlier variant."""
    if len(said) == 1:
        return said[0].labels[0] if said[0].labels else ""
    votes: dict[str, int] = {}
    for variant in said:
        for label in variant.labels:
            votes[label] = votes.get(label, 0) + len(variant.annotators)
    return max(votes, key=lambda label: votes[label], default="")


def _impact(votes: Sequence[int], silent: int) -> float:
    answered = sum(votes)
    apart = (answered * answered - sum(number * number for number in votes)) // 2
    return apart + answered * silent / 2


def _id(place: Place, sides: Iterable[Side]) -> str:
    """Of those who say something alone, so that it stays when others finish the article and say nothing."""
    said = sorted(
        (annotator, answer.content)
        for annotators, answers in sides
        for annotator, answer in zip(annotators, answers, strict=True)
    )
    parts = (place.article_id, place.layer.value, place.task or "", *(part for pair in said for part in pair))
    # With their lengths, no two lists of parts are ever the same text.
    whole = "".join([f"{len(part)}:{part}" for part in parts])
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
