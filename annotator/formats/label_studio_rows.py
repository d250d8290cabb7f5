"""A row of a Label Studio result: what kinds there are, and what stands where in them."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from annotator.domain.annotation import MentionOrigin
from annotator.formats.json_values import (
    Record,
    list_of,
    list_or_empty,
    number_of,
    text_of,
    text_or_none,
    texts_of,
)
from annotator.formats.label_studio_text import is_of_other_medium

LABEL_TYPES = ("labels", "hypertextlabels", "paragraphlabels", "htmllabels")
ENTITY = "entity"
"""The text area of each region that names the entity it mentions, and the key of what is known of it."""
JUDGEMENT = "judgement"
"""The key in the `meta` of a row of what an answer has beside its label."""
STEPS = " > "
"""Joins the steps of a path through a taxonomy."""
MARKED = "manual"
PREDICTED = "prediction"
AGAIN = "#"
"""Sets apart several mentions of one region, which may have several labels."""
RIGHT = "right"
ORDER = "order"
_ORIGINS = {PREDICTED: MentionOrigin.MODEL, "prediction-changed": MentionOrigin.MODEL}


def usual_keys(type_: str, from_name: str) -> dict[str, JsonValue]:
    """What a row has where nothing else is kept of it."""
    return {"from_name": from_name, "to_name": "text", "type": type_, "origin": MARKED}


def key_of(row: Record) -> str:
    """What tells a row from the others, for putting them in the order they came in."""
    names = ("type", "from_name", "id") if row.get("type") != "relation" else ("type", "from_id", "to_id")
    return " ".join(str(row.get(name, "")) for name in names)


def usual_row(type_: str, from_name: str, id_: str) -> dict[str, JsonValue]:
    """What a row with an id has where nothing else is kept of it."""
    return {"id": id_, **usual_keys(type_, from_name)}


def labels_of(row: Record) -> Sequence[str]:
    """The labels of a region of text; none if it is not one."""
    value = row.get("value")
    if not isinstance(value, dict) or row.get("type") not in LABEL_TYPES or is_of_other_medium(row):
        return ()
    key = next((key for key in LABEL_TYPES if value.get(key) is not None), None)
    return () if key is None else [label for label in texts_of(value, key) if label]


def is_entity(row: Record) -> bool:
    """Whether it is the text area of a region that names the entity it mentions."""
    return row.get("type") == "textarea" and row.get("from_name") == ENTITY


def answers_of(value: Record, type_: str) -> Sequence[str]:
    """What was chosen; of a tree the path to it."""
    if type_ == "rating":
        return () if value.get("rating") is None else (f"{number_of(value, 'rating'):g}",)
    given = list_or_empty(value, type_)
    return [label for one in given if (label := _answer(one, type_))]


def _answer(one: JsonValue, type_: str) -> str:
    if isinstance(one, list):
        return STEPS.join(texts_of({type_: one}, type_))
    return text_of({type_: one}, type_)


def texts_in(value: Record) -> Sequence[str]:
    """What is written in a text area."""
    text = value.get("text")
    if isinstance(text, str):
        return (text,)
    return texts_of({"text": list(list_of(value, "text"))}, "text") if text is not None else ()


def task_named_by(row: Record) -> str:
    """The task that an answer is to: the control it was given in."""
    return text_or_none(row, "from_name") or "label"


def origin_of(row: Record) -> MentionOrigin:
    """Whether a model or a person marked the region first."""
    origin = row.get("origin")
    return _ORIGINS.get(origin, MentionOrigin.HUMAN) if isinstance(origin, str) else MentionOrigin.HUMAN


def quote_of(value: Record) -> str:
    """What the region quotes, on one line and cut short; nothing where it quotes nothing."""
    quote = value.get("text")
    if not isinstance(quote, str):
        return ""
    quote = " ".join(quote.split())
    return f"“{quote if len(quote) <= 60 else quote[:59] + '…'}”"


def free_id(letter: str, used: Mapping[str, object]) -> str:
    """The letter with the first number that is not taken."""
    number = len(used) + 1
    while f"{letter}{number}" in used:
        number += 1
    return f"{letter}{number}"


def unused_id(id_: str, used: Mapping[str, object]) -> str:
    """The id, or where it is taken the id with a number."""
    if id_ not in used:
        return id_
    number = 2
    while f"{id_}{AGAIN}{number}" in used:
        number += 1
    return f"{id_}{AGAIN}{number}"
