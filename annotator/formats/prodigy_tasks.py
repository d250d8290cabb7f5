"""One Prodigy task: what its annotator, or those of its versions, said about its text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, GOLD, AnnotatorKind, MentionOrigin, Ref, RefKind, Status
from annotator.domain.loss import Loss
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
    list_of,
    number_or_none,
    objects_of,
    objects_or_empty,
    offsets_of,
    text_of,
    text_or_none,
    texts_or_empty,
)
from annotator.formats.prodigy_tokens import short_tokens
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.relation_tasks import task_of

ACCEPT, REJECT, IGNORE = "accept", "reject", "ignore"
ANSWERS = (ACCEPT, REJECT, IGNORE)
BINARY = "ner"
"""The view in which each task asks about one span, so that an answer says nothing of the rest of the text."""
SPANS, TOKENS, RELATIONS, OPTIONS, CHOSEN = "spans", "tokens", "relations", "options", "accept"
HIGHLIGHTS = "highlights"
"""In an annotation's meta: spans without a label, which show what a pattern found and say nothing."""
UNTOLD = "untold"
"""In its meta: relations and choices that are no answers here, as they came."""
VERSION, VERSIONS, SESSIONS = "version", "versions", "sessions"
"""In its meta: which version of a reviewed task it is; how many gold was made of; who said the same."""
OF_ARTICLE = frozenset(("text", "meta", "title", "html"))
OF_TOKENS = ("token_start", "token_end")
_TOLD = frozenset(("text", SPANS, TOKENS, RELATIONS, OPTIONS, CHOSEN, "label", VERSIONS))
_USUAL_OF_SPAN = frozenset(("start", "end", "label"))
_USUAL_OF_RELATION = frozenset(("head", "child", "label", "head_span", "child_span"))


def article_of(record: FoundRecord, options: ReadOptions) -> FoundArticle:
    """The text of the task with everybody's annotations; raises Unreadable where it is no task about text."""
    return _Reading(record, options).article()


@dataclass
class _Parts:
    """What one task, or one of its versions, says; `untold` and what follows is for the same format."""

    mentions: list[FoundMention] = field(default_factory=list)
    rejected: list[FoundMention] = field(default_factory=list)
    judgements: list[FoundJudgement] = field(default_factory=list)
    spans: dict[str, JsonValue] = field(default_factory=dict)
    relations: dict[str, JsonValue] = field(default_factory=dict)
    untold: dict[str, JsonValue] = field(default_factory=dict)


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
            tuple(self._annotations(text)),
            fields={} if isinstance(fields, str) else fields.fields,
            meta=of_article,
            losses=tuple(self._losses),
        )

    def _annotations(self, text: str) -> Iterator[FoundAnnotation]:
        """Of a reviewed task each version is its annotators', and the task itself is gold."""
        versions = objects_or_empty(self._values, VERSIONS)
        for number, version in enumerate(versions, 1):
            for session in texts_or_empty(version, SESSIONS) or (NOBODY_NAMED,):
                said = self._annotation(text, {"answer": ACCEPT, **version}, session, AnnotatorKind.HUMAN)
                yield replace(said, meta={**said.meta, VERSION: number})
        if versions:
            said = self._annotation(text, self._values, GOLD.name, GOLD.kind)
            yield replace(said, meta={**said.meta, VERSIONS: len(versions)})
        elif "answer" in self._values or SPANS in self._values:
            yield self._annotation(text, self._values, _annotator(self._values), AnnotatorKind.HUMAN)

    def _annotation(self, text: str, values: Record, annotator: str, kind: AnnotatorKind) -> FoundAnnotation:
        answer = text_or_none(values, "answer") or ACCEPT
        if answer not in ANSWERS:
            raise Unreadable(f"“answer” is none of {', '.join(ANSWERS)}: “{answer}”.")
        tokens = short_tokens(text, list_of(values, TOKENS)) if TOKENS in values else None
        # Where all tokens stand in the text by its characters, spans count the same.
        parts = self._parts(values, answer, text if isinstance(tokens, dict) else None)
        at = number_or_none(values, "_timestamp")
        updated = "" if at is None else _iso(at)
        return FoundAnnotation(
            annotator,
            kind,
            _status(values, answer),
            tuple(parts.mentions),
            judgements=tuple(parts.judgements),
            rejected=tuple(parts.rejected),
            meta=_kept(values, answer, tokens, parts),
            created=updated,
            updated=updated,
        )

    def _parts(self, values: Record, answer: str, proven: str | None) -> _Parts:
        parts = _Parts()
        accepted = self._read_spans(values, answer, proven, parts)
        if answer != REJECT:
            self._read_relations(values, accepted, parts)
            parts.judgements += self._choice(values, len(parts.judgements) + 1)
        else:
            for what, key in ((RELATIONS, RELATIONS), ("choice", CHOSEN)):
                if said := values.get(key):
                    self._losses.append(
                        lost(f"the {what} of a rejected task", "a rejected task says nothing")
                    )
                    parts.untold[key] = said
        label = text_or_none(values, "label")
        if label is not None and answer != IGNORE:
            id_ = f"j{len(parts.judgements) + 1}"
            parts.judgements.append(FoundJudgement(id_, label or "category", answer, target=ARTICLE))
        elif label is not None:
            parts.untold["label"] = label
        return parts

    def _read_spans(self, values: Record, answer: str, proven: str | None, parts: _Parts) -> Sequence[Record]:
        """Reads them; gives those that are mentions, in the order of the mentions."""
        accepted: list[Record] = []
        rejected: list[Record] = []
        for span in objects_or_empty(values, SPANS):
            if _is_labelled(span):
                (rejected if answer == REJECT or span.get("answer") == REJECT else accepted).append(span)
        has_tokens = TOKENS in values
        parts.mentions = [_mention(span, f"m{number}", proven) for number, span in enumerate(accepted, 1)]
        # As rejected proposals are numbered in the annotation.
        made = sorted(
            zip([_mention(span, "", proven) for span in rejected], rejected, strict=True), key=_place
        )
        parts.rejected = [replace(one, id=f"r{number}") for number, (one, _) in enumerate(made, 1)]
        spans = (*accepted, *(span for _, span in made))
        for one, span in zip((*parts.mentions, *parts.rejected), spans, strict=True):
            if more := _beside_usual(span, has_tokens=has_tokens):
                parts.spans[one.id] = more
        return accepted

    def _read_relations(self, values: Record, accepted: Sequence[Record], parts: _Parts) -> None:
        others: list[JsonValue] = []
        for relation in objects_or_empty(values, RELATIONS):
            task, label = task_of(text_of(relation, "label"), self._options.scheme)
            ends = [_end(relation, which, parts.mentions, accepted) for which in ("head", "child")]
            if None in ends:
                what = f"the relation {label} of {' and '.join(_words(values, relation))}"
                self._losses.append(lost(what, "one of them is not marked as a span"))
                others.append(dict(relation))
                continue
            id_ = f"j{len(parts.judgements) + 1}"
            holder, target = (Ref(kind=RefKind.MENTION, id=end) for end in ends)
            parts.judgements.append(FoundJudgement(id_, task, label, holder, target))
            more = {key: value for key, value in relation.items() if key not in _USUAL_OF_RELATION}
            more |= {key: None for key in _USUAL_OF_RELATION if key not in relation}
            if more:
                parts.relations[id_] = more
        if others:
            parts.untold[RELATIONS] = others

    def _choice(self, values: Record, number: int) -> Iterator[FoundJudgement]:
        """What was chosen; that nothing was is an answer by itself and needs no judgement."""
        accepted = values.get(CHOSEN)
        chosen = [str(one) for one in accepted] if isinstance(accepted, list) else []
        # Who makes data for training often leaves the options out.
        options = objects_of(values, OPTIONS) if OPTIONS in values else ()
        known = [id_of(option, "id") for option in options] or chosen
        for one in chosen:
            if one not in known:
                raise Unreadable(f"“{one}” was accepted and is none of the options.")
        if chosen:
            task = category_task_of(known, self._options.scheme)
            yield FoundJudgement(f"j{number}", task, chosen[0], target=ARTICLE, more_labels=tuple(chosen[1:]))


def _kept(values: Record, answer: str, tokens: JsonValue, parts: _Parts) -> dict[str, JsonValue]:
    """What the task has beside what it says, so that it can be written again as it came."""
    kept: dict[str, JsonValue] = {key: value for key, value in values.items() if key not in _TOLD}
    kept["answer"] = answer
    if TOKENS in values:
        kept[TOKENS] = tokens
    if parts.spans or values.get(SPANS) == []:
        kept[SPANS] = parts.spans
    if parts.relations or values.get(RELATIONS) == []:
        kept[RELATIONS] = parts.relations
    highlights = [dict(span) for span in objects_or_empty(values, SPANS) if not _is_labelled(span)]
    if highlights:
        kept[HIGHLIGHTS] = [*highlights]
    if OPTIONS in values:
        kept[OPTIONS] = values[OPTIONS]
    if isinstance(values.get(CHOSEN), list):
        kept[CHOSEN] = []
    if parts.untold:
        kept[UNTOLD] = parts.untold
    return kept


def _beside_usual(span: Record, *, has_tokens: bool) -> dict[str, JsonValue]:
    """What of a span is not written from its mention; null for what would be, but was not there."""
    usual = {*_USUAL_OF_SPAN, *(OF_TOKENS if has_tokens else ())}
    more = {key: value for key, value in span.items() if key not in usual}
    return more | {key: None for key in usual if key not in span}


def _is_labelled(span: Record) -> bool:
    return span.get("label") not in (None, "")


def _mention(span: Record, id_: str, proven: str | None) -> FoundMention:
    """The mention; its words are those in the text, if that is proven to be counted so."""
    offsets = offsets_of(span)
    quote = text_or_none(span, "text")
    if quote is None and proven is not None and offsets[1] <= len(proven):
        quote = proven[slice(*offsets)]
    origin = MentionOrigin.MODEL if span.get("source") else MentionOrigin.IMPORTED
    return FoundMention(id_, FoundSpan((offsets,), quote), text_of(span, "label"), origin=origin)


def _place(made: tuple[FoundMention, Record]) -> tuple[object, ...]:
    return place_of(made[0])


def place_of(mention: FoundMention) -> tuple[object, ...]:
    """What rejected proposals are put in order by."""
    return mention.span.pieces, mention.label


def _end(
    relation: Record, which: str, mentions: Sequence[FoundMention], accepted: Iterable[Record]
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
    for mention, marked in zip(mentions, accepted, strict=True):
        if marked.get("token_end") == last:
            return mention.id
    return None


def _words(values: Record, relation: Record) -> Iterator[str]:
    tokens = objects_or_empty(values, TOKENS)
    for which in ("head", "child"):
        place = int_of(relation, which)
        yield f"“{text_of(tokens[place], 'text')}”" if 0 <= place < len(tokens) else f"token {place}"


def _annotator(values: Record) -> str:
    return id_or_none(values, "_annotator_id") or id_or_none(values, "_session_id") or NOBODY_NAMED


def _status(values: Record, answer: str) -> Status:
    if answer == IGNORE:
        return Status.SKIPPED
    return Status.IN_PROGRESS if values.get("_view_id") == BINARY and SPANS in values else Status.DONE


def _iso(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        raise Unreadable("“_timestamp” is no time.") from None
