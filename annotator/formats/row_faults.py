"""What is wrong with an export row: its shape, quotes, offsets, references, hash and order."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex
from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticSerializationError, to_json

from annotator.domain.annotation import RefKind
from annotator.formats.model_faults import is_echo, listed, shortened, shown, wanted
from annotator.formats.row_shape import Row, RowEvidence, RowJudgement, RowMention, RowRef, RowRejected

Place = tuple[str | int, ...]

_SEGMENT = regex.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_ONE_OF: Mapping[str, str] = {
    "mentions": "mention",
    "entities": "entity",
    "judgements": "judgement",
    "segments": "segment",
    "rejected": "rejected proposal",
    "removed": "removed piece",
    "replaced": "replaced piece",
    "outer_holders": "outer holder",
    "more_labels": "further label",
    "fragments": "fragment",
    "rulings": "ruling",
    "answers": "answer",
}


def row_of(record: object) -> Row | tuple[str, ...]:
    """The row, or what is wrong with its shape."""
    try:
        # Half a surrogate pair passes every other check and fails only where the row is stored.
        to_json(record)
        return Row.model_validate(record)
    except PydanticSerializationError as error:
        if "depth exceeded" in str(error):
            return ("The row is nested too deep.",)
        return ("The row holds half of a surrogate pair, which is no character.",)
    except ValidationError as error:
        if isinstance(record, Mapping) and "schema" not in record:
            return ("This is no export row: it has no “schema”.",)
        return tuple(_shape_faults(error.errors(include_url=False)))


def content_faults(row: Row) -> Iterator[str]:
    """Everything that makes the row say something that is not so."""
    if hashlib.sha256(row.text.encode()).hexdigest() != row.text_sha256:
        yield "“text_sha256” is not the hash of “text”: one of the two was changed."
    yield from _annotator_faults(row)
    yield from _segment_faults(row)
    yield from _origin_faults(row)
    yield from _mention_faults(row)
    for proposal in row.rejected:
        if fault := _quote_fault(row.text, proposal):
            yield f"Rejected proposal “{shortened(proposal.text)}” {fault}."
    yield from _judgement_faults(row)
    yield from _ruling_faults(row)
    for name, items in (
        ("Mention", row.mentions),
        ("Entity", row.entities),
        ("Judgement", row.judgements),
        ("Ruling", row.rulings),
    ):
        yield from (f"{name} {id_} stands twice." for id_ in _repeated(item.id for item in items))


def order_faults(row: Row) -> Iterator[str]:
    """Mentions that do not stand by start, then longest first."""
    for one, other in pairwise(row.mentions):
        if (one.start, -one.end) > (other.start, -other.end):
            yield f"Mention {other.id} stands after {one.id}, but mentions go by start, then longest first."


def _shape_faults(errors: Sequence[ErrorDetails]) -> Iterator[str]:
    """One sentence for each wrong value, one for all keys that a part lacks or should not have."""
    missing: dict[Place, list[str]] = defaultdict(list)
    unknown: dict[Place, list[str]] = defaultdict(list)
    for error in errors:
        part, key = error["loc"][:-1], error["loc"][-1:]
        match error["type"]:
            case "missing":
                missing[part] += map(str, key)
            case "extra_forbidden":
                unknown[part] += map(str, key)
            case _ if not is_echo(error):
                yield f"{_said(error['loc'])} must be {wanted(error)}, not {shown(error['input'])}."
    yield from (f"{_said(place)} lacks {listed(keys)}." for place, keys in missing.items())
    for place, keys in unknown.items():
        advice = "" if place else "; fields of your own belong into “meta”"
        yield f"{_said(place)} has no {listed(keys)}{advice}."


def _said(place: Place) -> str:
    """ "“start” of mention 4": the place as a person would say it, innermost first."""
    words: list[str] = []
    for piece in place:
        match piece:
            case str():
                words.append(piece)
            case int() if words[-1] in _ONE_OF:
                words[-1] = f"{_ONE_OF[words[-1]]} {piece + 1}"
            case int():
                words.append(f"number {piece + 1}")
    if not words:
        return "The row"
    words[-1] = words[-1] if isinstance(place[-1], int) else f"“{words[-1]}”"
    said = " of ".join(reversed(words))
    return said[0].upper() + said[1:]


def _annotator_faults(row: Row) -> Iterator[str]:
    if row.annotator is None:
        if row.mentions or row.rejected or row.entities or row.judgements:
            yield "“annotator” is null, but something is said about the article."
        return
    provenance = row.provenance
    needed = {
        "annotator_kind": row.annotator_kind,
        "scheme": row.scheme,
        "created": provenance.created,
        "updated": provenance.updated,
        "program_version": provenance.program_version,
    }
    yield from (f"“{key}” is null, though there is an annotator." for key, v in needed.items() if v is None)


def _segment_faults(row: Row) -> Iterator[str]:
    for number, segment in enumerate(row.segments, start=1):
        if not segment.start <= segment.end <= len(row.text):
            span = f"{segment.start}-{segment.end}"
            yield f"Segment {number} is {span}, which does not lie in the text of {len(row.text)} characters."


def _origin_faults(row: Row) -> Iterator[str]:
    """Pieces of the original that are empty, overlap or lie beyond its end."""
    if row.origin is None:
        return
    removed, replaced = row.origin.removed or (), row.origin.replaced or ()
    pieces = sorted((piece.start, piece.end) for piece in (*removed, *replaced))
    length = len(row.text) + sum(end - start for start, end in pieces)
    length -= sum(len(piece.with_) for piece in replaced)
    after = 0
    for start, end in pieces:
        if not after <= start < end <= length:
            yield f"Piece {start}-{end} of “origin” is empty, overlaps another or lies beyond the file's end."
        after = end


def _mention_faults(row: Row) -> Iterator[str]:
    entities = {entity.id for entity in row.entities}
    for mention in row.mentions:
        if fault := _quote_fault(row.text, mention):
            yield f"Mention {mention.id} {fault}."
        if mention.entity is not None and mention.entity not in entities:
            yield f"Mention {mention.id} is of entity “{mention.entity}”, which is not in the row."
        if mention.fragments and not _fit(mention):
            yield f"The fragments of mention {mention.id} do not fit its span {mention.start}-{mention.end}."


def _fit(mention: RowMention) -> bool:
    flat = [offset for fragment in mention.fragments for offset in fragment]
    whole = all(start < end for start, end in mention.fragments)
    return whole and flat == sorted(flat) and (flat[0], flat[-1]) == (mention.start, mention.end)


def _judgement_faults(row: Row) -> Iterator[str]:
    ids = {
        RefKind.ENTITY: {entity.id for entity in row.entities},
        RefKind.MENTION: {mention.id for mention in row.mentions},
    }
    for judgement in row.judgements:
        for evidence in judgement.evidence:
            if fault := _quote_fault(row.text, evidence):
                yield f"Evidence of judgement {judgement.id} {fault}."
        for place, ref in _refs(judgement):
            if fault := _ref_fault(ref, ids, len(row.text)):
                yield f"The {place} of judgement {judgement.id} is {fault}."


def _ruling_faults(row: Row) -> Iterator[str]:
    # What a ruling made may have been removed since, so that its ids need not be in the row.
    for ruling in row.rulings:
        if not ruling.start <= ruling.end <= len(row.text):
            span, length = f"{ruling.start}-{ruling.end}", len(row.text)
            yield f"Ruling {ruling.id} is on {span}, which does not lie in the text of {length} characters."


def _refs(judgement: RowJudgement) -> Iterator[tuple[str, RowRef]]:
    places = (("holder", judgement.holder), ("target", judgement.target), ("anchor", judgement.anchor))
    yield from ((place, ref) for place, ref in places if ref is not None)
    yield from (("outer holder", ref) for ref in judgement.outer_holders)


def _ref_fault(ref: RowRef, ids: Mapping[RefKind, set[str]], length: int) -> str | None:
    match ref.kind:
        case RefKind.ENTITY | RefKind.MENTION if ref.id not in ids[ref.kind]:
            return f"{ref.kind} “{ref.id or ''}”, which is not in the row"
        case RefKind.TOPIC | RefKind.CLAIM if not (ref.id or ref.name):
            return f"a {ref.kind} with neither id nor name"
        case RefKind.SEGMENT:
            offsets = _SEGMENT.fullmatch(ref.id or "")
            if offsets is None:
                return f"segment “{ref.id}”, which is not written as offsets, start-end"
            if not int(offsets[1]) <= int(offsets[2]) <= length:
                return f"segment {ref.id}, which does not lie in the text of {length} characters"
    return None


def _quote_fault(text: str, quote: RowMention | RowRejected | RowEvidence) -> str | None:
    there = text[quote.start : quote.end]
    if there and there == quote.text and quote.end <= len(text):
        return None
    span = f"{quote.start}-{quote.end}"
    if quote.start >= quote.end:
        return f"spans {span}, which is empty"
    if quote.end > len(text):
        return f"spans {span}, but the text has {len(text)} characters"
    return f"quotes “{shortened(quote.text)}”, but the text at {span} is “{shortened(there)}”"


def _repeated(ids: Iterable[str]) -> list[str]:
    return [id_ for id_, times in Counter(ids).items() if times > 1]
