"""What stands beside the label of a Label Studio answer, in the `meta` of its row, for this program alone."""

from collections.abc import Mapping

from pydantic import ValidationError

from annotator.domain.annotation import Ref, RefKind
from annotator.formats.found_annotations import FoundJudgement, FoundSpan
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_offsets,
    flag_of,
    int_of,
    number_of,
    number_or_none,
    object_of,
    object_or_empty,
    objects_or_empty,
    text_or_none,
)


def with_asides(said: FoundJudgement, asides: Record) -> FoundJudgement:
    """The answer with everything that stands beside a label."""
    labels = [said.label, *said.more_labels]
    if "label" in asides:
        # There are further labels, but no first one.
        labels = [None, *filter(None, labels)]
    try:
        return FoundJudgement(
            id=said.id,
            task=said.task,
            label=labels[0],
            more_labels=tuple(filter(None, labels[1:])),
            holder=_ref(asides, "holder", said.holder),
            target=_ref(asides, "target", said.target),
            anchor=_ref(asides, "anchor", said.anchor),
            evidence=tuple(_span(one) for one in objects_or_empty(asides, "evidence")),
            intensity=number_or_none(asides, "intensity"),
            implicit=flag_of(asides, "implicit"),
            implied_label=text_or_none(asides, "implied_label"),
            confidence=number_or_none(asides, "confidence"),
            value=said.value if said.value is not None else number_or_none(asides, "value"),
            distribution=_shares(object_or_empty(asides, "distribution")),
            note=text_or_none(asides, "note"),
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Unreadable(f"What stands beside an answer does not fit: {first['msg']}.") from None


def _ref(asides: Record, key: str, otherwise: Ref | FoundSpan | None) -> Ref | FoundSpan | None:
    if key not in asides:
        return otherwise
    if asides[key] is None:
        return None
    said = object_of(asides, key)
    if "start" in said:
        return _span(said)
    ref = Ref.model_validate(said)
    if ref.kind is RefKind.SEGMENT or (
        ref.kind in (RefKind.TOPIC, RefKind.CLAIM) and not (ref.id or ref.name)
    ):
        raise Unreadable(f"The {key} of an answer is a {ref.kind} that is not said which.")
    return ref


def _span(value: Record) -> FoundSpan:
    return FoundSpan((as_offsets(int_of(value, "start"), int_of(value, "end")),), text_or_none(value, "text"))


def _shares(value: Record) -> Mapping[str, float]:
    return {label: number_of(value, label) for label in value}
