"""From what a format found to an article: cleaned, cut into segments, with language and direction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import regex
from pydantic import JsonValue

from annotator.domain.article import Article
from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle
from annotator.formats.cleaning import clean
from annotator.formats.language import direction_of, language_of
from annotator.formats.read_options import ReadOptions
from annotator.formats.segments import dateline, headline, segments

LONGEST_TEXT = 10_000_000
_VISIBLE = regex.compile(r"[^\s\p{C}]")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as it stands in a file; `sha256` is None where the file holds more than this article.

    A `marked_up` text is not the file's own: it was taken out of tags, and cannot be traced back by offsets.
    """

    file: str
    where: str
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    meta: dict[str, JsonValue] = field(default_factory=dict)
    sha256: str | None = None
    marked_up: bool = False


def new_article(raw: RawArticle, options: ReadOptions) -> AnnotatedArticle | BadInput:
    """The article, or why there is none."""
    if len(raw.text) > LONGEST_TEXT:
        return _refused(raw, f"Its text is longer than {LONGEST_TEXT:,} characters.")
    try:
        utf8 = raw.text.encode()
    except UnicodeEncodeError as error:
        return _refused(raw, f"Character {error.start + 1} of its text is broken: it is half of a character.")
    cleaned = clean(raw.text, options.cleaning, known=raw.fields)
    if not _VISIBLE.search(cleaned.text):
        was_empty = not _VISIBLE.search(raw.text)
        return _refused(
            raw, "Its text is empty." if was_empty else "Its text is nothing but scraping debris."
        )
    sha256 = raw.sha256 or hashlib.sha256(utf8).hexdigest()
    if cleaned.edits:
        utf8 = cleaned.text.encode()
    pieces = segments(cleaned.text, raw.fields.get("title"))
    fields = {
        "title": headline(cleaned.text, pieces),
        "dateline": dateline(cleaned.text, pieces),
        **cleaned.fields,
        **raw.fields,
    }
    fields["language"] = options.language or fields.get("language") or language_of(cleaned.text)
    removed = [{"start": e.start, "end": e.end, "rule": e.rule} for e in cleaned.edits if not e.with_]
    replaced = [
        {"start": e.start, "end": e.end, "with": e.with_, "rule": e.rule} for e in cleaned.edits if e.with_
    ]
    article = Article.model_validate(
        {
            **fields,
            "id": f"a-{hashlib.sha256(utf8).hexdigest()[:16]}",
            "text": cleaned.text,
            "direction": direction_of(cleaned.text),
            "meta": raw.meta,
            "segments": [{"kind": kind, "start": start, "end": end} for kind, start, end in pieces],
            "origin": {
                "file": raw.file,
                "sha256": sha256,
                "removed": None if raw.marked_up else removed,
                "replaced": None if raw.marked_up else replaced,
            },
        }
    )
    return AnnotatedArticle(article=article)


def _refused(raw: RawArticle, reason: str) -> BadInput:
    return BadInput(file=raw.file, where=raw.where, reason=reason)
