"""Which keys or columns of somebody else's record hold what we know of an article."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import JsonValue

from annotator.formats.dates import iso_date

FIELDS = ("text", "title", "published", "source", "author", "url", "language", "dateline")

# The usual names, the likelier ones first; compared without case, spaces, dashes and underscores.
_USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "articletext", "fulltext", "maintext", "body", "articlebody", "bodytext", "content"),
        *(
            "articlecontent",
            "article",
            "story",
            "document",
            "texte",
            "contenu",
            "inhalt",
            "texto",
            "contenido",
        ),
        *("cuerpo", "النص", "المحتوى"),
    ),
    "title": (
        *(
            "title",
            "headline",
            "articletitle",
            "heading",
            "titre",
            "titel",
            "überschrift",
            "título",
            "titulo",
        ),
        *("titular", "العنوان"),
    ),
    "published": (
        *("published", "publishedat", "publisheddate", "datepublished", "publishdate", "datepublish"),
        *("publicationdate", "pubdate", "date", "datetime", "datum", "fecha", "التاريخ"),
    ),
    "source": (
        *("source", "outlet", "publisher", "publication", "sitename", "newspaper", "sourcename", "medium"),
        *("quelle", "fuente", "المصدر"),
    ),
    "author": ("author", "authors", "byline", "writer", "creator", "auteur", "autor", "الكاتب"),
    "url": ("url", "link", "articleurl", "sourceurl", "canonicalurl", "permalink", "uri"),
    "language": ("language", "lang", "languagecode", "langue", "sprache", "idioma", "اللغة"),
    "dateline": ("dateline",),
}
_KINDS = {int: "a number", float: "a number", bool: "true or false", list: "a list", dict: "an object"}
_MOST_KEYS_NAMED = 8
_PLAIN = str.maketrans("", "", " _-")
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
# NUL cannot be stored in every database, and in a name a line end is a space.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The keys that may hold the text, the likeliest first, and the fields with the key of each."""

    texts: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundFields:
    """A record's text, fields and the rest of it."""

    text: str
    fields: Mapping[str, str]
    meta: dict[str, JsonValue]


@lru_cache(maxsize=256)
def layout_of(keys: tuple[str, ...], columns: frozenset[tuple[str, str]]) -> Layout:
    """What is where in a record with these keys; `columns` are those that were named."""
    named = dict(columns)
    by_name = {key.translate(_PLAIN).casefold(): key for key in reversed(keys)}

    def candidates(field: str) -> tuple[str, ...]:
        if field in named:
            return (named[field],) if named[field] in keys else ()
        free = (by_name[name] for name in _USUAL_NAMES[field] if name in by_name)
        return tuple(key for key in free if key not in named.values())

    found = ((field, candidates(field)) for field in FIELDS if field != "text")
    return Layout(candidates("text"), tuple((field, keys[0]) for field, keys in found if keys))


def find_fields(record: Mapping[str, JsonValue], columns: frozenset[tuple[str, str]]) -> FoundFields | str:
    """What the record says of its article, or in one sentence why it is none."""
    layout = layout_of(tuple(record), columns)
    for text_key in layout.texts:
        text = record[text_key]
        if isinstance(text, str) and text and not text.isspace():
            break
    else:
        return _why_no_text(record, layout.texts)
    fields: dict[str, str] = {}
    used = {text_key}
    for field, key in layout.fields:
        value = record[key]
        found = _as_field(field, value)
        if found is not None:
            fields[field] = found
        # What gave nothing, and a list or object that gave a name, stays with the rest.
        if value is None or value == "" or (found is not None and isinstance(value, str)):
            used.add(key)
    return FoundFields(text, fields, {key: value for key, value in record.items() if key not in used})


def _as_field(field: str, value: JsonValue) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    elif isinstance(value, list):
        value = ", ".join(name for name in value if isinstance(name, str))
    if not isinstance(value, str) or not (value := value.strip()):
        return None
    if not value.isprintable():
        value = _CONTROLS.sub(" ", value)
    if field == "language":
        code = _LANGUAGE_CODE.fullmatch(value.lower())
        return code[1] if code else None
    return (iso_date(value) or value) if field == "published" else value


def no_text_among(keys: Collection[str]) -> str:
    """The sentence for a record or table that has only these keys."""
    named = ", ".join(f"“{key}”" for key in list(keys)[:_MOST_KEYS_NAMED]) or "nothing"
    return f"No text was found among {named}; say which one holds it."


def _why_no_text(record: Mapping[str, JsonValue], texts: Sequence[str]) -> str:
    if not texts:
        return no_text_among(record)
    value = record[texts[0]]
    if value is None or isinstance(value, str):
        return "Its text is empty."
    return f"Its “{texts[0]}” is not text but {_KINDS.get(type(value), 'something else')}."
