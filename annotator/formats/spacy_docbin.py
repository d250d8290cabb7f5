"""Reading and writing spaCy's DocBin, the binary file that its pipelines are trained on.

spaCy is imported where a file is read or written, for it takes longer than all other formats together.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

from pydantic import JsonValue

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.formats.all_formats import SPACY
from annotator.formats.encoding import NotText
from annotator.formats.found_annotations import (
    NOBODY_NAMED,
    FoundAnnotation,
    FoundArticle,
    FoundEntity,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.msgpack_values import has_more_values
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import LARGEST_WHOLE, Source
from annotator.formats.spacy_annotations import judged_categories
from annotator.formats.spacy_tokens import doc_of
from annotator.formats.stored_json import JsonAnnotation, JsonMention, said_by
from annotator.formats.unheld import Part, mention_in_words, unheld
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin, Span

GROUP = "sc"
"""The span group that spaCy's span categorizer is trained on."""
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_HEAD = 64
_CHUNK = 1 << 20
_MOST_VALUES = 5_000_000
"""Strings, and a few values a document; the tokens of all are one."""
_COLUMNS = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID", "SENT_START", "TAG", "DEP")
_LAYERS = (("TAG", "part-of-speech tags"), ("DEP", "the parse"))
_BROKEN = "It is no DocBin, or a damaged one: {}."
_HOLDS = frozenset((Part.ANNOTATOR, Part.KIND, Part.ENTITIES, Part.KB_IDS))


def recognises(source: Source) -> bool:
    """Whether it is packed as DocBins are and begins with their keys."""
    head = source.head()
    if not head.startswith(_ZLIB):
        return False
    try:
        start = zlib.decompressobj().decompress(head, _HEAD)
    except zlib.error:
        return False
    return b"version" in start or b"attrs" in start


def read_docbin(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each Doc; whether nobody has marked entities or there are none is told apart."""
    from spacy.vocab import Vocab

    data = source.whole()
    try:
        docs = iter(_docbin(data).get_docs(Vocab()))
    except _UNREADABLE as error:
        raise NotText(_BROKEN.format(error)) from None
    number = 0
    while True:
        number += 1
        where = f"document {number}"
        try:
            doc = next(docs)
            yield _article(doc, source.file, where, options)
        except StopIteration:
            return
        except _UNREADABLE as error:
            # What comes after it in the generator is gone as well.
            yield BadInput(file=source.file, where=where, reason=_BROKEN.format(error))
            return


_UNREADABLE = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, zlib.error)


def _docbin(data: bytes) -> "DocBin":
    """The DocBin with those columns alone that are read; raises what `_UNREADABLE` names."""
    from spacy.tokens import DocBin

    _check_size(data)
    found = DocBin().from_bytes(data)
    known = DocBin(attrs=_COLUMNS).attrs
    wanted = [place for place, attr in enumerate(found.attrs) if attr in known]
    found.attrs = [found.attrs[place] for place in wanted]
    found.tokens = [one[:, wanted] for one in found.tokens]
    return found


def _check_size(data: bytes) -> None:
    """Raises NotText where it would take more memory than any file of people's work, however short it is."""
    unpacking = zlib.decompressobj()
    size, rest = 0, data
    while rest and size <= LARGEST_WHOLE:
        size += len(unpacking.decompress(rest, _CHUNK))
        rest = unpacking.unconsumed_tail
    if size > LARGEST_WHOLE:
        raise NotText(f"It unpacks to more than {LARGEST_WHOLE >> 20} MB.")
    if has_more_values(zlib.decompressobj().decompress(data), _MOST_VALUES):
        raise NotText(f"It holds more than {_MOST_VALUES:,} values.")


def _article(doc: "Doc", file: str, where: str, options: ReadOptions) -> FoundArticle:
    user_data = {key: value for key, value in doc.user_data.items() if isinstance(key, str)}
    annotator = user_data.pop("annotator", None)
    kind = user_data.pop("annotator_kind", None)
    mentions, entities = _mentions(doc)
    judgements = tuple(judged_categories(cast(Mapping[str, float], doc.cats), options.scheme))
    is_annotated = doc.has_annotation("ENT_IOB") or bool(doc.spans) or bool(judgements)
    annotation = FoundAnnotation(
        annotator if isinstance(annotator, str) and annotator else NOBODY_NAMED,
        AnnotatorKind(kind) if kind in list(AnnotatorKind) else AnnotatorKind.HUMAN,
        mentions=mentions,
        entities=entities,
        judgements=judgements,
        meta={"cats": dict(doc.cats)} if doc.cats else {},
    )
    losses = [
        lost(what, "the program keeps names and stances alone")
        for layer, what in _LAYERS
        if doc.has_annotation(layer)
    ]
    return FoundArticle(
        file,
        where,
        doc.text,
        (annotation,) if is_annotated else (),
        meta={key: value for key, value in user_data.items() if _is_plain(value)},
        losses=tuple(losses),
        file_countings=(),
    )


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _mentions(doc: "Doc") -> tuple[tuple[FoundMention, ...], tuple[FoundEntity, ...]]:
    """The entities and the spans of all groups, each once; those of one knowledge-base id are one entity."""
    spans: dict[tuple[int, int, str], Span] = {}
    for span in (*doc.ents, *(span for group in doc.spans.values() for span in group)):
        key = (span.start_char, span.end_char, span.label_)
        if span.end_char > span.start_char and (key not in spans or not _entity_of(spans[key])):
            spans[key] = span
    mentions, entities = [], {}
    for number, ((start, end, label), span) in enumerate(sorted(spans.items()), 1):
        entity = _entity_of(span)
        if entity and entity not in entities:
            kb_id = span.kb_id_ or None
            entities[entity] = FoundEntity(entity, " ".join(span.text.split()) or entity, label, kb_id=kb_id)
        found = FoundSpan(((start, end),), doc.text[start:end])
        mentions.append(FoundMention(f"m{number}", found, label or "MENTION", entity or None))
    return tuple(mentions), tuple(entities.values())


def _entity_of(span: "Span") -> str:
    return span.id_ or span.kb_id_ or ""


def write_docbin(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """One Doc for each annotation, tokenized by the blank pipeline of the article's language.

    Mentions stand in the span group “sc”, and those that neither overlap another one nor begin or end with
    white space also in `ents`, of overlapping ones the longest. What does not begin and end where tokens do
    is a loss. Memory holds the token arrays of all until the end.
    """
    from spacy.tokens import DocBin

    found = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"], store_user_data=True)
    for article, stored in said:
        if stored is None:
            why = "nobody has annotated it; a Doc would say that nothing is mentioned"
            yield Written(0, (Loss(article.id, "the article", why),))
            continue
        annotation = said_by(stored)
        losses = list(unheld(article.id, article.text, annotation, _HOLDS))
        found.add(_doc(article, annotation, losses))
        yield Written(1, tuple(losses))
    stream.write(found.to_bytes())


def _doc(article: StoredArticle, said: JsonAnnotation, losses: list[Loss]) -> "Doc":
    doc = doc_of(article.text, article.language)
    user_data: dict[str, JsonValue] = {"id": article.id, "annotator": said["annotator"]["name"]}
    doc.user_data.update({**user_data, "annotator_kind": said["annotator"]["kind"]})
    mentions = sorted(said["mentions"].values(), key=lambda m: (m["start"], -m["end"], m["label"], m["id"]))
    spans: dict[tuple[int, int, str], Span] = {}
    # Of equal ones the first that belongs to an entity.
    for mention in sorted(mentions, key=lambda m: m["entity"] is None):
        place = mention["start"], mention["end"], mention["label"]
        span = None if place in spans else _aligned(doc, mention, said)
        if span is None:
            why = "an equal one is there" if place in spans else "it does not begin and end where tokens do"
            losses.append(Loss(article.id, mention_in_words(article.text, mention), why))
        else:
            spans[place] = span
    _lose_names(article.id, said, spans, losses)
    in_order = [spans[place] for m in mentions if (place := (m["start"], m["end"], m["label"])) in spans]
    doc.spans[GROUP] = list(dict.fromkeys(in_order))
    doc.set_ents(list(_apart(doc.spans[GROUP])), default="outside")
    return doc


def _lose_names(
    article_id: str, said: JsonAnnotation, spans: Mapping[tuple[int, int, str], "Span"], losses: list[Loss]
) -> None:
    """Entities are called as the words and the label of their first mention, for a Doc knows ids alone."""
    first: dict[str, tuple[str, str]] = {}
    for _, span in sorted(spans.items()):
        first.setdefault(span.id_, (" ".join(span.text.split()), span.label_))
    for id_, entity in said["entities"].items():
        what = f"the entity {entity['name']} ({entity['label']})"
        if id_ not in first:
            losses.append(Loss(article_id, what, "none of its mentions is there"))
        elif first[id_] != (entity["name"], entity["label"]):
            why = "a Doc has ids of entities, and the words of their mentions"
            losses.append(Loss(article_id, f"how {what} is called", why))


def _aligned(doc: "Doc", mention: JsonMention, said: JsonAnnotation) -> "Span | None":
    entity = said["entities"].get(mention["entity"] or "")
    return doc.char_span(
        mention["start"],
        mention["end"],
        label=mention["label"],
        kb_id=(entity["kb_id"] if entity else None) or "",
        span_id=mention["entity"] or "",
        alignment_mode="strict",
    )


def _apart(spans: Sequence["Span"]) -> Iterator["Span"]:
    """Spans that do not overlap, of those that do the longest; none with white space at an edge."""
    taken: dict[int, bool] = defaultdict(bool)
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        places = range(span.start, span.end)
        if span[0].is_space or span[-1].is_space or any(taken[place] for place in places):
            continue
        taken.update(dict.fromkeys(places, True))
        yield span


SPACY_READER = FileReader(SPACY, recognises, read_docbin)
SPACY_WRITER = FileWriter(SPACY, write_docbin)
