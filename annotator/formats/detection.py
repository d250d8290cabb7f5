"""Which format a file is in, by its suffix and by what it holds."""

import re

from annotator.formats.encoding import NotText, peek
from annotator.formats.json_articles import is_object
from annotator.formats.sources import Source

TEXT, HTML, JSONL, JSON, CSV, TSV, ZIP = "text", "html", "jsonl", "json", "csv", "tsv", "zip"

SUFFIXES = {
    TEXT: (".txt", ".text", ".md"),
    HTML: (".html", ".htm", ".xhtml"),
    JSONL: (".jsonl", ".ndjson"),
    JSON: (".json",),
    CSV: (".csv",),
    TSV: (".tsv", ".tab"),
    ZIP: (".zip",),
}
# An archive is no format of articles: its members are.
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() if name != ZIP for suffix in suffixes}
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_JSON_START = re.compile(r"\[\s*\{\s*[\"}]|\{\s*\"[^\"\n]{1,80}\"\s*:")
_LONGEST_FIRST_LINE = 1 << 24


def is_archive(source: Source) -> bool:
    """Whether it is, or says it is, a zip; documents packed the same way have suffixes of their own."""
    return source.suffix in SUFFIXES[ZIP] or (not source.suffix and source.head().startswith(_ZIP_MAGIC))


def detect(source: Source) -> str:
    """The name of the format; raises NotText for what is none."""
    by_suffix = _BY_SUFFIX.get(source.suffix)
    beginning = peek(source.head()).lstrip()
    if by_suffix == HTML or _PAGE.match(beginning):
        return HTML
    if by_suffix in (CSV, TSV):
        return by_suffix
    if by_suffix is None and beginning.startswith("<?xml"):
        raise NotText("It is XML of an unknown kind; save it as plain text or HTML first.")
    return _json_kind(source, beginning, by_suffix) or by_suffix or TEXT


def _json_kind(source: Source, beginning: str, by_suffix: str | None) -> str | None:
    """Whether it is one value or one a line, which suffixes often say wrongly; None if it is neither."""
    if by_suffix not in (JSON, JSONL) and not _JSON_START.match(beginning):
        return None
    if beginning.startswith("["):
        return JSON
    with source.open() as stream:
        lines = (line for line in iter(lambda: stream.readline(_LONGEST_FIRST_LINE), b"") if line.strip())
        first = peek(next(lines, b"")).strip()
        has_more = next(lines, None) is not None
    if by_suffix == JSONL:
        return JSON if first == "{" else JSONL
    return JSONL if has_more and is_object(first) else JSON
