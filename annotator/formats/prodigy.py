"""Reading Prodigy: spans, relations, choices and categories of tasks, with what was answered and by whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, GOLD, AnnotatorKind, MentionOrigin, Ref, RefKind, Status
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import PRODIGY
from annotator.formats.category_tasks import category_task_of
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
    id_of,
    id_or_none,
    int_of,
    number_or_none,
    objects_of,
    objects_or_empty,
    offsets_of,
    text_of,
    text_or_none,
    texts_or_empty,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.relation_tasks import task_of

ACCEPT, REJECT, IGNORE = "accept", "reject", "ignore"
ANSWERS = (ACCEPT, REJECT, IGNORE)
BINARY = "ner"
"""The view in which each task asks about one span, so that an answer says nothing of the rest of the text."""
TOKENS = "tokens"
HIGHLIGHTS = "highlights"
"""In an annotation's meta: spans without a label, which show what a pattern found and say nothing."""
OF_ARTICLE = frozenset(("text", "meta", "title", "html"))
_TOLD = frozenset(("spans", TOKENS, "relations", "options", "accept", "label", "versions", "answer"))
_MARKS = ("_input_hash", "_task_hash", "_session_id", "_view_id", "answer")
_IN_SPAN = frozenset(("start", "end", "token_start", "token_end", "label", "text", "id"))
_IN_TOKEN = frozenset(("text", "start", "end", "id", "ws"))


def recognises(record: Record) -> bool:
    """Whether it has a text and what only Prodigy's tasks have: hashes, a view, an answer beside spans."""
    if "text" not in record and "html" not in record:
        return False
    marks = sum(mark in record for mark in _MARKS)
    if marks > 1 or (marks and any(key in record for key in ("spans", TOKENS, "options", "label"))):
        return True
    spans = record.get("spans")
    return (
        isinstance(spans, list)
        and bool(spans)
        and all(isinstance(span, dict) and {"start", "end", "label"} <= span.keys() for span in spans)
    )


def read_prodigy(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each task; tasks about one text that follow each other come together, by annotator."""
    for _, together in groupby(records, key=lambda record: repr(record.values.get("text"))):
        made: FoundArticle | None = None
        for record in together:
            try:
                article = _Reading(record, options).article()
            except Unreadable as unreadable:
                yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)
            else:
                made = article if made is None else _joined(made, article)
        if made is not None:
            yield made


def _joined(first: FoundArticle, second: FoundArticle) -> FoundArticle:
    """One article with what both tasks say, of each annotator in one annotation."""
    annotations = {one.annotator: one for one in first.annotations}
    for one in second.annotations:
        before = annotations.get(one.annotator)
        annotations[one.annotator] = one if before is None else _together(before, one)
    return replace(
        first, annotations=tuple(annotations.values()), losses=tuple({*first.losses, *second.losses})
    )


def _together(first: FoundAnnotation, second: FoundAnnotation) -> FoundAnnotation:
    """What one annotator said in two tasks about the same text; what was said twice is there once."""
    known = {(one.span.pieces, one.label): one.id for one in first.mentions}
    ids: dict[str, str] = {}
    mentions = list(first.mentions)
    for one in second.mentions:
        there = known.get((one.span.pieces, one.label))
        ids[one.id] = there or f"m{len(mentions) + 1}"
        if there is None:
            mentions.append(replace(one, id=ids[one.id]))
    judgements = [*first.judgements]
    for number, judgement in enumerate(second.judgements, len(judgements) + 1):
        moved = [_moved(ref, ids) for ref in (judgement.holder, judgement.target)]
        judgements.append(replace(judgement, id=f"j{number}", holder=moved[0], target=moved[1]))
    is_done = Status.DONE in (first.status, second.status)
    return replace(
        first,
        status=Status.DONE if is_done else first.status,
        mentions=tuple(mentions),
        judgements=tuple(judgements),
        rejected=tuple(dict.fromkeys((*first.rejected, *second.rejected))),
        updated=max(first.updated, second.updated),
        meta={**second.meta, **first.meta},
    )


def _moved(ref: Ref | FoundSpan | None, ids: Mapping[str, str]) -> Ref | FoundSpan | None:
    if isinstance(ref, Ref) and ref.kind is RefKind.MENTION and ref.id is not None:
        return ref.model_copy(update={"id": ids.get(ref.id, ref.id)})
    return ref


@dataclass
class _Parts:
    """What one task, or one of its versions, says."""

    mentions: list[FoundMention] = field(default_factory=list)
    rejected: list[FoundMention] = field(default_factory=list)
    judgements: list[FoundJudgement] = field(default_factory=list)
    span_meta: dict[str, JsonValue] = field(default_factory=dict)


class _Reading:
    """One task on its way to an article."""

    def __init__(self, record: FoundRecord, options: ReadOptions) -> None:
        self._record = record
        self._values = record.values
        self._options = options
        self._losses: list[Loss] = []

    def article(self) -> FoundArticle:
        values = self._values
        if text_or_none(values, "text") is None and "html" in values:
            raise Unreadable("It is a task about HTML, whose offsets point into what is shown.")
        text = text_of(values, "text")
        meta = values.get("meta")
        # Some programs make a list or a text of it, which stays as it is.
        named = meta if isinstance(meta, dict) else {}
        fields = find_fields({**named, "text": text}, self._options.named_columns)
        of_article = {key: value for key, value in values.items() if key in OF_ARTICLE and key != "text"}
        return FoundArticle(
            self._record.file,
            self._record.where,
            text,
            tuple(self._annotations()),
            fields={} if isinstance(fields, str) else fields.fields,
            meta=of_article,
            losses=tuple(self._losses),
        )

    def _annotations(self) -> Iterator[FoundAnnotation]:
        """Of a reviewed task each version is its annotators', and the task itself is gold."""
        versions = objects_or_empty(self._values, "versions")
        for version in versions:
            for session in texts_or_empty(version, "sessions") or (NOBODY_NAMED,):
                yield self._annotation({"answer": ACCEPT, **version}, session, AnnotatorKind.HUMAN)
        if "answer" not in self._values and "spans" not in self._values and not versions:
            return
        if versions:
            yield self._annotation(self._values, GOLD.name, GOLD.kind)
        else:
            yield self._annotation(self._values, _annotator(self._values), AnnotatorKind.HUMAN)

    def _annotation(self, values: Record, annotator: str, kind: AnnotatorKind) -> FoundAnnotation:
        answer = text_or_none(values, "answer") or ACCEPT
        if answer not in ANSWERS:
            raise Unreadable(f"“answer” is none of {', '.join(ANSWERS)}: “{answer}”.")
        parts = self._parts(values, answer)
        at = number_or_none(values, "_timestamp")
        updated = "" if at is None else _iso(at)
        meta: dict[str, JsonValue] = {
            key: value
            for key, value in values.items()
            if key not in OF_ARTICLE and (key not in _TOLD or key == "answer")
        }
        tokens = _token_meta(values)
        if tokens is not None:
            meta[TOKENS] = tokens
        if parts.span_meta or values.get("spans") == []:
            meta["spans"] = parts.span_meta
        highlights = [dict(span) for span in objects_or_empty(values, "spans") if not _is_labelled(span)]
        if highlights:
            meta[HIGHLIGHTS] = [*highlights]
        if "options" in values:
            meta["options"] = values["options"]
        is_rejected = answer == REJECT
        return FoundAnnotation(
            annotator,
            kind,
            _status(values, answer),
            () if is_rejected else tuple(parts.mentions),
            judgements=tuple(parts.judgements),
            rejected=(*parts.mentions, *parts.rejected) if is_rejected else tuple(parts.rejected),
            meta=meta,
            created=updated,
            updated=updated,
        )

    def _parts(self, values: Record, answer: str) -> _Parts:
        parts = _Parts()
        for number, span in enumerate(_labelled(values), 1):
            id_ = f"m{number}"
            if _is_rejected(span):
                parts.rejected.append(_mention(span, id_))
                continue
            parts.mentions.append(_mention(span, id_))
            more = {key: value for key, value in span.items() if key not in _IN_SPAN}
            if more:
                parts.span_meta[id_] = more
        if answer != REJECT:
            parts.judgements += self._relations(values, parts.mentions)
            parts.judgements += self._choice(values, len(parts.judgements) + 1)
        else:
            self._losses += (
                lost(f"the {what} of a rejected task", "a rejected task says nothing")
                for what, key in (("relations", "relations"), ("choice", "accept"))
                if values.get(key)
            )
        label = text_or_none(values, "label")
        if label is not None and answer != IGNORE:
            id_ = f"j{len(parts.judgements) + 1}"
            parts.judgements.append(FoundJudgement(id_, label or "category", answer, target=ARTICLE))
        return parts

    def _relations(self, values: Record, mentions: Sequence[FoundMention]) -> Iterator[FoundJudgement]:
        number = 0
        for relation in objects_or_empty(values, "relations"):
            task, label = task_of(text_of(relation, "label"), self._options.scheme)
            ends = [self._end(values, relation, which, mentions) for which in ("head", "child")]
            if None in ends:
                what = f"the relation {label} of {' and '.join(self._words(values, relation))}"
                self._losses.append(lost(what, "one of them is not marked as a span"))
                continue
            number += 1
            holder, target = (Ref(kind=RefKind.MENTION, id=end) for end in ends)
            yield FoundJudgement(f"j{number}", task, label, holder, target)

    def _end(
        self, values: Record, relation: Record, which: str, mentions: Sequence[FoundMention]
    ) -> str | None:
        """The mention that the relation begins or ends at: by its span, else by its last token."""
        span = relation.get(f"{which}_span")
        if isinstance(span, dict):
            offsets = offsets_of(span)
            label = span.get("label")
            fitting = [m for m in mentions if m.span.pieces == (offsets,)]
            same = [m for m in fitting if m.label == label] or fitting
            return same[0].id if same else None
        last = int_of(relation, which)
        accepted = [span for span in _labelled(values) if not _is_rejected(span)]
        for mention, marked in zip(mentions, accepted, strict=True):
            if marked.get("token_end") == last:
                return mention.id
        return None

    def _words(self, values: Record, relation: Record) -> Iterator[str]:
        tokens = objects_or_empty(values, TOKENS)
        for which in ("head", "child"):
            place = int_of(relation, which)
            yield f"“{text_of(tokens[place], 'text')}”" if 0 <= place < len(tokens) else f"token {place}"

    def _choice(self, values: Record, number: int) -> Iterator[FoundJudgement]:
        """What was chosen; that nothing was is an answer by itself and needs no judgement."""
        accepted = values.get("accept")
        chosen = [str(one) for one in accepted] if isinstance(accepted, list) else []
        # Who makes data for training often leaves the options out.
        options = objects_of(values, "options") if "options" in values else ()
        known = [id_of(option, "id") for option in options] or chosen
        for one in chosen:
            if one not in known:
                raise Unreadable(f"“{one}” was accepted and is none of the options.")
        if chosen:
            task = category_task_of(known, self._options.scheme)
            yield FoundJudgement(f"j{number}", task, chosen[0], target=ARTICLE, more_labels=tuple(chosen[1:]))


def _labelled(values: Record) -> Sequence[Record]:
    return [span for span in objects_or_empty(values, "spans") if _is_labelled(span)]


def _is_labelled(span: Record) -> bool:
    return span.get("label") not in (None, "")


def _is_rejected(span: Record) -> bool:
    """Whether the span has an answer of its own, as where tasks about one span each were merged."""
    return span.get("answer") == REJECT


def _mention(span: Record, id_: str) -> FoundMention:
    quote = text_or_none(span, "text")
    origin = MentionOrigin.MODEL if span.get("source") else MentionOrigin.IMPORTED
    return FoundMention(id_, FoundSpan((offsets_of(span),), quote), text_of(span, "label"), origin=origin)


def _annotator(values: Record) -> str:
    return id_or_none(values, "_annotator_id") or id_or_none(values, "_session_id") or NOBODY_NAMED


def _status(values: Record, answer: str) -> Status:
    if answer == IGNORE:
        return Status.SKIPPED
    return Status.IN_PROGRESS if values.get("_view_id") == BINARY and "spans" in values else Status.DONE


def _token_meta(values: Record) -> JsonValue:
    """The tokens as short as they can be: where they stand; whole where there is more to them."""
    if TOKENS not in values:
        return None
    tokens = objects_of(values, TOKENS)
    if any(not token.keys() <= _IN_TOKEN for token in tokens):
        return list(map(dict, tokens))
    with_ws = all("ws" in token for token in tokens)
    places: list[JsonValue] = [list(offsets_of(token)) for token in tokens]
    return {"places": places, "ws": with_ws}


def _iso(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        raise Unreadable("“_timestamp” is no time.") from None


PRODIGY_READER = RecordReader(PRODIGY, recognises, read_prodigy)
