"""How near proposed spans come to gold ones."""

from collections.abc import Collection, Hashable

from annotator.domain.annotation import Annotation

Labelled = tuple[int, int, str]


def labelled(annotation: Annotation) -> set[Labelled]:
    """The `(start, end, label)` of the annotation's mentions."""
    return {(mention.start, mention.end, mention.label) for mention in annotation.mentions.values()}


def f1(proposed: Collection[Hashable], gold: Collection[Hashable]) -> float:
    """Of exact matches, the label included."""
    right = len(set(proposed) & set(gold))
    return 2 * right / (len(set(proposed)) + len(set(gold)))
