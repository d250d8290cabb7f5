"""The rows of a Label Studio result: regions and answers on the way in, and as they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue, ValidationError

from annotator.domain.annotation import ARTICLE, MentionOrigin, Ref, RefKind
from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.found_annotations import (
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.json_values import (
    LARGEST_INTEGER,
    Record,
    Unreadable,
    as_object,
    as_offsets,
    flag_of,
    id_of,
    id_or_none,
    int_of,
    list_of,
    list_or_empty,
    number_of,
    number_or_none,
    object_of,
    object_or_empty,
    objects_or_empty,
    offsets_of,
    text_of,
    text_or_none,
    texts_of,
)
from annotator.formats.label_studio_text import TaskText, is_of_other_medium
from annotator.formats.relation_tasks import RELATION, task_of

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


@dataclass
class Contents:
    """What the rows of one annotation say; `rows` is what is kept of them beside it, for the same format."""

    mentions: list[FoundMention] = field(default_factory=list)
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    judgements: list[FoundJudgement] = field(default_factory=list)
    rows: dict[str, JsonValue] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)


def contents_of(
    rows: Sequence[Record], text: TaskText, scheme: Scheme | None, *, is_predicted: bool = False
) -> Contents:
    """What the rows say of the text; raises Unreadable where a row is not one."""
    return _Reading(rows, text, scheme, is_predicted=is_predicted).contents()


def usual_keys(type_: str, from_name: str) -> dict[str, JsonValue]:
    """What a row has where nothing else is kept of it."""
    return {"from_name": from_name, "to_name": "text", "type": type_, "origin": MARKED}


def key_of(row: Record) -> str:
    """What tells a row from the others, for putting them in the order they came in."""
    names = ("type", "from_name", "id") if row.get("type") != "relation" else ("type", "from_id", "to_id")
    return " ".join(str(row.get(name, "")) for name in names)


class _Reading:
    """The rows of one annotation being read: regions first, then what is said about them."""

    def __init__(
        self, rows: Sequence[Record], text: TaskText, scheme: Scheme | None, *, is_predicted: bool
    ) -> None:
        self._is_predicted = is_predicted
        self._rows = rows
        self._labels = [_labels_of(row) for row in rows]
        self._text = text
        self._scheme = scheme
        self._of_region: dict[str, str] = {}
        self._entities: dict[str, str] = {}
        self._kept: dict[str, dict[str, JsonValue]] = {"mentions": {}, "judgements": {}}
        self._others: list[Record] = []
        self._mentions: dict[str, FoundMention] = {}
        self._judgements: dict[str, FoundJudgement] = {}
        self._label_of_region: dict[str | None, str] | None = None
        self._found = Contents()

    def contents(self) -> Contents:
        found = self._found
        for row in self._rows:
            if _is_entity(row):
                self._read_entity(row)
        for row, labels in zip(self._rows, self._labels, strict=True):
            if labels:
                self._read_region(row, labels)
        for row, labels in zip(self._rows, self._labels, strict=True):
            if not labels and not _is_entity(row):
                self._read_other(row)
        found.mentions = list(self._mentions.values())
        found.judgements = list(self._judgements.values())
        kept: dict[str, JsonValue] = {name: dict(rows) for name, rows in self._kept.items() if rows}
        if self._others:
            kept["others"] = [dict(row) for row in self._others]
        if not self._is_in_order():
            kept[ORDER] = [key_of(row) for row in self._rows]
        found.rows = kept
        return found

    def _is_in_order(self) -> bool:
        """Whether the rows stand as they would be written: regions as they are read, then all else."""
        places: list[tuple[int, float, float]] = []
        others = {id(row) for row in self._others}
        for row, labels in zip(self._rows, self._labels, strict=True):
            value = row.get("value")
            if isinstance(value, dict) and (labels or _is_entity(row)):
                places.append((0, _number_or_zero(value, "start"), -_number_or_zero(value, "end")))
            else:
                places.append((2 if id(row) in others else 1, 0, 0))
        return places == sorted(places)

    def _read_region(self, row: Record, labels: Sequence[str]) -> None:
        value = object_of(row, "value")
        place = self._text.place(row, value)
        if isinstance(place, str):
            self._lose(row, f"{', '.join(labels)} {_shown(value)}", place)
            return
        region = id_or_none(row, "id") or _free("m", self._mentions)
        origin = MentionOrigin.MODEL if self._is_predicted else _origin(row)
        ids = []
        for label in labels:
            id_ = _unused(region, self._mentions)
            self._mentions[id_] = FoundMention(
                id_, self._pieces(row, place), label, self._entities.get(region), origin
            )
            ids.append(id_)
        self._of_region.setdefault(region, ids[0])
        usual = _usual("labels", "label", ids[0])
        if origin is MentionOrigin.MODEL:
            usual["origin"] = PREDICTED
        self._keep("mentions", ids[0], row, usual, _kept_value(value))

    def _pieces(self, row: Record, place: FoundSpan) -> FoundSpan:
        """The region, or the pieces of it that are marked, where the row names them."""
        gaps = list_or_empty(object_or_empty(row, "meta"), "pieces")
        if not gaps:
            return place
        pieces = [as_object(piece, "pieces") for piece in gaps]
        quote = " ".join(text_of(piece, "text") for piece in pieces)
        return FoundSpan(tuple(offsets_of(piece) for piece in pieces), quote)

    def _read_entity(self, row: Record) -> None:
        """The entity that the text area of a region names; what else is known of it stands in the row."""
        texts = _texts(object_of(row, "value"))
        name = next((text for text in texts if text.strip()), None)
        known = object_or_empty(object_or_empty(row, "meta"), ENTITY)
        id_ = id_or_none(known, "id") or name
        if id_ is None:
            return
        region = id_or_none(row, "id")
        if region is not None:
            self._entities[region] = id_
        if "label" in known and id_ not in self._found.entities:
            self._found.entities[id_] = FoundEntity(
                id=id_,
                name=text_of(known, "name"),
                label=text_of(known, "label"),
                canonical=text_or_none(known, "canonical"),
                kb_id=text_or_none(known, "kb_id"),
                attributes=object_or_empty(known, "attributes"),
            )
        elif id_ not in self._found.entities and name is not None:
            label = self._label_of(region)
            if label:
                self._found.entities[id_] = FoundEntity(id=id_, name=name, label=label)
            else:
                self._lose(row, f"the entity “{name}”", "it belongs to no labelled region")

    def _label_of(self, region: str | None) -> str | None:
        """The label of the region, which may be read later than what is said about it."""
        if self._label_of_region is None:
            self._label_of_region = {
                id_or_none(row, "id"): labels[0]
                for row, labels in zip(self._rows, self._labels, strict=True)
                if labels
            }
        return self._label_of_region.get(region)

    def _read_other(self, row: Record) -> None:
        match row.get("type"):
            case "relation":
                self._read_relation(row)
            case "choices" | "taxonomy" | "rating":
                self._read_answer(row)
            case _:
                self._lose_row(row)

    def _read_relation(self, row: Record) -> None:
        from_, to = id_of(row, "from_id"), id_of(row, "to_id")
        first, second = self._of_region.get(from_), self._of_region.get(to)
        labels = [text_of({"labels": one}, "labels") for one in list_or_empty(row, "labels")]
        labels = [label for label in labels if label]
        if first is None or second is None:
            what = ", ".join(labels) or "a relation"
            self._lose(
                row, f"{what} between {from_} and {to}", "one of these is no labelled region of the text"
            )
            return
        direction = text_or_none(row, "direction") or RIGHT
        if direction == "left":
            first, second = second, first
        id_ = self._judgement_id(row)
        task, answers = self._answers_of_relation(row, labels)
        said = FoundJudgement(
            id=id_,
            task=task,
            label=answers[0],
            more_labels=tuple(answers[1:]),
            holder=Ref(kind=RefKind.MENTION, id=first),
            target=Ref(kind=RefKind.MENTION, id=second),
        )
        self._judgements[id_] = self._with_asides(said, row)
        usual: dict[str, JsonValue] = {"id": id_, "type": "relation", "direction": RIGHT}
        kept = {key: value for key, value in row.items() if key not in ("from_id", "to_id")}
        if labels:
            kept.pop("labels", None)
        else:
            usual["labels"] = None
        self._keep("judgements", id_, kept, usual, {})
        if direction not in ("left", RIGHT):
            what = f"that {', '.join(labels) or 'a relation'} goes both ways"
            self._found.losses.append(lost(what, "a judgement has a holder and a target"))

    def _answers_of_relation(self, row: Record, labels: Sequence[str]) -> tuple[str, Sequence[str]]:
        """The task, which the row may name beside its labels, and the answers to it."""
        if not labels:
            return RELATION, (RELATION,)
        named = text_or_none(object_or_empty(object_or_empty(row, "meta"), JUDGEMENT), "task")
        if named:
            return named, labels
        found = [task_of(label, self._scheme) for label in labels]
        return found[0][0], [label for _, label in found]

    def _read_answer(self, row: Record) -> None:
        value = object_of(row, "value")
        type_ = text_of(row, "type")
        labels = _answers(value, type_)
        has_asides = JUDGEMENT in object_or_empty(row, "meta")
        if not labels and not has_asides:
            # Nothing chosen is nothing said.
            self._others.append(row)
            return
        target = self._target(row, value)
        if isinstance(target, str):
            self._lose(row, f"{_task(row)}: {', '.join(labels)} {_shown(value)}", target)
            return
        id_ = self._judgement_id(row)
        said = FoundJudgement(
            id=id_,
            task=_task(row),
            label=labels[0] if labels else None,
            more_labels=tuple(labels[1:]),
            target=target,
            value=number_of(value, "rating") if type_ == "rating" else None,
        )
        self._judgements[id_] = self._with_asides(said, row)
        is_region = isinstance(target, Ref) and target.kind is RefKind.MENTION
        row_id = (target.id or "") if isinstance(target, Ref) and is_region else id_
        more = {key: one for key, one in value.items() if key not in ("start", "end", "text", type_)}
        if ("start" in value) and "text" not in value:
            more["text"] = None
        self._keep("judgements", id_, row, _usual("choices", _task(row), row_id), more)

    def _target(self, row: Record, value: Record) -> Ref | FoundSpan | str:
        """The mention of the region, a stretch that has no label of its own, or else the article."""
        mention = self._of_region.get(id_or_none(row, "id") or "")
        if mention is not None:
            return Ref(kind=RefKind.MENTION, id=mention)
        if "start" in value or "startOffset" in value:
            place = self._text.place(row, value)
            if isinstance(place, str):
                return place
            same = (one.id for one in self._mentions.values() if one.span.pieces == place.pieces)
            id_ = next(same, None) if id_or_none(row, "id") is None else None
            return place if id_ is None else Ref(kind=RefKind.MENTION, id=id_)
        return ARTICLE

    def _judgement_id(self, row: Record) -> str:
        asides = object_or_empty(object_or_empty(row, "meta"), JUDGEMENT)
        given = id_or_none(asides, "id") or id_or_none(row, "id")
        return _free("j", self._judgements) if given is None else _unused(given, self._judgements)

    def _with_asides(self, said: FoundJudgement, row: Record) -> FoundJudgement:
        """The answer with what Label Studio has no place for, where the row brings it."""
        asides = object_or_empty(row, "meta").get(JUDGEMENT)
        if asides is None:
            return said
        return with_asides(said, as_object(asides, JUDGEMENT))

    def _keep(self, kind: str, id_: str, row: Record, usual: Record, value: Record) -> None:
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
        if kept:
            self._kept[kind][id_] = kept

    def _lose_row(self, row: Record) -> None:
        value = row.get("value")
        inside = value if isinstance(value, dict) else {}
        type_ = row.get("type") if isinstance(row.get("type"), str) else "a row"
        if is_of_other_medium(row):
            self._lose(row, f"{_task(row)} ({type_})", "it is of an image, a sound or a film")
            return
        if type_ in LABEL_TYPES:
            self._lose(row, f"a region without a label {_shown(inside)}".strip(), "a mention has a label")
            return
        texts = _texts(inside) if type_ == "textarea" else ()
        said = f"{_task(row)}: {' / '.join(texts)}" if texts else f"{_task(row)} ({type_})"
        why = "no task takes free text" if type_ == "textarea" else "there is no such kind of answer"
        self._lose(row, said, why)

    def _lose(self, row: Record, what: str, why: str) -> None:
        """It stays with the annotation as it is, for the same format."""
        self._others.append(row)
        self._found.losses.append(lost(what, why))


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


def _labels_of(row: Record) -> Sequence[str]:
    """The labels of a region of text; none if it is not one."""
    value = row.get("value")
    if not isinstance(value, dict) or row.get("type") not in LABEL_TYPES or is_of_other_medium(row):
        return ()
    key = next((key for key in LABEL_TYPES if value.get(key) is not None), None)
    return () if key is None else [label for label in texts_of(value, key) if label]


def _is_entity(row: Record) -> bool:
    return row.get("type") == "textarea" and row.get("from_name") == ENTITY


def _answers(value: Record, type_: str) -> Sequence[str]:
    """What was chosen; of a tree the path to it."""
    if type_ == "rating":
        return () if value.get("rating") is None else (f"{number_of(value, 'rating'):g}",)
    given = list_or_empty(value, type_)
    return [label for one in given if (label := _answer(one, type_))]


def _answer(one: JsonValue, type_: str) -> str:
    if isinstance(one, list):
        return STEPS.join(texts_of({type_: one}, type_))
    return text_of({type_: one}, type_)


def _texts(value: Record) -> Sequence[str]:
    text = value.get("text")
    if isinstance(text, str):
        return (text,)
    return texts_of({"text": list(list_of(value, "text"))}, "text") if text is not None else ()


def _task(row: Record) -> str:
    return text_or_none(row, "from_name") or "label"


def _origin(row: Record) -> MentionOrigin:
    origin = row.get("origin")
    return _ORIGINS.get(origin, MentionOrigin.HUMAN) if isinstance(origin, str) else MentionOrigin.HUMAN


def _usual(type_: str, from_name: str, id_: str) -> dict[str, JsonValue]:
    return {"id": id_, **usual_keys(type_, from_name)}


_OF_PLACE = frozenset(("start", "end", "text", "startOffset", "endOffset", "globalOffsets", *LABEL_TYPES))


def _kept_value(value: Record) -> Record:
    kept = {key: one for key, one in value.items() if key not in _OF_PLACE}
    return kept if "text" in value else {**kept, "text": None}


def _others_own(meta: JsonValue) -> JsonValue:
    """What is in the `meta` of a row beside what this program puts there."""
    if not isinstance(meta, dict):
        return meta
    return {key: one for key, one in meta.items() if key not in (ENTITY, JUDGEMENT, "pieces")}


def _shown(value: Record) -> str:
    quote = value.get("text")
    if not isinstance(quote, str):
        return ""
    quote = " ".join(quote.split())
    return f"“{quote if len(quote) <= 60 else quote[:59] + '…'}”"


def _number_or_zero(value: Record, key: str) -> float:
    number = value.get(key)
    return float(number) if isinstance(number, int | float) and abs(number) <= LARGEST_INTEGER else 0.0


def _free(letter: str, used: Mapping[str, object]) -> str:
    number = len(used) + 1
    while f"{letter}{number}" in used:
        number += 1
    return f"{letter}{number}"


def _unused(id_: str, used: Mapping[str, object]) -> str:
    """The id, or where it is taken the id with a number."""
    if id_ not in used:
        return id_
    number = 2
    while f"{id_}{AGAIN}{number}" in used:
        number += 1
    return f"{id_}{AGAIN}{number}"
