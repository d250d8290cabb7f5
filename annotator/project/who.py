"""Whose work is exported: everybody's, that of people, what was adjudicated, or aggregates."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.refused import Refused


class Who(StrEnum):
    EVERYONE = "everyone"
    ANNOTATORS = "annotators"
    """People alone: neither models nor what was made of others' work."""
    GOLD = "gold"
    AGGREGATES = "aggregates"

    @property
    def kinds(self) -> frozenset[AnnotatorKind]:
        """The kinds of annotators that it names; none is all."""
        return _KINDS[self]


_KINDS = {
    Who.EVERYONE: frozenset[AnnotatorKind](),
    Who.ANNOTATORS: frozenset({AnnotatorKind.HUMAN}),
    Who.GOLD: frozenset({AnnotatorKind.ADJUDICATED}),
    Who.AGGREGATES: frozenset({AnnotatorKind.AGGREGATE}),
}
_IS = {
    AnnotatorKind.HUMAN: "a person",
    AnnotatorKind.MODEL: "a model",
    AnnotatorKind.ADJUDICATED: "gold",
    AnnotatorKind.AGGREGATE: "an aggregate",
}


def refuse_contradictions(who: Who, named: Collection[str], known: Iterable[Annotator]) -> None:
    """Refuses names nobody here has, and those that the choice of whose work rules out."""
    kind_by_name = {one.name: one.kind for one in known}
    unknown = set(named) - set(kind_by_name)
    if unknown:
        raise Refused(f"Nobody called {' or '.join(sorted(unknown))} has annotated in this project.")
    for name in named:
        if who.kinds and kind_by_name[name] not in who.kinds:
            is_ = _IS[kind_by_name[name]]
            raise Refused(f"{name} is {is_}, and what is asked for is {who} alone; leave one of them out.")
