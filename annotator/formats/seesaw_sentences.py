"""The sentences of a stored article: those it came with from SEESAW, else those that are found in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson
from pydantic import JsonValue

from annotator.domain.records import StoredArticle
from annotator.domain.sentences import sentences
from annotator.domain.tokens import Offsets
from annotator.formats.seesaw_article import AS_THEY_WERE, COUNT, EMPTY, IDS, META
from annotator.formats.stored_json import JsonSpan


class Sentence(NamedTuple):
    """A sentence by its number in the file; an empty one has no place."""

    id: JsonValue
    text: str
    place: Offsets | None


def seesaw_meta(article: StoredArticle) -> Mapping[str, JsonValue]:
    """What the article kept of its SEESAW files; nothing if it came from elsewhere."""
    meta = orjson.loads(article.meta).get(META)
    return meta if isinstance(meta, dict) else {}


def numbered_sentences(article: StoredArticle, meta: Mapping[str, JsonValue]) -> Sequence[Sentence]:
    """In order, empty ones too."""
    return _as_they_came(article, meta) or [
        Sentence(number, article.text[start:end], (start, end))
        for number, (start, end) in enumerate(sentences(article.text))
    ]


def sentence_places(article: StoredArticle) -> Sequence[Offsets]:
    """Where the sentences of the article stand, in order."""
    meta = seesaw_meta(article)
    if not meta:
        return sentences(article.text)
    return [one.place for one in numbered_sentences(article, meta) if one.place is not None]


def _as_they_came(article: StoredArticle, meta: Mapping[str, JsonValue]) -> list[Sentence]:
    """Nothing where what was kept does not fit the segments."""
    segments: list[JsonSpan] = orjson.loads(article.segments)
    count, changed = meta.get(COUNT), meta.get(AS_THEY_WERE)
    empty, ids = _list_of(meta, EMPTY), _list_of(meta, IDS)
    if count != len(segments) + len(empty) or (ids and len(ids) != count):
        return []
    left = iter(segments)
    found: list[Sentence] = []
    for number in range(len(segments) + len(empty)):
        segment = None if number in empty else next(left, None)
        place = None if segment is None else (segment["start"], segment["end"])
        text = "" if place is None else article.text[slice(*place)]
        given = changed.get(str(number)) if isinstance(changed, dict) else None
        found.append(
            Sentence(ids[number] if ids else number, given if isinstance(given, str) else text, place)
        )
    return found


def _list_of(meta: Mapping[str, JsonValue], key: str) -> list[JsonValue]:
    value = meta.get(key)
    return value if isinstance(value, list) else []
