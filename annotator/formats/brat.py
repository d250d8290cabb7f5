"""Reading brat's standoff: a text, and beside it a file of the spans, relations and notes on it."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import BRAT
from annotator.formats.brat_document import brat_document
from annotator.formats.brat_lines import Line, TextBound, brat_lines
from annotator.formats.encoding import decode, peek
from annotator.formats.found_annotations import NOBODY_NAMED, FoundArticle
from annotator.formats.json_values import Unreadable
from annotator.formats.one_line import from_one_line
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source, Surroundings

CONFIGURATION = "annotation.conf"
ANNOTATOR_LINE, KIND_LINE = "# annotator = ", "# kind = "
TEXT, JOINED = ".txt", ".ann"
_PARTS = (".a1", ".a2", ".rel", ".co")
"""The suffixes of annotations that are dealt out to several files, as in the BioNLP shared tasks."""
_CONFIGURATIONS = (CONFIGURATION, "visual.conf", "tools.conf", "kb_shortcuts.conf")
_SPAN = re.compile(r"T\S*\t[^\t\n]{1,200}? +\d+ +\d+(?: *;[\d ;]+)?(?:\t|\r?\n|$)")
_ANY = re.compile(r"(?:[TREAMN]\S*|#\S*|\*)[\t ]\S+")
_BYTE_ORDER_MARK = "\ufeff"


def recognises(source: Source) -> bool:
    """Whether its first line is one of brat's, or it is empty with a text beside it."""
    beginning = peek(source.head()).lstrip()
    if source.suffix not in (JOINED, *_PARTS):
        return _SPAN.match(beginning) is not None
    return not beginning or _ANY.match(beginning) is not None


def claims(file: str, files: Collection[str]) -> Collection[str]:
    """The text of the annotations, their other parts, and how brat was set up for their folder."""
    stem, suffix = posixpath.splitext(file)
    if suffix == TEXT or suffix not in (JOINED, *_PARTS):
        return ()
    ranks = (JOINED, *_PARTS)
    later = ranks[ranks.index(suffix) + 1 :]
    folders = [posixpath.dirname(file)]
    while folders[-1]:
        folders.append(posixpath.dirname(folders[-1]))
    wanted = (
        f"{stem}{TEXT}",
        *(f"{stem}{part}" for part in later),
        *(posixpath.join(folder, name) for folder in dict.fromkeys(folders) for name in _CONFIGURATIONS),
    )
    return [one for one in wanted if one in files]


def read_brat(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article with the annotation, or why it cannot be read; raises NotText for what is no text."""
    stem = posixpath.splitext(posixpath.basename(source.file))[0]
    beside = source.beside(f"{stem}{TEXT}")
    if beside is None:
        yield BadInput(
            file=source.file,
            where="",
            reason=f"There is no {stem}{TEXT} beside it, where brat keeps the text; read both together.",
        )
        return
    text = decode(beside.whole(), options.encoding)
    try:
        lines = list(_lines(source, stem, options))
        text = _as_counted(text, beside, lines)
        yield brat_document(source.file, text, lines, options, *_annotator(source, stem))
    except Unreadable as wrong:
        yield BadInput(file=source.file, where="", reason=wrong.reason)


def _lines(source: Source, stem: str, options: ReadOptions) -> Iterator[Line]:
    """Those of the file and of its other parts."""
    yield from brat_lines(decode(source.whole(), options.encoding))
    if source.suffix in _PARTS:
        for suffix in _PARTS[_PARTS.index(source.suffix) + 1 :]:
            part = source.beside(f"{stem}{suffix}")
            if part is not None:
                yield from brat_lines(decode(part.whole(), options.encoding))


def _as_counted(text: str, beside: Source, lines: Sequence[Line]) -> str:
    """The text, with its byte-order mark where the first quote shows that brat counted that."""
    marked = _BYTE_ORDER_MARK + text
    if not beside.head().startswith(_BYTE_ORDER_MARK.encode()):
        return text
    for line in lines:
        span = line.meaning
        if isinstance(span, TextBound) and span.quote is not None:
            start, end = span.pieces[0][0], span.pieces[-1][1]
            return marked if marked[start:end] == span.quote != text[start:end] else text
    return text


def _annotator(source: Source, stem: str) -> tuple[str, AnnotatorKind]:
    """Whose work it is: as its folder's settings say, or the folder's name where others have another."""
    configuration = source.beside(CONFIGURATION)
    name, kind = "", AnnotatorKind.HUMAN
    if configuration is not None:
        settings = configuration.head().decode("utf-8", errors="replace")
        for line in settings.split("\n"):
            if line.startswith(ANNOTATOR_LINE):
                name = from_one_line(line.removeprefix(ANNOTATOR_LINE).strip())
            elif line.startswith(KIND_LINE) and line.removeprefix(KIND_LINE).strip() in set(AnnotatorKind):
                kind = AnnotatorKind(line.removeprefix(KIND_LINE).strip())
    return name or _folder_of_annotator(source, stem) or NOBODY_NAMED, kind


def _folder_of_annotator(source: Source, stem: str) -> str:
    """The folder in which this path differs from that of another file with the same text; "" if none."""
    parts = source.file.split("/")
    text = source.beside(f"{stem}{TEXT}")
    for place in reversed(range(len(parts) - 1)):
        for folder in _alternatives(source.around).get(_without(parts, place), ()):
            if folder == parts[place]:
                continue
            other = posixpath.splitext("/".join((*parts[:place], folder, *parts[place + 1 :])))[0]
            beside = source.around.find(f"{other}{TEXT}")
            if text is not None and beside is not None and _is_same(text, beside):
                return parts[place]
    return ""


@lru_cache(maxsize=2)
def _alternatives(around: Surroundings) -> Mapping[tuple[int, str], Sequence[str]]:
    """By a path without one of its folders, the folders that stand there."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for file in around.files:
        if posixpath.splitext(file)[1] in (JOINED, *_PARTS):
            parts = file.split("/")
            for place in range(len(parts) - 1):
                found[_without(parts, place)].append(parts[place])
    return found


def _without(parts: Sequence[str], place: int) -> tuple[int, str]:
    return place, "/".join((*parts[:place], "*", *parts[place + 1 :]))


def _is_same(one: Source, other: Source) -> bool:
    return one.size == other.size and one.whole() == other.whole()


BRAT_READER = FileReader(BRAT, recognises, read_brat, claims)
