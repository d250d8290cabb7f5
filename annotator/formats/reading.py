"""Reading articles, and articles with annotations, from files and folders of any known format."""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle
from annotator.domain.refused import Refused
from annotator.formats.csv_articles import read_csv
from annotator.formats.detection import CSV, HTML, JSON, JSONL, SUFFIXES, TEXT, TSV, ZIP, detect, is_archive
from annotator.formats.encoding import NotText
from annotator.formats.fields import find_fields
from annotator.formats.html import read_html
from annotator.formats.json_articles import read_json, read_jsonl
from annotator.formats.jsonl_rows import annotated_article, is_row
from annotator.formats.new_article import RawArticle, new_article
from annotator.formats.plain_text import read_plain_text
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source, sources, total_bytes
from annotator.formats.zip_archive import members

__all__ = ["FORMATS", "Format", "ReadOptions", "read", "total_bytes"]

_Found = RawArticle | FoundRecord | BadInput
_READERS: Mapping[str, Callable[[Source, ReadOptions], Iterator[_Found]]] = {
    TEXT: read_plain_text,
    HTML: read_html,
    JSONL: read_jsonl,
    JSON: read_json,
    CSV: read_csv,
    TSV: read_csv,
}


@dataclass(frozen=True)
class Format:
    """A format by name: what it is, and in one sentence what it cannot hold."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    cannot_hold: str
    is_of_people: bool = False
    """It puts side by side what people say about an article, so that nobody else's work is in it."""


FORMATS = (
    Format(
        JSONL,
        "JSON, one record a line: the program's own export rows, or anybody's records of articles",
        SUFFIXES[JSONL],
        reads=True,
        writes=True,
        cannot_hold="Nothing in its own rows; annotations in other records stay in “meta” as they are.",
    ),
    Format(
        JSON,
        "JSON: a list of records, an object with such a list, or one record",
        SUFFIXES[JSON],
        reads=True,
        writes=False,
        cannot_hold="The same as JSONL.",
    ),
    Format(
        TEXT,
        "Plain text, one article a file",
        SUFFIXES[TEXT],
        reads=True,
        writes=False,
        cannot_hold="Annotations; source, author and web address, unless the text names them.",
    ),
    Format(
        HTML,
        "Web pages, one article a page",
        SUFFIXES[HTML],
        reads=True,
        writes=False,
        cannot_hold="Annotations; the way from an offset back to the page.",
    ),
    Format(
        CSV,
        "A table with an article in each row, the first row naming the columns",
        SUFFIXES[CSV],
        reads=True,
        writes=False,
        cannot_hold="Annotations; kinds of values: what is not known stays in “meta” as text.",
    ),
    Format(
        TSV,
        "The same, divided by tabs",
        SUFFIXES[TSV],
        reads=True,
        writes=False,
        cannot_hold="The same as CSV.",
    ),
    Format(
        ZIP,
        "An archive of files in any of these formats",
        SUFFIXES[ZIP],
        reads=True,
        writes=False,
        cannot_hold="What the formats of its files cannot hold.",
    ),
    Format(
        "soft-labels",
        "Soft labels: for each mention and judgement everybody's answers and their shares, one a line",
        (".jsonl",),
        reads=False,
        writes=True,
        cannot_hold="Work that is not done; models' work; which mentions are one entity; intensities, notes.",
        is_of_people=True,
    ),
    Format(
        "lewidi",
        "LeWiDi: the same for judgements, in the JSON of the shared tasks on learning with disagreements",
        (".json",),
        reads=False,
        writes=True,
        cannot_hold="Mentions, and what soft labels cannot hold.",
        is_of_people=True,
    ),
)


def read(
    paths: Sequence[Path],
    options: ReadOptions | None = None,
    on_bytes: Callable[[int], None] = lambda _: None,
) -> Iterator[AnnotatedArticle | BadInput]:
    """What the files and folders hold, in order, read as it is asked for; refused input is a value among it.

    `on_bytes` is told of the bytes that have been gone through since it was last; see `total_bytes`.
    """
    options = options or ReadOptions()
    options.check()
    if options.format not in (None, *SUFFIXES):
        raise Refused(f"There is no format “{options.format}” to read; there are {', '.join(SUFFIXES)}.")
    return _read(paths, options, on_bytes)


def _read(
    paths: Sequence[Path], options: ReadOptions, on_bytes: Callable[[int], None]
) -> Iterator[AnnotatedArticle | BadInput]:
    for source in sources(paths):
        if isinstance(source, BadInput):
            yield source
            continue
        try:
            if options.format == ZIP or is_archive(source):
                for member in members(source):
                    yield from (
                        [member] if isinstance(member, BadInput) else _articles(member, options, on_bytes)
                    )
            else:
                yield from _articles(source, options, on_bytes)
        except _UNREADABLE as error:
            yield BadInput(file=source.file, where="", reason=_why(error))


def _articles(
    source: Source, options: ReadOptions, on_bytes: Callable[[int], None]
) -> Iterator[AnnotatedArticle | BadInput]:
    """What one file holds; what is wrong with it as a whole is refused where it shows."""
    done = 0
    try:
        name = detect(source) if options.format in (None, ZIP) else options.format
        for found in _READERS[name](source, options):
            yield _article(found, options)
            done, before = source.done(), done
            on_bytes(done - before)
    except _UNREADABLE as error:
        yield BadInput(file=source.file, where="", reason=_why(error))


def _article(found: _Found, options: ReadOptions) -> AnnotatedArticle | BadInput:
    if isinstance(found, BadInput):
        return found
    if isinstance(found, FoundRecord):
        if is_row(found.values):
            return annotated_article(found.values, file=found.file, where=found.where)
        fields = find_fields(found.values, options.named_columns)
        if isinstance(fields, str):
            return BadInput(file=found.file, where=found.where, reason=fields)
        found = RawArticle(found.file, found.where, fields.text, fields.fields, fields.meta)
    return new_article(found, options)


# zipfile says RuntimeError where a member needs a password, and the packers each have an error of their own.
_UNREADABLE = (
    *(NotText, UnicodeDecodeError, OSError, EOFError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError),
)


def _why(error: Exception) -> str:
    if isinstance(error, NotText):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"It is not valid {error.encoding} from some place on."
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror or error}."
    return f"It is a damaged archive, or packed in an unknown way: {error}."
