"""An item of LeWiDi, in the dialects of 2023 and 2025: its text, everybody's answers, soft and hard label."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson
from pydantic import JsonValue

from annotator.formats.json_values import (
    LARGEST_INTEGER,
    Record,
    Unreadable,
    id_of,
    object_or_empty,
    text_of,
    text_or_none,
)

ITEMS = "lewidi"
"""Under this key of an article's meta stand its items, as they were but for a text that is the article's."""
TASK, TEXT, ANNOTATORS, ANNOTATIONS = "annotation task", "text", "annotators", "annotations"
SOFT, HARD, OTHER = "soft_label", "hard_label", "other_info"
_BETWEEN = ","
_WHOLE = re.compile(r"(-?\d+)\.0+")
_SMALLEST = 0.02
"""Shares are rounded to two digits in some files."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The label that was made of everybody's: the shares by label, and the hard label if there is one."""

    shares: Mapping[str, float]
    labels: tuple[str, ...]


def is_item(value: object) -> bool:
    """Whether it has what items of both dialects have."""
    if not isinstance(value, dict) or not isinstance(value.get(TEXT), str | dict):
        return False
    return TASK in value or (
        ANNOTATORS in value and ANNOTATIONS in value and (SOFT in value or HARD in value)
    )


def parts_of(item: Record) -> Mapping[str, str] | None:
    """The parts of a text that is an object, or JSON of one; None where it is just a text."""
    value = item.get(TEXT)
    if isinstance(value, str):
        value = _json_object(value)
        if value is None:
            return None
    if not isinstance(value, dict):
        raise Unreadable(f"“{TEXT}” is neither a text nor an object of texts.")
    return {key: text_of(value, key) for key, part in value.items() if part is not None}


def text_of_item(item: Record) -> str:
    """The text; of one in several parts each with its name, parted by blank lines."""
    parts = parts_of(item)
    if parts is None:
        return text_of(item, TEXT)
    if len(parts) == 1:
        return next(iter(parts.values()))
    return "\n\n".join(f"{name}: {part}" for name, part in parts.items())


def task_of_item(item: Record) -> str:
    return text_or_none(item, TASK) or "label"


def annotators_of(item: Record) -> Sequence[str]:
    """The names in their order, as often as they stand there."""
    value = item.get(ANNOTATORS)
    if isinstance(value, list):
        return [id_of({ANNOTATORS: one}, ANNOTATORS) for one in value]
    if value is None:
        said = item.get(ANNOTATIONS)
        return list(said) if isinstance(said, dict) else ()
    return [name.strip() for name in text_of(item, ANNOTATORS).split(_BETWEEN) if name.strip()]


def answers_of_item(item: Record) -> Mapping[str, Sequence[str]]:
    """The labels each annotator gave, each once; who gave none is not among them."""
    answers: dict[str, dict[str, None]] = {}
    for name, labels in _given(item):
        for label in labels:
            answers.setdefault(name, {})[label] = None
    return {name: list(labels) for name, labels in answers.items()}


def notes_of_item(item: Record) -> Mapping[str, str]:
    """How annotators explained their answers, where there is one explanation for each."""
    explained = object_or_empty(item, OTHER).get("explanations") if _has_info(item) else None
    if isinstance(explained, dict):
        pairs = [(name, text) for name, text in explained.items() if isinstance(text, str)]
    elif isinstance(explained, list) and len(names := annotators_of(item)) == len(explained):
        pairs = [(name, text) for name, text in zip(names, explained, strict=True) if isinstance(text, str)]
    else:
        return {}
    notes: dict[str, str] = {}
    for name, text in pairs:
        if text.strip():
            notes[name] = f"{notes[name]}\n{text}" if name in notes else text
    return notes


def merged_of(item: Record) -> Merged | None:
    """The soft label and the hard one; None where there is neither, as in tests of a shared task."""
    value = item.get(SOFT)
    shares: dict[str, float] = {}
    for label, share in value.items() if isinstance(value, dict) else ():
        if isinstance(share, dict):
            # Of several labels, each is chosen or not.
            share = next((one for key, one in share.items() if _plain(key) == "1"), None)
        if isinstance(share, int | float) and not isinstance(share, bool):
            if not 0 <= share <= 1:
                raise Unreadable(f"The share of “{label}” in its soft label does not lie from 0 to 1.")
            shares[_plain(label)] = float(share)
    hard = _labels(item.get(HARD))
    return Merged(shares, tuple(hard)) if shares or hard else None


def is_of_other_labels(item: Record) -> bool | None:
    """Whether the soft label is of other labels than were given; None where that cannot be told."""
    merged, answers = merged_of(item), answers_of_item(item)
    if merged is None or not merged.shares or not answers:
        return None
    number = len(answers)
    for label in {*merged.shares, *(one for labels in answers.values() for one in labels)}:
        given = sum(label in labels for labels in answers.values()) / number
        if abs(given - merged.shares.get(label, 0.0)) > _SMALLEST:
            return True
    return False


def _given(item: Record) -> Iterator[tuple[str, Sequence[str]]]:
    said = item.get(ANNOTATIONS)
    if isinstance(said, dict):
        yield from ((name, _labels(labels)) for name, labels in said.items() if name)
        return
    if isinstance(said, str):
        said = [*said.split(_BETWEEN)] if said.strip() else []
    if said is None or said == []:
        return
    if not isinstance(said, list):
        raise Unreadable(f"“{ANNOTATIONS}” is neither a text nor an object nor a list.")
    names = annotators_of(item)
    if len(names) != len(said):
        raise Unreadable(f"It names {len(names)} annotators, but has {len(said)} annotations.")
    for name, label in zip(names, said, strict=True):
        yield name, _labels(label)


def _labels(value: JsonValue) -> Sequence[str]:
    """The labels in it, which are numbers or words, parted by commas or in a list."""
    if isinstance(value, list):
        return [label for one in value for label in _labels(one)]
    if isinstance(value, str):
        return [_plain(label) for label in value.split(_BETWEEN) if label.strip()]
    if value is None:
        return ()
    if isinstance(value, bool | dict):
        raise Unreadable("An annotation of it is not a label.")
    if abs(value) > LARGEST_INTEGER:
        raise Unreadable("An annotation of it is a number beyond all labels.")
    return [_plain(f"{value:.15g}")]


def _plain(label: str) -> str:
    """The label as it is written everywhere: “1.0” and “1” are one."""
    label = label.strip()
    whole = _WHOLE.fullmatch(label)
    return whole[1] if whole else label


def _has_info(item: Record) -> bool:
    return isinstance(item.get(OTHER), dict)


def _json_object(text: str) -> JsonValue:
    if not (text.startswith("{") and text.rstrip().endswith("}")):
        return None
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    is_parts = isinstance(value, dict) and value and all(isinstance(part, str) for part in value.values())
    return value if is_parts else None
