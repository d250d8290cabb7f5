"""Reading NewsMTSC: sentiment toward mentions in sentences, by sentence or with a row for each target."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from annotator.domain.annotation import AUTHOR, MentionOrigin, Ref, RefKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.scheme import About
from annotator.formats.all_formats import NEWSMTSC
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
    as_text,
    id_or_none,
    number_or_none,
    objects_or_empty,
    offsets_of,
    text_of,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.sentence_records import gathered, misfit, one_sentence, task_named, whole_text

TASK = "sentiment"
TARGET_LABEL = "OTHER"
"""Such files do not say what a target is; in the data set’s scheme that is the label of other targets."""
LABELS: Mapping[float, str] = {2.0: "negative", 4.0: "neutral", 6.0: "positive"}
_FLAT_LABELS: Mapping[float, float] = {-1.0: 2.0, 0.0: 4.0, 1.0: 6.0}
"""From the polarity in rows of single targets to that of sentences."""

SENTENCE, TARGETS, FURTHER, GID, PRIMARY = (
    *("sentence_normalized", "targets", "further_mentions"),
    *("Input.gid", "primary_gid"),
)
ANNOTATOR = "annotator"
"""The key under which the program itself writes whose work a row is."""
META = "newsmtsc"
"""The key of an annotation’s meta that holds, record by record, what has no other place.

There the ids of the record’s answers stand under “targets”, with what else the file says of each.
"""
_FLAT_SENTENCE, _FLAT_GID = "sentence", "id"
_OF_FLAT = frozenset((_FLAT_SENTENCE, _FLAT_GID, "mention", "polarity", "from", "to", ANNOTATOR))
_OF_TARGET = frozenset(("from", "to", "mention", "polarity"))


def recognises(record: Record) -> bool:
    """Whether it is a sentence with targets, or the row of a target with its sentence."""
    if isinstance(record.get(SENTENCE), str):
        return TARGETS in record
    is_row = record.keys() >= {_FLAT_SENTENCE, "mention", "polarity", "from", "to"}
    return is_row and isinstance(record[_FLAT_SENTENCE], str)


@dataclass(frozen=True, slots=True)
class _Target:
    span: FoundSpan
    further: tuple[FoundSpan, ...]
    polarity: float | None
    gid: str | None
    rest: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A record as it is meant; `targets` None where nobody has annotated it."""

    record: FoundRecord
    text: str
    annotator: str
    targets: tuple[_Target, ...] | None
    rest: Mapping[str, JsonValue]

    @property
    def spans(self) -> list[FoundSpan]:
        return [span for target in self.targets or () for span in (target.span, *target.further)]

    @property
    def is_row(self) -> bool:
        """Whether it was the row of a target, and no sentence with a list of them."""
        return SENTENCE not in self.record.values


def read_newsmtsc(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """An article for each sentence; offsets end behind the mention, whatever the data set’s readme says."""
    task = task_named(TASK, About.PAIR, options.scheme)
    for group in gathered(map(_sentence, records), _text_of):
        sentences: list[_Sentence] = []
        known: list[FoundSpan] = []
        for one in group:
            fault = one if isinstance(one, BadInput) else _fault(one, known, is_alone=len(group) == 1)
            if fault is not None:
                yield fault
            elif isinstance(one, _Sentence):
                sentences.append(one)
                known += one.spans
        if sentences:
            yield _article(sentences, task)


def _text_of(one: _Sentence | BadInput) -> str:
    return one.text if isinstance(one, _Sentence) else ""


def _sentence(record: FoundRecord) -> _Sentence | BadInput:
    values = record.values
    try:
        annotator = id_or_none(values, ANNOTATOR) or NOBODY_NAMED
        if SENTENCE not in values and TARGETS not in values:
            text = text_of(values, _FLAT_SENTENCE)
            return _Sentence(record, text, annotator, (_flat_target(values),), {})
        targets = tuple(map(_target, objects_or_empty(values, TARGETS)))
        rest = {key: value for key, value in values.items() if key not in (SENTENCE, TARGETS, ANNOTATOR)}
        is_annotated = values.get(TARGETS) is not None
        return _Sentence(
            record, text_of(values, SENTENCE), annotator, targets if is_annotated else None, rest
        )
    except Unreadable as unreadable:
        return BadInput(file=record.file, where=record.where, reason=unreadable.reason)


def _target(target: Record) -> _Target:
    further = tuple(map(_span, objects_or_empty(target, FURTHER)))
    polarity = number_or_none(target, "polarity")
    if polarity is not None and polarity not in LABELS:
        raise Unreadable(f"The polarity {polarity:g} is none of 2, 4 and 6.")
    rest = {GID: target.get(GID), **{key: value for key, value in target.items() if key not in _OF_TARGET}}
    if further:
        del rest[FURTHER]
    return _Target(_span(target), further, polarity, id_or_none(target, GID), rest)


def _flat_target(row: Record) -> _Target:
    given = number_or_none(row, "polarity")
    polarity = None if given is None else _FLAT_LABELS.get(given)
    if given is not None and polarity is None:
        raise Unreadable(f"The polarity {given:g} is none of -1, 0 and 1.")
    rest = {key: value for key, value in row.items() if key not in _OF_FLAT}
    return _Target(_span(row), (), polarity, id_or_none(row, _FLAT_GID), {GID: row.get(_FLAT_GID), **rest})


def _span(place: Record) -> FoundSpan:
    quote = place.get("mention")
    return FoundSpan((offsets_of(place, "from", "to"),), None if quote is None else as_text(quote, "mention"))


def _row_id(sentence: _Sentence) -> JsonValue:
    return sentence.record.values.get(_FLAT_GID) if sentence.is_row else None


def _fault(sentence: _Sentence, known: Sequence[FoundSpan], *, is_alone: bool) -> BadInput | None:
    """Why a record among several of one text has to go."""
    why = None if is_alone else misfit(sentence.text, known, sentence.spans)
    record = sentence.record
    return None if why is None else BadInput(file=record.file, where=record.where, reason=why)


def _article(sentences: Sequence[_Sentence], task: str) -> FoundArticle:
    first = sentences[0]
    by_annotator: dict[str, list[_Sentence]] = {}
    for sentence in sentences:
        if sentence.targets is not None:
            by_annotator.setdefault(sentence.annotator, []).append(sentence)
    losses: list[Loss] = []
    annotations = [_Making(name, task, losses).annotation(own) for name, own in by_annotator.items()]
    is_annotated = bool(annotations)
    return FoundArticle(
        first.record.file,
        first.record.where,
        first.text,
        tuple(annotations),
        meta={} if is_annotated else dict(first.rest),
        segments=one_sentence(first.text),
        losses=tuple(losses),
    )


class _Making:
    """What one annotator says about one sentence, in the making."""

    def __init__(self, annotator: str, task: str, losses: list[Loss]) -> None:
        self._annotator = annotator
        self._task = task
        self._losses = losses
        self._mentions: list[FoundMention] = []
        self._targets = 0
        self._judgements: dict[str, FoundJudgement] = {}

    def annotation(self, sentences: Sequence[_Sentence]) -> FoundAnnotation:
        kept: list[JsonValue] = []
        rows: dict[str, JsonValue] = {}
        for sentence in sentences:
            rests: dict[str, JsonValue] = {}
            for target in sentence.targets or ():
                self._targets += 1
                rests.update(self._add(sentence.text, target, f"e{self._targets}"))
            if sentence.is_row:
                rows.update(rests)
            elif any(rests.values()) or sentence.rest or len(sentences) > 1:
                kept.append({**sentence.rest, TARGETS: rests})
        if rows:
            # Rows have an id each, the sentence that they are together has that of the first.
            kept.append({PRIMARY: next(iter(filter(None, map(_row_id, sentences))), None), TARGETS: rows})
        return FoundAnnotation(
            self._annotator,
            mentions=tuple(self._mentions),
            judgements=tuple(self._judgements.values()),
            meta={META: kept} if kept else {},
        )

    def _add(self, text: str, target: _Target, entity: str) -> dict[str, JsonValue]:
        """Takes the target in; the id of the answer with what else the file says of the target."""
        mention = self._mention(target.span, entity)
        for further in target.further:
            self._mention(further, entity, MentionOrigin.MODEL)
        if target.polarity is None:
            what = f"the target {target.gid or target.span.quote or mention}"
            self._losses.append(lost(what, "it has no polarity; the mention came in"))
            return {}
        id_ = target.gid if target.gid and target.gid not in self._judgements else self._free_id()
        self._judgements[id_] = FoundJudgement(
            id_,
            self._task,
            LABELS[target.polarity],
            holder=AUTHOR,
            target=Ref(kind=RefKind.MENTION, id=mention),
            anchor=whole_text(text),
            value=target.polarity,
        )
        return {id_: {key: value for key, value in target.rest.items() if (key, value) != (GID, id_)}}

    def _free_id(self) -> str:
        number = len(self._judgements) + 1
        while f"j{number}" in self._judgements:
            number += 1
        return f"j{number}"

    def _mention(self, span: FoundSpan, entity: str, origin: MentionOrigin = MentionOrigin.IMPORTED) -> str:
        id_ = f"m{len(self._mentions) + 1}"
        self._mentions.append(FoundMention(id_, span, TARGET_LABEL, entity, origin))
        return id_


NEWSMTSC_READER = RecordReader(NEWSMTSC, recognises, read_newsmtsc)
