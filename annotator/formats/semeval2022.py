"""Reading SemEval-2022 task 10: sentences with opinions: source, target, expression and polarity."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from annotator.domain.annotation import AUTHOR, GENERAL, Ref, RefKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.scheme import About
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import SEMEVAL_2022
from annotator.formats.found_annotations import (
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
    as_offsets,
    flag_of,
    list_or_empty,
    objects_or_empty,
    text_of,
    text_or_none,
    texts_of,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.sentence_records import (
    gathered,
    label_named,
    meta_of,
    misfit,
    one_sentence,
    task_named,
)

TASK = "opinion"
OPINIONS, TEXT = "opinions", "text"
SOURCE, TARGET, EXPRESSION = "Source", "Target", "Polar_expression"
META = "semeval2022"
"""The key of the annotation’s meta that holds what else the file says of opinions, by their ids."""
_POLARITY, _INTENSITY = "Polarity", "Intensity"
_INTENSITIES: Mapping[str, float] = {
    "slight": 1.0,
    "weak": 1.0,
    "standard": 2.0,
    "average": 2.0,
    "strong": 3.0,
}
_OFFSETS = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")
_TOLD = frozenset((SOURCE, TARGET, EXPRESSION, _POLARITY))
_TEXTS_AND_OFFSETS = 2


def recognises(record: Record) -> bool:
    """Whether it has opinions with an expression, or none and the id of a sentence."""
    opinions = record.get(OPINIONS)
    if not isinstance(opinions, list) or not isinstance(record.get(TEXT), str):
        return False
    if not opinions:
        return "sent_id" in record
    return all(isinstance(one, dict) and EXPRESSION in one for one in opinions)


def read_semeval2022(
    records: Iterator[FoundRecord], options: ReadOptions
) -> Iterator[FoundArticle | BadInput]:
    """An article for each sentence; one without a list of opinions has been annotated by nobody."""
    for group in gathered(records, _text_of):
        making = _Making(options)
        good: list[FoundRecord] = []
        for record in group:
            try:
                making.take_in(record, is_alone=len(group) == 1)
                good.append(record)
            except Unreadable as unreadable:
                yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)
        if good:
            yield making.article(good)


def _text_of(record: FoundRecord) -> str:
    text = record.values.get(TEXT)
    return text if isinstance(text, str) else ""


class _Making:
    """What the records of one sentence say, in the making."""

    def __init__(self, options: ReadOptions) -> None:
        self._scheme = options.scheme
        self._task = task_named(TASK, About.PAIR, options.scheme)
        self._mentions: dict[tuple[str, tuple[Offsets, ...]], FoundMention] = {}
        self._judgements: list[FoundJudgement] = []
        self._kept: dict[str, JsonValue] = {}
        self._known: list[Record] = []
        self._spans: list[FoundSpan] = []
        self._losses: list[Loss] = []
        self._is_annotated = False

    def take_in(self, record: FoundRecord, *, is_alone: bool) -> None:
        """Adds the opinions of a record, all or none; raises Unreadable."""
        text = text_of(record.values, TEXT)
        opinions = objects_or_empty(record.values, OPINIONS)
        spans = [[_span(opinion, end) for end in (SOURCE, TARGET, EXPRESSION)] for opinion in opinions]
        details = [_details(opinion) for opinion in opinions]
        claims = [span for three in spans for span in three if span is not None]
        if not is_alone and (why := misfit(text, self._spans, claims)):
            raise Unreadable(why)
        self._spans += claims
        self._is_annotated = self._is_annotated or record.values.get(OPINIONS) is not None
        for opinion, three, told in zip(opinions, spans, details, strict=True):
            if opinion in self._known:
                self._losses.append(lost(f"an opinion in {record.where}", "it stands there twice"))
            else:
                self._known.append(opinion)
                self._add(opinion, three, told)

    def article(self, records: Sequence[FoundRecord]) -> FoundArticle:
        text = text_of(records[0].values, TEXT)
        meta: dict[str, JsonValue] = {META: self._kept} if self._kept else {}
        annotation = FoundAnnotation(
            mentions=tuple(self._mentions.values()), judgements=tuple(self._judgements), meta=meta
        )
        rest = (
            {key: value for key, value in record.values.items() if key not in (TEXT, OPINIONS)}
            for record in records
        )
        return FoundArticle(
            records[0].file,
            records[0].where,
            text,
            (annotation,) if self._is_annotated else (),
            meta=meta_of(rest),
            segments=one_sentence(text),
            losses=tuple(self._losses),
        )

    def _add(
        self,
        opinion: Record,
        spans: Sequence[FoundSpan | None],
        told: tuple[str | None, float | None, bool, bool],
    ) -> None:
        polarity, intensity, is_author, is_general = told
        source, target, expression = spans
        holder = self._ref(SOURCE, source) or (AUTHOR if is_author else None)
        aim = self._ref(TARGET, target) or (GENERAL if is_general else None)
        anchor = self._ref(EXPRESSION, expression)
        if polarity is None:
            self._losses.append(lost("an opinion", "it has no polarity; its spans came in"))
            return
        id_ = f"j{len(self._judgements) + 1}"
        if rest := {key: value for key, value in opinion.items() if key not in _TOLD}:
            self._kept[id_] = rest
        label = label_named(polarity, self._task, self._scheme)
        evidence = () if expression is None else (expression,)
        self._judgements.append(
            FoundJudgement(
                id_, self._task, label, holder, aim, anchor, evidence=evidence, intensity=intensity
            )
        )

    def _ref(self, label: str, span: FoundSpan | None) -> Ref | None:
        """The mention of that label there, made if there is none."""
        if span is None:
            return None
        new = FoundMention(f"m{len(self._mentions) + 1}", span, label)
        return Ref(kind=RefKind.MENTION, id=self._mentions.setdefault((label, span.pieces), new).id)


def _details(opinion: Record) -> tuple[str | None, float | None, bool, bool]:
    """Polarity, intensity, and whether the source is the author and the target people in general."""
    polarity, intensity = text_or_none(opinion, _POLARITY), text_or_none(opinion, _INTENSITY)
    return (
        polarity or None,
        _INTENSITIES.get((intensity or "").lower()),
        flag_of(opinion, "Source_is_author"),
        flag_of(opinion, "Target_is_general"),
    )


def _span(opinion: Record, key: str) -> FoundSpan | None:
    """The pieces with what stands there; None where there are none."""
    both = list_or_empty(opinion, key)
    if not both:
        return None
    if len(both) != _TEXTS_AND_OFFSETS:
        raise Unreadable(f"“{key}” is not a list of texts and a list of offsets.")
    record = dict(zip(("texts", "offsets"), both, strict=True))
    texts, offsets = texts_of(record, "texts"), texts_of(record, "offsets")
    if len(texts) != len(offsets):
        raise Unreadable(f"“{key}” has {len(texts)} texts at {len(offsets)} places.")
    pieces = tuple(_piece(one, key) for one in offsets)
    return FoundSpan(pieces, " ".join(texts)) if pieces else None


def _piece(offsets: str, key: str) -> Offsets:
    match = _OFFSETS.fullmatch(offsets)
    if match is None:
        raise Unreadable(f"“{offsets[:20]}” under “{key}” is not written as start:end.")
    return as_offsets(int(match[1]), int(match[2]))


SEMEVAL_2022_READER = RecordReader(SEMEVAL_2022, recognises, read_semeval2022)
