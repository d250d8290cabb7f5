"""The articles of SEESAW: a list of sentences with numbers, empty ones among them, and the story around."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.article import SegmentKind
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.found_annotations import FoundSegment, lost
from annotator.formats.json_values import Record, Unreadable, as_text, id_of, objects_of, text_or_none
from annotator.formats.sentence_records import as_kept

META = "seesaw"
"""The key of an article’s meta that holds what its files need back and nothing else has a use for."""
TITLE, TEXT, ID = "title", "text", "id"
NAME, STORY, REST, UNTITLED = "name", "story", "more", "untitled"
COUNT, EMPTY, IDS, AS_THEY_WERE = "sentences", "empty", "ids", "as_they_were"
_BETWEEN = "\n"
_DOCUMENT = "_DOCUMENT_"


@dataclass(frozen=True)
class SentenceList:
    """The text made of the sentences, a line each, and where each one stands by its number in the file."""

    text: str
    places: Mapping[str, Offsets]
    segments: tuple[FoundSegment, ...]
    meta: Mapping[str, JsonValue]
    losses: Sequence[Loss] = field(default_factory=tuple)


def is_article(record: Record) -> bool:
    """Whether the record is such an article: its text a list of numbered sentences."""
    text = record.get(TEXT)
    return (
        isinstance(text, list)
        and bool(text)
        and all(isinstance(one, dict) and ID in one and isinstance(one.get(TEXT), str) for one in text)
    )


def sentence_list(article: Record) -> SentenceList:
    """The sentences as a text; raises Unreadable for what is no such list."""
    sentences = objects_of(article, TEXT)
    given = [as_text(one.get(TEXT), f"text: {number}") for number, one in enumerate(sentences, 1)]
    kept = [as_kept(text) for text in given]
    ids = [id_of(one, ID) for one in sentences]
    places: dict[str, Offsets] = {}
    start = 0
    for id_, text in zip(ids, kept, strict=True):
        if id_ in places:
            raise Unreadable(f"Two of its sentences have the id {id_}.")
        places[id_] = start, start + len(text)
        start += len(text) + len(_BETWEEN)
    return SentenceList(
        _BETWEEN.join(kept),
        places,
        tuple(FoundSegment(SegmentKind.OTHER, place) for place in places.values() if place[0] < place[1]),
        _meta(sentences, given, kept),
        tuple(_lost(sentences)),
    )


def _meta(sentences: Sequence[Record], given: Sequence[str], kept: Sequence[str]) -> dict[str, JsonValue]:
    meta: dict[str, JsonValue] = {COUNT: len(given)}
    empty: list[JsonValue] = [number for number, text in enumerate(kept) if not text]
    changed: dict[str, JsonValue] = {
        str(number): text for number, text in enumerate(given) if text != kept[number]
    }
    ids = [one[ID] for one in sentences]
    if empty:
        meta[EMPTY] = empty
    if changed:
        meta[AS_THEY_WERE] = changed
    if ids != list(range(len(ids))):
        meta[IDS] = ids
    return meta


def _lost(sentences: Sequence[Record]) -> Iterator[Loss]:
    for sentence in sentences:
        for key in sorted(sentence.keys() - {ID, TEXT}):
            yield lost(f"“{key}” of sentence {sentence[ID]}", "sentences have a number and a text")


def title_of(record: Record) -> str | None:
    """The title, if there is one."""
    return text_or_none(record, TITLE)


def story_file(file: str) -> str | None:
    """Where the story of an article’s file is told, seen from its folder; None if its name has no story."""
    story, found, _ = posixpath.basename(file).rpartition(_DOCUMENT)
    return f"../meta/{story}.json" if found and story else None


def story_info(story: Mapping[str, JsonValue], name: str) -> Mapping[str, JsonValue]:
    """What the story’s file says of the article of that name."""
    info = story.get(f"Meta info for article {name.rpartition(_DOCUMENT)[2]}")
    return info if isinstance(info, dict) else {}


def story_name(name: str) -> str:
    """What the story’s file is called, without suffix."""
    return name.rpartition(_DOCUMENT)[0] or name
