"""Reading articles, and articles with annotations, from files and folders of any known format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.records import AnnotatedArticle
from annotator.domain.refused import Refused
from annotator.formats.annotated_article import FileCountings, article_with_annotations
from annotator.formats.csv_articles import read_csv
from annotator.formats.detection import CSV, HTML, JSON, JSONL, SUFFIXES, TEXT, TSV, ZIP, detect, is_archive
from annotator.formats.encoding import NotText
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.html import read_html
from annotator.formats.json_articles import read_json, read_jsonl
from annotator.formats.jsonl_rows import annotated_article, is_row
from annotator.formats.new_article import RawArticle, new_article
from annotator.formats.other_tools import FILE_READERS, RECORD_READERS, TOOLS, claimed
from annotator.formats.plain_text import read_plain_text
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader, RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source, sources, total_bytes
from annotator.formats.zip_archive import ARCHIVE_IN_ARCHIVE, DAMAGED, opened

__all__ = ["Read", "ReadOptions", "read", "total_bytes"]

_RECORDS_LOOKED_AT = 20
_Found = RawArticle | FoundRecord | FoundArticle | BadInput | Note
_READERS: Mapping[str, Callable[[Source, ReadOptions], Iterator[RawArticle | FoundRecord | BadInput]]] = {
    TEXT: read_plain_text,
    HTML: read_html,
    JSONL: read_jsonl,
    JSON: read_json,
    CSV: read_csv,
    TSV: read_csv,
}


Read = AnnotatedArticle | BadInput | Loss | Note
"""An article; or what was refused; or what of the article before got lost; or how a file was taken."""


def read(
    paths: Sequence[Path],
    options: ReadOptions | None = None,
    on_bytes: Callable[[int], None] = lambda _: None,
    on_file: Callable[[str, FileCountings], None] = lambda *_: None,
) -> Iterator[Read]:
    """What the files and folders hold, in order, read as it is asked for; refused input is a value among it.

    `on_bytes` is told of the bytes that have been gone through since it was last; see `total_bytes`.
    `on_file` is told of each file before it is read, with what will show how its offsets count.
    """
    options = options or ReadOptions()
    options.check()
    if options.format not in (None, *SUFFIXES, *TOOLS):
        known = ", ".join((*SUFFIXES, *TOOLS))
        raise Refused(f"There is no format “{options.format}” to read; there are {known}.")
    return _read(paths, options, _Watch(on_bytes, on_file))


@dataclass(frozen=True)
class _Watch:
    """Who is told how far reading is."""

    on_bytes: Callable[[int], None]
    on_file: Callable[[str, FileCountings], None]


def _read(paths: Sequence[Path], options: ReadOptions, watch: _Watch) -> Iterator[Read]:
    for together in sources(paths):
        for source in _unclaimed(together):
            if isinstance(source, BadInput):
                yield source
                continue
            try:
                if options.format == ZIP or is_archive(source):
                    with opened(source) as members:
                        for member in _unclaimed(members):
                            yield from _member(member, options, watch)
                else:
                    yield from _articles(source, options, watch)
            except _UNREADABLE as error:
                yield BadInput(file=source.file, where="", reason=_why(error))


def _member(member: Source | BadInput, options: ReadOptions, watch: _Watch) -> Iterator[Read]:
    if isinstance(member, BadInput):
        yield member
    elif is_archive(member):
        yield BadInput(file=member.file, where="", reason=ARCHIVE_IN_ARCHIVE)
    else:
        yield from _articles(member, options, watch)


def _unclaimed(together: Sequence[Source | BadInput]) -> Iterator[Source | BadInput]:
    """Without the files that come in with another one."""
    belonging = claimed([source.file for source in together if isinstance(source, Source)])
    return (source for source in together if source.file not in belonging)


def _articles(source: Source, options: ReadOptions, watch: _Watch) -> Iterator[Read]:
    """What one file holds; what is wrong with it as a whole is refused where it shows."""
    done = 0
    countings = FileCountings()
    watch.on_file(source.file, countings)
    try:
        for found in _found(source, options):
            yield from _made(found, options, countings)
            done, before = source.done(), done
            watch.on_bytes(done - before)
    except _UNREADABLE as error:
        yield BadInput(file=source.file, where="", reason=_why(error))
    yield from (Note(file=source.file, sentence=sentence) for sentence in countings.sentences())


def _found(source: Source, options: ReadOptions) -> Iterator[_Found]:
    """What the format finds in the file that is said, or else the one that recognises it."""
    tool = TOOLS.get(options.format or "")
    if tool is None and options.format in (None, ZIP):
        tool = next((reader for reader in FILE_READERS if reader.recognises(source)), None)
    if isinstance(tool, FileReader):
        yield _taken_for(tool, source)
        yield from tool.read(source, options)
        return
    name = detect(source) if tool is not None or options.format in (None, ZIP) else options.format
    found = _READERS[name](source, options)
    if name not in (JSON, JSONL):
        yield from found
    elif tool is not None or options.format in (None, ZIP):
        yield from _of_tool(source, found, options, tool)
    else:
        yield from found


def _of_tool(
    source: Source, found: Iterator[_Found], options: ReadOptions, said: RecordReader | None
) -> Iterator[_Found]:
    """The records as the tool means them that the first of them show, or as they are."""
    first = list(islice(found, _RECORDS_LOOKED_AT))
    tool = said or next(
        (
            reader
            for reader in RECORD_READERS
            if any(isinstance(one, FoundRecord) and reader.recognises(one.values) for one in first)
        ),
        None,
    )
    everything = chain(first, found)
    if tool is None:
        yield from everything
        return
    yield _taken_for(tool, source)
    refused: list[BadInput] = []
    for article in tool.read(_records(everything, refused), options):
        yield from refused
        refused.clear()
        yield article
    yield from refused


def _records(found: Iterator[_Found], refused: list[BadInput]) -> Iterator[FoundRecord]:
    """The records; what is none is put aside."""
    for one in found:
        if isinstance(one, FoundRecord):
            yield one
        elif isinstance(one, BadInput):
            refused.append(one)


def _taken_for(tool: RecordReader | FileReader, source: Source) -> Note:
    name = tool.format.name
    return Note(file=source.file, sentence=f"It was read as {name}.", format=name)


def _made(found: _Found, options: ReadOptions, countings: FileCountings) -> Iterator[Read]:
    if isinstance(found, BadInput | Note):
        yield found
    elif isinstance(found, FoundArticle):
        yield from article_with_annotations(found, options, countings)
    else:
        yield _article(found, options)


def _article(found: RawArticle | FoundRecord, options: ReadOptions) -> AnnotatedArticle | BadInput:
    if isinstance(found, FoundRecord):
        if is_row(found.values):
            return annotated_article(found.values, file=found.file, where=found.where)
        fields = find_fields(found.values, options.named_columns)
        if isinstance(fields, str):
            return BadInput(file=found.file, where=found.where, reason=fields)
        found = RawArticle(found.file, found.where, fields.text, fields.fields, fields.meta)
    return new_article(found, options)


# zipfile says RuntimeError where a member needs a password, and the packers each have an error of their own.
_UNREADABLE = (NotText, UnicodeDecodeError, OSError, *DAMAGED)


def _why(error: Exception) -> str:
    if isinstance(error, NotText):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"It is not valid {error.encoding} from some place on."
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror or error}."
    return f"It is a damaged archive, or packed in an unknown way: {error}."
