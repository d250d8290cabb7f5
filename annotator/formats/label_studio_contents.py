"""What the rows of a Label Studio annotation say of its text: regions first, then what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.found_annotations import FoundEntity, FoundJudgement, FoundMention
from annotator.formats.json_values import LARGEST_INTEGER, Record, id_or_none
from annotator.formats.label_studio_judgements import Answers
from annotator.formats.label_studio_kept import Kept
from annotator.formats.label_studio_regions import Regions
from annotator.formats.label_studio_rows import ORDER, is_entity, key_of, labels_of
from annotator.formats.label_studio_text import TaskText


@dataclass(frozen=True)
class Contents:
    """What the rows say; `rows` is what is kept of them beside it, for the same format."""

    mentions: Sequence[FoundMention]
    entities: Sequence[FoundEntity]
    judgements: Sequence[FoundJudgement]
    rows: dict[str, JsonValue]
    losses: Sequence[Loss]


def contents_of(
    rows: Sequence[Record], text: TaskText, scheme: Scheme | None, *, is_predicted: bool = False
) -> Contents:
    """What the rows say of the text; raises Unreadable where a row is not one."""
    labels = [labels_of(row) for row in rows]
    kept = Kept()
    label_of = {id_or_none(row, "id"): own[0] for row, own in zip(rows, labels, strict=True) if own}
    regions = Regions(text, kept, label_of, is_predicted)
    answers = Answers(regions, kept, scheme)
    for row in rows:
        if is_entity(row):
            regions.read_entity(row)
    for row, own in zip(rows, labels, strict=True):
        if own:
            regions.read_region(row, own)
    for row, own in zip(rows, labels, strict=True):
        if not own and not is_entity(row):
            _read_other(row, answers, kept)
    return Contents(
        mentions=tuple(regions.mentions.values()),
        entities=tuple(regions.entities.values()),
        judgements=tuple(answers.judgements.values()),
        rows=_kept_rows(rows, labels, kept),
        losses=tuple(kept.losses),
    )


def _read_other(row: Record, answers: Answers, kept: Kept) -> None:
    match row.get("type"):
        case "relation":
            answers.read_relation(row)
        case "choices" | "taxonomy" | "rating":
            answers.read_answer(row)
        case _:
            kept.lose_row(row)


def _kept_rows(rows: Sequence[Record], labels: Sequence[Sequence[str]], kept: Kept) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    if kept.mentions:
        found["mentions"] = kept.mentions
    if kept.judgements:
        found["judgements"] = kept.judgements
    if kept.others:
        found["others"] = [dict(row) for row in kept.others]
    if not _are_in_order(rows, labels, kept):
        found[ORDER] = [key_of(row) for row in rows]
    return found


def _are_in_order(rows: Sequence[Record], labels: Sequence[Sequence[str]], kept: Kept) -> bool:
    """Whether the rows stand as they would be written: regions as they are read, then all else."""
    places: list[tuple[int, float, float]] = []
    others = {id(row) for row in kept.others}
    for row, own in zip(rows, labels, strict=True):
        value = row.get("value")
        if isinstance(value, dict) and (own or is_entity(row)):
            places.append((0, _number_or_zero(value, "start"), -_number_or_zero(value, "end")))
        else:
            places.append((2 if id(row) in others else 1, 0, 0))
    return places == sorted(places)


def _number_or_zero(value: Record, key: str) -> float:
    number = value.get(key)
    return float(number) if isinstance(number, int | float) and abs(number) <= LARGEST_INTEGER else 0.0
