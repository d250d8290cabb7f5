"""Reading GATE's documents in JSON (bdoc), which GATE Teamware writes too: a set of annotations a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE
from annotator.domain.loss import Loss
from annotator.formats.counting import CODE_POINTS, UTF16, Counting
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import (
    NOBODY_NAMED,
    FoundAnnotation,
    FoundArticle,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_object,
    as_offsets,
    int_of,
    number_or_none,
    object_of,
    object_or_empty,
    objects_of,
    text_of,
    text_or_none,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord

SETS, FEATURES = "annotation_sets", "features"
NO_MENTIONS = frozenset(
    ("Token", "SpaceToken", "DEFAULT_TOKEN", "Sentence", "Split", "Lookup", "paragraph", "Paragraph")
)
"""What GATE's own tools mark on every text."""
_ANSWERS = "answers"
_MARKUP = "Original markups"
_DOCUMENT, _LABEL, _SECONDS = "Document", "label", "duration_seconds"
_COUNTINGS: Mapping[str, Counting] = {"p": CODE_POINTS, "j": UTF16}
_LONGEST_LABEL = 60


def is_document(record: Record) -> bool:
    """Whether it has a text, and sets of annotations by name."""
    sets = record.get(SETS)
    return (
        isinstance(sets, dict)
        and isinstance(record.get("text"), str)
        and all(isinstance(one, dict) and isinstance(one.get("annotations"), list) for one in sets.values())
    )


def document_article(record: FoundRecord, options: ReadOptions) -> FoundArticle:
    """The article with an annotation for each set; raises Unreadable."""
    values = record.values
    text = text_of(values, "text")
    offset_type = text_or_none(values, "offset_type") or "p"
    if offset_type not in _COUNTINGS:
        raise Unreadable(f"“offset_type” is “{offset_type[:20]}”, neither p nor j.")
    told = (SETS, FEATURES, "text", "offset_type")
    rest = {
        **object_or_empty(values, FEATURES),
        **{key: value for key, value in values.items() if key not in told},
    }
    fields = find_fields({**rest, "text": text}, options.named_columns)
    sets = {name: _Set(as_object(one, name)) for name, one in object_of(values, SETS).items()}
    losses = [loss for one in sets.values() for loss in one.losses]
    if _MARKUP in sets and sets.pop(_MARKUP).number:
        losses.append(lost(f"the set “{_MARKUP}”", "it is the markup of the file, and nobody’s work"))
    return FoundArticle(
        record.file,
        record.where,
        text,
        tuple(one.annotation(name or NOBODY_NAMED) for name, one in sets.items()),
        counting=_COUNTINGS[offset_type],
        fields={} if isinstance(fields, str) else fields.fields,
        meta=rest,
        losses=tuple(losses),
    )


@dataclass
class _Kept:
    features: dict[str, JsonValue] = field(default_factory=dict)
    answers: dict[str, JsonValue] = field(default_factory=dict)


class _Set:
    """What one set says."""

    def __init__(self, values: Record) -> None:
        ones = objects_of(values, "annotations")
        self.number = len(ones)
        self.losses: list[Loss] = []
        self._kept = _Kept()
        self._mentions: dict[str, FoundMention] = {}
        self._judgements: list[FoundJudgement] = []
        self._seconds = 0.0
        no_mentions: Counter[str] = Counter()
        for one in ones:
            kind = text_of(one, "type")
            if kind in NO_MENTIONS:
                no_mentions[kind] += 1
            else:
                self._take(kind, one)
        for kind, number in no_mentions.items():
            self.losses.append(lost(f"{number} of the kind {kind}", "it is no kind of mentions"))

    def annotation(self, annotator: str) -> FoundAnnotation:
        kept: dict[str, JsonValue] = {}
        if self._kept.features:
            kept[FEATURES] = self._kept.features
        if self._kept.answers:
            kept[_ANSWERS] = self._kept.answers
        return FoundAnnotation(
            annotator,
            mentions=tuple(self._mentions.values()),
            judgements=tuple(self._judgements),
            meta=kept,
            active_seconds=self._seconds,
        )

    def _take(self, kind: str, one: Record) -> None:
        start, end = as_offsets(int_of(one, "start"), int_of(one, "end"))
        features = object_or_empty(one, FEATURES)
        answers = features.get(_LABEL)
        if kind == _DOCUMENT and isinstance(answers, dict):
            self._seconds += max(number_or_none(one, _SECONDS) or 0.0, 0.0)
            for task, answer in answers.items():
                self._answer(task, answer)
        elif start == end:
            self.losses.append(lost(f"{kind or 'an annotation'} at {start}", "it marks no text"))
        else:
            id_ = self._new_id(one)
            self._mentions[id_] = FoundMention(id_, FoundSpan(((start, end),)), kind or "entity")
            if features:
                self._kept.features[id_] = dict(features)

    def _new_id(self, one: Record) -> str:
        """The id it has in its set, or another one where that is taken or missing."""
        given = one.get("id")
        id_ = f"m{given}" if isinstance(given, int) and not isinstance(given, bool) else ""
        return id_ if id_ and id_ not in self._mentions else f"n{len(self._mentions) + 1}"

    def _answer(self, task: str, answer: JsonValue) -> None:
        """An answer about the whole text; free text stays with the annotation as it is."""
        labels = [answer] if isinstance(answer, str) else answer
        if (
            task
            and isinstance(labels, list)
            and labels
            and all(
                isinstance(one, str) and 0 < len(one) <= _LONGEST_LABEL and "\n" not in one for one in labels
            )
        ):
            first, *others = map(str, labels)
            id_ = f"j{len(self._judgements) + 1}"
            more = tuple(dict.fromkeys(others))
            self._judgements.append(FoundJudgement(id_, task, first, target=ARTICLE, more_labels=more))
        elif answer not in (None, "", []):
            self._kept.answers[task] = answer
