"""From what each annotator says about one thing to an item with its variants."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from annotator.agreement.conflict import Difference, Item, Variant
from annotator.agreement.table import Layer

NOTHING = "nothing"


class Answer(NamedTuple):
    """What one annotator says about one thing."""

    ids: tuple[str, ...]
    """Of the mentions, entities or judgements that say it."""
    content: str
    """What it says in the annotator's own terms; it changes only if they change their mind."""


class Side(NamedTuple):
    """Annotators who give the same answer, in the order of their names, each with their own words for it."""

    annotators: tuple[str, ...]
    answers: Sequence[Answer]
    labels: tuple[str, ...]
    said: str


class Place(NamedTuple):
    """What an item is about."""

    article_id: str
    layer: Layer
    start: int
    end: int
    task: str | None = None


def by_key(keys: Mapping[str, Hashable]) -> list[tuple[str, ...]]:
    """Who has the same key as whom, each in order of the names."""
    names_by_key: dict[Hashable, list[str]] = {}
    for name in sorted(keys):
        names_by_key.setdefault(keys[name], []).append(name)
    return [tuple(names) for names in names_by_key.values()]


def item_of(
    place: Place,
    sides: Sequence[Side],
    silent: tuple[str, ...],
    differs: Callable[[Sequence[Variant], int], Difference],
) -> Item:
    """The item whose answers are the sides; `silent` are those who say nothing, in order.

    `differs` is asked only where answers differ: it gets the variants that say something, and how many are
    silent.
    """
    said = [
        Variant(side.annotators, tuple([answer.ids for answer in side.answers]), side.said, side.labels)
        for side in sides
    ]
    if len(said) > 1:
        said.sort(key=lambda variant: (-len(variant.annotators), variant.annotators[0]))
    variants = _with_silent(said, silent) if silent else tuple(said)
    votes = [len(variant.annotators) for variant in said]
    return Item(
        id=_id(place, sides),
        article_id=place.article_id,
        layer=place.layer,
        difference=differs(said, len(silent)) if len(variants) > 1 else Difference.NONE,
        variants=variants,
        start=place.start,
        end=place.end,
        label=_commonest(said),
        task=place.task,
        impact=_impact(votes, len(silent)) if len(variants) > 1 else 0.0,
    )


def _with_silent(said: Sequence[Variant], silent: tuple[str, ...]) -> tuple[Variant, ...]:
    before = [variant for variant in said if len(variant.annotators) >= len(silent)]
    nothing = Variant(annotators=silent, items=((),) * len(silent), said=NOTHING)
    return (*before, nothing, *said[len(before) :])


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
    apart = (answered * answered - sum([number * number for number in votes])) // 2
    return apart + answered * silent / 2


def _id(place: Place, sides: Sequence[Side]) -> str:
    """Of those who say something alone, so that it stays when others finish the article and say nothing."""
    # With their lengths, no two lists of names and answers are ever the same text.
    said = [
        f"{len(name)}:{name}{len(answer.content)}:{answer.content}"
        for side in sides
        for name, answer in zip(side.annotators, side.answers, strict=True)
    ]
    said.sort()
    about = f"{len(place.article_id)}:{place.article_id}{place.layer}{place.task}"
    return blake2b("|".join([about, *said]).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
