"""Writing an annotation as the rows of a Label Studio result: regions, entities, answers, relations."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from annotator.domain.scheme import Scheme
from annotator.formats.json_values import LARGEST_INTEGER, Record
from annotator.formats.label_studio_rows import (
    AGAIN,
    ENTITY,
    JUDGEMENT,
    LABEL_TYPES,
    ORDER,
    PREDICTED,
    RIGHT,
    STEPS,
    key_of,
    usual_keys,
)
from annotator.formats.relation_tasks import RELATION, task_of
from annotator.formats.stored_json import JsonAnnotation, JsonEntity, JsonJudgement, JsonMention, JsonRef

Row = dict[str, JsonValue]
_RATING = "rating"


def rows_of(text: str, said: JsonAnnotation, kept: Record, scheme: Scheme) -> Iterator[Row]:
    """The rows in the order of reading; `kept` is what was kept of the rows that were read."""
    rows = _Writing(text, said, kept, scheme).rows()
    order = kept.get(ORDER)
    if isinstance(order, list):
        places = {key: place for place, key in enumerate(order) if isinstance(key, str)}
        rows = iter(sorted(rows, key=lambda row: places.get(key_of(row), len(places))))
    yield from rows


class _Writing:
    """One annotation being written."""

    def __init__(self, text: str, said: JsonAnnotation, kept: Record, scheme: Scheme) -> None:
        self._text = text
        self._said = said
        self._scheme = scheme
        self._kept_mentions = _objects(kept.get("mentions"))
        self._kept_judgements = _objects(kept.get("judgements"))
        others = kept.get("others")
        self._others = others if isinstance(others, list) else []
        self._regions = self._grouped()
        self._region_of = {one["id"]: ids[0]["id"] for ids in self._regions for one in ids}
        self._described: set[str] = set()

    def rows(self) -> Iterator[Row]:
        for together in self._regions:
            yield from self._region(together)
        for entity in self._said["entities"].values():
            if entity["id"] not in self._described:
                yield {**usual_keys("textarea", ENTITY), **self._entity(entity)}
        for judgement in self._said["judgements"].values():
            yield self._judgement(judgement)
        yield from (row for row in self._others if isinstance(row, dict))

    def _grouped(self) -> Sequence[Sequence[JsonMention]]:
        """The mentions by their regions, of which some have several labels."""
        ordered = sorted(
            self._said["mentions"].values(),
            key=lambda one: (one["start"], -one["end"], one["label"], one["id"]),
        )
        firsts = {one["id"]: one for one in ordered}

        def region(mention: JsonMention) -> str:
            first = firsts.get(mention["id"].rpartition(AGAIN)[0])
            if first is None or mention["id"] in self._kept_mentions:
                return mention["id"]
            return first["id"] if _place(first) == _place(mention) else mention["id"]

        by_region: dict[str, list[JsonMention]] = {}
        for mention in ordered:
            by_region.setdefault(region(mention), []).append(mention)
        return [_first_first(id_, together) for id_, together in by_region.items()]

    def _region(self, together: Sequence[JsonMention]) -> Iterator[Row]:
        first = together[0]
        kept = self._kept_mentions.get(first["id"], {})
        type_ = "labels"
        place: Row = {
            "start": first["start"],
            "end": first["end"],
            "text": self._text[first["start"] : first["end"]],
        }
        row: Row = {"id": first["id"], **usual_keys(type_, "label")}
        if first["origin"] == "model":
            row["origin"] = PREDICTED
        if first["fragments"]:
            row["meta"] = {"pieces": [self._span(start, end) for start, end in first["fragments"]]}
        value: Row = {**place, type_: [one["label"] for one in together]}
        yield _with_kept(row, value, kept)
        entity = self._said["entities"].get(first["entity"] or "")
        if entity is not None:
            yield {"id": row["id"], **usual_keys("textarea", ENTITY), **self._entity(entity, place)}

    def _entity(self, entity: JsonEntity, place: Row | None = None) -> Row:
        """Its name as the text of a region; all that is known of it the first time."""
        known: Row = {"id": entity["id"]}
        if entity["id"] not in self._described:
            self._described.add(entity["id"])
            known |= {"name": entity["name"], "label": entity["label"]}
            known |= {key: entity[key] for key in ("canonical", "kb_id") if entity[key] is not None}
            if entity["attributes"]:
                known["attributes"] = dict(entity["attributes"])
        value: Row = {**(place or {}), "text": [entity["name"]]}
        return {"value": value, "meta": {ENTITY: known}}

    def _judgement(self, judgement: JsonJudgement) -> Row:
        kept = self._kept_judgements.get(judgement["id"], {})
        holder, target = judgement["holder"], judgement["target"]
        if (
            judgement["label"] is not None
            and holder
            and target
            and _is_mention(holder)
            and _is_mention(target)
        ):
            return self._relation(judgement, kept, holder, target)
        type_ = kept.get("type")
        type_ = type_ if isinstance(type_, str) and _fits(judgement, type_) else "choices"
        row: Row = {"id": judgement["id"], **usual_keys(type_, judgement["task"])}
        value: Row = {type_: _answers(judgement, type_)}
        asides = self._asides(judgement, type_)
        if holder is not None:
            asides["holder"] = self._ref(holder)
        if _is_mention(target) and target is not None:
            row["id"] = self._region_of[target["id"] or ""]
            value = {**self._place_of(target["id"] or ""), **value}
            kept = {key: one for key, one in kept.items() if key != "id"}
            asides = {"id": judgement["id"], **asides} if judgement["id"] != row["id"] else asides
            if target["id"] != row["id"]:
                asides["target"] = self._ref(target)
        elif target is not None and target["kind"] == "segment":
            value = {**self._ref(target), **value}
        elif target is None or target["kind"] != "article":
            asides["target"] = None if target is None else self._ref(target)
        if judgement["label"] is None:
            # Where nothing is chosen, this tells that something was answered.
            asides["id"] = judgement["id"]
        if asides:
            row["meta"] = {JUDGEMENT: asides}
        return _with_kept(row, value, kept)

    def _relation(self, judgement: JsonJudgement, kept: Record, holder: JsonRef, target: JsonRef) -> Row:
        from_, to = self._region_of[holder["id"] or ""], self._region_of[target["id"] or ""]
        asides = self._asides(judgement, "relation")
        if not self._is_found(judgement, kept):
            asides["task"] = judgement["task"]
        if from_ != holder["id"]:
            asides["holder"] = self._ref(holder)
        if to != target["id"]:
            asides["target"] = self._ref(target)
        if kept.get("direction") == "left":
            from_, to = to, from_
        row: Row = {
            "id": judgement["id"],
            "type": "relation",
            "from_id": from_,
            "to_id": to,
            "direction": RIGHT,
        }
        if asides:
            row["meta"] = {JUDGEMENT: asides}
        if "labels" not in kept or (judgement["task"], judgement["label"]) != (RELATION, RELATION):
            kept = {key: one for key, one in kept.items() if key != "labels"}
            row["labels"] = [one for one in (judgement["label"], *judgement["more_labels"]) if one]
        return _with_kept(row, None, kept)

    def _is_found(self, judgement: JsonJudgement, kept: Record) -> bool:
        """Whether the relation came without its task, which is found again by its label."""
        label, task = judgement["label"] or "", judgement["task"]
        came = "id" in kept and kept["id"] is None
        return task == RELATION or (came and task_of(label, self._scheme) == (task, label))

    def _asides(self, judgement: JsonJudgement, type_: str) -> Row:
        """What stands beside the label and has no other place."""
        possible: Row = {
            "intensity": judgement["intensity"],
            "implicit": judgement["implicit"],
            "implied_label": judgement["implied_label"],
            "confidence": judgement["confidence"],
            "note": judgement["note"],
            "distribution": dict(judgement["distribution"]),
            "value": None if type_ == _RATING else judgement["value"],
        }
        asides: Row = {
            key: one for key, one in possible.items() if one is not None and one is not False and one != {}
        }
        if judgement["label"] is None and judgement["more_labels"]:
            asides["label"] = None
        if judgement["anchor"] is not None:
            asides["anchor"] = self._ref(judgement["anchor"])
        if judgement["evidence"]:
            asides["evidence"] = [self._span(one["start"], one["end"]) for one in judgement["evidence"]]
        return asides

    def _ref(self, ref: JsonRef) -> Row:
        if ref["kind"] == "segment":
            start, _, end = (ref["id"] or "").partition("-")
            return self._span(int(start), int(end))
        return {key: one for key, one in ref.items() if one is not None}

    def _place_of(self, mention: str) -> Row:
        one = self._said["mentions"][mention]
        return self._span(one["start"], one["end"])

    def _span(self, start: int, end: int) -> Row:
        return {"start": start, "end": end, "text": self._text[start:end]}


def _objects(value: JsonValue) -> Mapping[str, Record]:
    if not isinstance(value, dict):
        return {}
    return {key: one for key, one in value.items() if isinstance(one, dict)}


def _first_first(region: str, together: Sequence[JsonMention]) -> Sequence[JsonMention]:
    """In the order of their ids, the one with the region's own first."""
    return sorted(together, key=lambda one: (one["id"] != region, len(one["id"]), one["id"]))


def _place(mention: JsonMention) -> tuple[object, ...]:
    return mention["start"], mention["end"], mention["fragments"], mention["entity"], mention["origin"]


def _is_mention(ref: JsonRef | None) -> bool:
    return ref is not None and ref["kind"] == "mention"


def _fits(judgement: JsonJudgement, type_: str) -> bool:
    """Whether the answer can still be written as it came."""
    if type_ == _RATING:
        value = judgement["value"]
        return value is not None and judgement["label"] == f"{value:g}" and not judgement["more_labels"]
    return type_ in ("taxonomy", "choices")


def _answers(judgement: JsonJudgement, type_: str) -> JsonValue:
    labels = [label for label in (judgement["label"], *judgement["more_labels"]) if label is not None]
    if type_ == _RATING:
        return _whole(judgement["value"])
    if type_ == "taxonomy":
        return [list(label.split(STEPS)) for label in labels]
    return [*labels]


def _whole(value: float | None) -> JsonValue:
    return int(value) if value is not None and value.is_integer() and abs(value) <= LARGEST_INTEGER else value


def _with_kept(row: Row, value: Row | None, kept: Record) -> Row:
    """The row with what was kept of it: what is null there was missing in the row that was read."""
    of_value = kept.get("value")
    for key, one in kept.items():
        if one is None:
            row.pop(key, None)
        elif key == "meta" and isinstance(one, dict) and isinstance(own := row.get("meta"), dict):
            row["meta"] = {**one, **own}
        elif key not in ("value", "type") or (key == "type" and one not in LABEL_TYPES):
            row[key] = one
    if value is not None:
        if isinstance(of_value, dict):
            value = {key: one for key, one in {**value, **of_value}.items() if one is not None}
        row["value"] = value
    return row
