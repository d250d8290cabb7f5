"""From what a file of another tool says to an article with annotations: offsets proven, losses named."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pydantic import ValidationError

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    Decision,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    RejectedProposal,
    SchemeVersion,
    Span,
    segment_ref,
)
from annotator.domain.article import Article
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.domain.tokens import Offsets
from annotator.formats.cleaning_edits import Edit
from annotator.formats.counting import ONLY_SPACES_DIFFER, Counted, Counting, find_counting
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.new_article import RawArticle, new_article
from annotator.formats.read_options import ReadOptions

UNKNOWN_SCHEME = SchemeVersion(name="imported", version="1")


@dataclass
class FileCountings:
    """How the records of one file were found to count."""

    usual: Counter[Counting] = field(default_factory=Counter)
    other: Counter[tuple[Counting, str]] = field(default_factory=Counter)
    unproven: int = 0
    """Records that have offsets and quote nothing."""

    def met(self, found: FoundArticle, counted: Counted, claims: Sequence[FoundSpan]) -> None:
        """Counts a record; one without offsets shows nothing."""
        if found.file_countings is not None:
            self.usual.update(found.file_countings)
            return
        if counted.because:
            self.other[counted.counting, counted.because] += 1
        elif claims:
            self.usual[counted.counting] += 1
        self.unproven += bool(claims) and all(claim.quote is None for claim in claims)

    @property
    def known(self) -> tuple[Counting, ...]:
        """Other countings than the usual one, the more frequent first."""
        return tuple(counting for (counting, _), _ in self.other.most_common())

    def names(self) -> Iterator[str]:
        """Each way of counting there is in the file, the more frequent first; nothing without offsets."""
        found = Counter(self.usual)
        for (counting, _), number in self.other.items():
            found[counting] += number
        yield from (str(counting) for counting, _ in found.most_common())

    def sentences(self) -> Iterator[str]:
        """What is to be said of it: nothing where all records count as such files do."""
        for (counting, because), number in self.other.most_common():
            where = "1 record" if number == 1 else f"{number:,} records"
            if because == ONLY_SPACES_DIFFER:
                yield f"In {where} quotes differ from the text in white space."
            else:
                yield f"Offsets count {counting} in {where}: {because}. They were converted."


def article_with_annotations(
    found: FoundArticle, options: ReadOptions, countings: FileCountings
) -> Iterator[AnnotatedArticle | BadInput | Loss]:
    """The article with its annotations, and what of them was lost; or the one reason why it is refused."""
    made = _article(found, options)
    if isinstance(made, BadInput):
        yield made
        return
    claims = [span for annotation in found.annotations for span in _spans(annotation) if not _is_empty(span)]
    counted = find_counting(found.text, claims, found.counting, countings.known)
    if isinstance(counted, str):
        yield BadInput(file=found.file, where=found.where, reason=counted)
        return
    countings.met(found, counted, claims)
    place = _Placing(made.text, counted.converter, _moved(made))
    losses = list(found.losses)
    try:
        records = tuple(
            _Making(made, _without_empty(one, losses), place, options).record() for one in found.annotations
        )
    except _Unfit as unfit:
        yield BadInput(file=found.file, where=found.where, reason=str(unfit))
        return
    yield AnnotatedArticle(article=made, records=records)
    for loss in losses:
        yield replace(loss, article=made.id)


def _is_empty(span: FoundSpan) -> bool:
    """Whether it marks a place rather than a stretch; where an end is the last one inside, it is quoted."""
    return not span.quote and all(start == end for start, end in span.pieces)


def _without_empty(annotation: FoundAnnotation, losses: list[Loss]) -> FoundAnnotation:
    """The annotation without mentions of no text, which are put among the losses."""
    empty = [one for one in chain(annotation.mentions, annotation.rejected) if _is_empty(one.span)]
    if not empty:
        return annotation
    losses += (
        lost(f"{one.label} at {one.span.pieces[0][0] if one.span.pieces else 'no place'}", "it marks no text")
        for one in empty
    )
    return replace(
        annotation,
        mentions=tuple(one for one in annotation.mentions if not _is_empty(one.span)),
        rejected=tuple(one for one in annotation.rejected if not _is_empty(one.span)),
    )


def _article(found: FoundArticle, options: ReadOptions) -> Article | BadInput:
    """The text as it stands but for what no view can draw and no database hold: offsets point into it."""
    raw = RawArticle(found.file, found.where, found.text, found.fields, dict(found.meta))
    made = new_article(raw, replace(options, cleaning=frozenset()))
    if isinstance(made, BadInput) or found.segments is None:
        return made if isinstance(made, BadInput) else made.article
    moved = _moved(made.article)
    segments = []
    for segment in found.segments:
        start, end = map(moved, segment.span)
        if start < end:
            segments.append({"kind": segment.kind, "start": start, "end": end})
    return Article.model_validate({**made.article.model_dump(by_alias=True), "segments": segments})


def _moved(article: Article) -> Callable[[int], int]:
    """From an offset in the decoded original to where that stands in the text."""
    origin = article.origin
    pieces = (
        []
        if origin is None
        else [
            *(Edit(r.start, r.end, "", "") for r in origin.removed or ()),
            *(Edit(r.start, r.end, r.with_, "") for r in origin.replaced or ()),
        ]
    )
    if not pieces:
        return lambda offset: offset
    edits: list[Edit] = sorted(pieces)
    starts, shifts, shift = [edit.start for edit in edits], [], 0
    for edit in edits:
        shift += len(edit.with_) - (edit.end - edit.start)
        shifts.append(shift)

    def moved(offset: int) -> int:
        before = bisect_right(starts, offset) - 1
        if before < 0:
            return offset
        edit = edits[before]
        if offset >= edit.end:
            return offset + shifts[before]
        # Inside of what was edited: its beginning.
        return edit.start + (shifts[before - 1] if before else 0)

    return moved


def _spans(annotation: FoundAnnotation) -> Iterator[FoundSpan]:
    for mention in chain(annotation.mentions, annotation.rejected):
        yield mention.span
    for judgement in annotation.judgements:
        yield from judgement.evidence
        for ref in (judgement.holder, judgement.target, judgement.anchor):
            if isinstance(ref, FoundSpan):
                yield ref


class _Unfit(Exception):  # noqa: N818 - an answer about one record
    """Says in one sentence why the record is refused."""


@dataclass(frozen=True, slots=True)
class _Placing:
    """From a file's offsets to those of the article's text."""

    text: str
    convert: Callable[[int, int], Offsets | None]
    moved: Callable[[int], int]

    def pieces(self, span: FoundSpan) -> tuple[Offsets, ...]:
        """Where the pieces stand, in order, those that touch joined."""
        placed: list[Offsets] = []
        for start, end in sorted(self._placed(*piece) for piece in span.pieces):
            if placed and start <= placed[-1][1]:
                placed[-1] = placed[-1][0], max(end, placed[-1][1])
            else:
                placed.append((start, end))
        if not placed:
            raise _Unfit("A span of it covers nothing.")
        return tuple(placed)

    def span(self, span: FoundSpan) -> Offsets:
        pieces = self.pieces(span)
        return pieces[0][0], pieces[-1][1]

    def _placed(self, start: int, end: int) -> Offsets:
        offsets = self.convert(start, end)
        if offsets is None:
            raise _Unfit(f"There is nothing at {start}-{end} of the text.")
        first, last = self.moved(offsets[0]), self.moved(offsets[1])
        if not first < last:
            raise _Unfit(f"At {start}-{end} stands nothing but characters that no text keeps.")
        return first, last


class _Making:
    """One annotation in the making."""

    def __init__(
        self, article: Article, found: FoundAnnotation, place: _Placing, options: ReadOptions
    ) -> None:
        self._article = article
        self._found = found
        self._place = place
        self._scheme = UNKNOWN_SCHEME if options.scheme is None else options.scheme.id

    def record(self) -> AnnotationRecord:
        found = self._found
        try:
            mentions = self._mentions(found.mentions)
            entities = self._entities(found.entities, mentions)
            annotation = Annotation(
                article_id=self._article.id,
                annotator=Annotator(name=found.annotator, kind=found.kind),
                scheme=self._scheme,
                progress=Progress(status=found.status, flagged=found.flagged, note=found.note),
                mentions=mentions,
                entities=entities,
                judgements=self._judgements(found.judgements, mentions, entities),
                rejected=self._rejected(found.rejected),
                meta=dict(found.meta),
            )
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise _Unfit(f"Its annotation does not fit: {place}: {first['msg']}.") from None
        return AnnotationRecord(
            annotation=annotation,
            created=found.created,
            updated=found.updated or found.created,
            active_seconds=found.active_seconds,
            program_version="",
        )

    def _mentions(self, found: Sequence[FoundMention]) -> dict[str, Mention]:
        made: dict[str, Mention] = {}
        for one in found:
            pieces = self._place.pieces(one.span)
            if one.id in made:
                raise _Unfit(f"Two of its mentions have the id “{one.id}”.")
            made[one.id] = Mention(
                id=one.id,
                start=pieces[0][0],
                end=pieces[-1][1],
                label=one.label,
                entity=one.entity,
                origin=one.origin,
                decision=Decision.ACCEPTED,
                fragments=pieces if len(pieces) > 1 else (),
            )
        return made

    def _entities(self, found: Sequence[FoundEntity], mentions: Mapping[str, Mention]) -> dict[str, Entity]:
        made = {
            one.id: Entity(
                id=one.id,
                name=one.name,
                label=one.label,
                canonical=one.canonical,
                kb_id=one.kb_id,
                attributes=dict(one.attributes),
            )
            for one in found
        }
        for mention in mentions.values():
            if mention.entity is not None and mention.entity not in made:
                name = " ".join(mention.quote(self._article.text).split()) or mention.entity
                made[mention.entity] = Entity(id=mention.entity, name=name, label=mention.label)
        return made

    def _rejected(self, found: Sequence[FoundMention]) -> dict[str, RejectedProposal]:
        spans = sorted((*self._place.span(one.span), one.label) for one in found)
        return {
            f"r{number}": RejectedProposal(id=f"r{number}", start=start, end=end, label=label)
            for number, (start, end, label) in enumerate(spans, 1)
        }

    def _judgements(
        self,
        found: Sequence[FoundJudgement],
        mentions: Mapping[str, Mention],
        entities: Mapping[str, Entity],
    ) -> dict[str, Judgement]:
        made: dict[str, Judgement] = {}
        for one in found:
            if one.id in made:
                raise _Unfit(f"Two of its judgements have the id “{one.id}”.")
            made[one.id] = Judgement(
                id=one.id,
                task=one.task,
                holder=self._ref(one.holder, mentions, entities),
                target=self._ref(one.target, mentions, entities),
                anchor=self._ref(one.anchor, mentions, entities),
                label=one.label,
                more_labels=one.more_labels,
                intensity=one.intensity,
                implicit=one.implicit,
                implied_label=one.implied_label,
                evidence=tuple(
                    Span(start=start, end=end)
                    for span in one.evidence
                    for start, end in self._place.pieces(span)
                ),
                confidence=one.confidence,
                value=one.value,
                distribution=dict(one.distribution),
                note=one.note,
            )
        return made

    def _ref(
        self,
        ref: Ref | FoundSpan | None,
        mentions: Mapping[str, Mention],
        entities: Mapping[str, Entity],
    ) -> Ref | None:
        """The reference with its name; one that leads nowhere refuses the record."""
        if isinstance(ref, FoundSpan):
            return segment_ref(*self._place.span(ref))
        if ref is None or ref.kind not in (RefKind.MENTION, RefKind.ENTITY):
            return ref
        named = mentions.get(ref.id or "") if ref.kind is RefKind.MENTION else entities.get(ref.id or "")
        if named is None:
            raise _Unfit(f"It points at the {ref.kind} “{ref.id}”, which is not there.")
        name = named.quote(self._article.text) if isinstance(named, Mention) else named.name
        return ref if ref.name else ref.model_copy(update={"name": name})
