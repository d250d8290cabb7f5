"""What is kept of the rows of a Label Studio result, so that they go out as they came."""

from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.formats.found_annotations import lost
from annotator.formats.json_values import Record
from annotator.formats.label_studio_rows import (
    ENTITY,
    JUDGEMENT,
    LABEL_TYPES,
    quote_of,
    task_named_by,
    texts_in,
)
from annotator.formats.label_studio_text import is_of_other_medium

PIECES = "pieces"
_OF_PLACE = frozenset(("start", "end", "text", "startOffset", "endOffset", "globalOffsets", *LABEL_TYPES))


def kept_of_region(value: Record) -> Record:
    """What of a region's value is not its place; null for words that are not there."""
    kept = {key: one for key, one in value.items() if key not in _OF_PLACE}
    return kept if "text" in value else {**kept, "text": None}


def _others_own(meta: JsonValue) -> JsonValue:
    """What is in the `meta` of a row beside what this program puts there."""
    if not isinstance(meta, dict):
        return meta
    return {key: one for key, one in meta.items() if key not in (ENTITY, JUDGEMENT, PIECES)}


@dataclass
class Kept:
    """By what they became: mentions and judgements by their ids; and the rows that became nothing."""

    mentions: dict[str, JsonValue] = field(default_factory=dict)
    judgements: dict[str, JsonValue] = field(default_factory=dict)
    others: list[Record] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def of_mention(self, id_: str, row: Record, usual: Record, value: Record) -> None:
        """Keeps what of the mention's row, and of its value, would not be written again."""
        if kept := _unusual(row, usual, value):
            self.mentions[id_] = kept

    def of_judgement(self, id_: str, row: Record, usual: Record, value: Record) -> None:
        """Keeps what of the judgement's row, and of its value, would not be written again."""
        if kept := _unusual(row, usual, value):
            self.judgements[id_] = kept

    def lose(self, row: Record, what: str, why: str) -> None:
        """The row stays with the annotation as it is, for the same format."""
        self.others.append(row)
        self.losses.append(lost(what, why))

    def lose_row(self, row: Record) -> None:
        """Names a row of a kind that says nothing here."""
        value = row.get("value")
        inside = value if isinstance(value, dict) else {}
        type_ = row.get("type") if isinstance(row.get("type"), str) else "a row"
        if is_of_other_medium(row):
            self.lose(row, f"{task_named_by(row)} ({type_})", "it is of an image, a sound or a film")
            return
        if type_ in LABEL_TYPES:
            self.lose(row, f"a region without a label {quote_of(inside)}".strip(), "a mention has a label")
            return
        texts = texts_in(inside) if type_ == "textarea" else ()
        said = f"{task_named_by(row)}: {' / '.join(texts)}" if texts else f"{task_named_by(row)} ({type_})"
        why = "no task takes free text" if type_ == "textarea" else "there is no such kind of answer"
        self.lose(row, said, why)


def _unusual(row: Record, usual: Record, value: Record) -> dict[str, JsonValue]:
    """What of the row would not be written again from what was read."""
    kept: dict[str, JsonValue] = {key: None for key in usual if key not in row}
    for key, one in row.items():
        if key == "meta":
            one = _others_own(one)
            if not one:
                continue
        if key != "value" and (key not in usual or usual[key] != one):
            kept[key] = one
    if value:
        kept["value"] = dict(value)
    return kept
