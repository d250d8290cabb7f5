"""From a file's layers to an article with an annotation: whose it is by the file's place, and its tokens."""

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pydantic import JsonValue

from annotator.domain.annotation import GOLD, AnnotatorKind, Status
from annotator.domain.sentences import sentences
from annotator.domain.tokens import tokens
from annotator.formats.article_tokens import COLUMNS, how_tokens_stand
from annotator.formats.encoding import NotText
from annotator.formats.found_annotations import NOBODY_NAMED, FoundAnnotation, FoundArticle, FoundSegment
from annotator.formats.layer_reading import annotation_in
from annotator.formats.layers import Layered
from annotator.formats.read_options import ReadOptions
from annotator.formats.sources import LARGEST_WHOLE, Source, Surroundings
from annotator.formats.zip_archive import DAMAGED

ANNOTATIONS, CURATION = "annotation", "curation"
"""The folders with a folder for each document, in it a file for each annotator, or the curated one."""
CURATOR, NOBODY_YET = "CURATION_USER", "INITIAL_CAS"
"""Whose file is what was decided in curation, and whose is the document as nobody has touched it."""
_TEXTS = {
    ".tsv": re.compile(rb"^#Text=.*?$", re.MULTILINE),
    ".xmi": re.compile(rb'sofaString="[^"]*"'),
    ".json": re.compile(rb'"sofaString"\s*:\s*"(?:[^"\\]|\\.)*"'),
}


def layered_article(source: Source, layered: Layered, options: ReadOptions) -> FoundArticle:
    """The article with what the layers say; raises Unreadable where they are damaged."""
    return article_of(source.file, layered, options, whose(source))


def article_of(file: str, layered: Layered, options: ReadOptions, usual: FoundAnnotation) -> FoundArticle:
    """The article, with the annotation unless it is nobody's and empty; raises Unreadable."""
    annotation, losses = annotation_in(layered, options.scheme, usual)
    is_empty = not (annotation.mentions or annotation.judgements or annotation.rejected)
    is_nobodys = annotation.annotator == NOBODY_YET or annotation.status is Status.NOT_STARTED
    segments = tuple(FoundSegment(one.kind, one.span) for one in layered.divisions)
    return FoundArticle(
        file=file,
        where="",
        text=layered.text,
        annotations=() if is_nobodys and is_empty else (annotation,),
        counting=layered.counting,
        fields=layered.fields,
        meta={**layered.meta, **_own_tokens(layered)},
        segments=segments or None,
        losses=tuple(losses),
        file_countings=layered.file_countings,
    )


def named(user: str) -> FoundAnnotation:
    """A user's work of which no more is said; what was there before anybody worked is as a model's."""
    if user == CURATOR:
        return FoundAnnotation(annotator=GOLD.name, kind=GOLD.kind)
    kind = AnnotatorKind.MODEL if user == NOBODY_YET else AnnotatorKind.HUMAN
    return FoundAnnotation(annotator=user, kind=kind)


def whose(source: Source) -> FoundAnnotation:
    """Whose work the file is by where it lies: in a document's folder, or beside others of the same text."""
    *folders, name = source.file.split("/")
    stem = posixpath.splitext(name)[0]
    if len(folders) >= 2 and folders[-2] in (ANNOTATIONS, CURATION):
        return named(stem)
    if stem in (CURATOR, NOBODY_YET):
        return named(stem)
    return FoundAnnotation(annotator=_part_that_differs(source) or NOBODY_NAMED)


def _own_tokens(layered: Layered) -> Mapping[str, JsonValue]:
    """How the file's tokens stand, unless the program would find the same ones."""
    lines = [line for line in layered.sentences if line]
    words = [word for line in lines for word in line]
    if not words or words == list(tokens(layered.text)):
        starts = [line[0][0] for line in lines]
        if starts == [start for start, _ in sentences(layered.text)] or not words:
            return {}
    if not _make_up(layered.text, words):
        return {}
    return {COLUMNS: {"tokens": how_tokens_stand(layered.text, lines)}}


def _make_up(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether the tokens are in order, and nothing but white space stands between them."""
    reached = 0
    for start, end in words:
        if not reached <= start < end or text[reached:start].strip():
            return False
        reached = end
    return not text[reached:].strip()


def _part_that_differs(source: Source) -> str:
    """The one part of the path in which the file differs from another with the same text, or ""."""
    known = _by_text(source.around)
    text = known.of_file.get(source.file)
    if text is None:
        return ""
    parts = _parts(source.file)
    for place in reversed(range(len(parts))):
        for other in known.with_text[text]:
            theirs = _parts(other)
            if len(theirs) == len(parts) and [
                number
                for number, (one, another) in enumerate(zip(parts, theirs, strict=True))
                if one != another
            ] == [place]:
                return parts[place]
    return ""


def _parts(file: str) -> list[str]:
    *folders, name = file.split("/")
    return [*folders, posixpath.splitext(name)[0]]


class _Texts:
    """Which files read together have the same text."""

    def __init__(self, hashes: Iterator[tuple[str, bytes]]) -> None:
        self.of_file = dict(hashes)
        self.with_text: dict[bytes, list[str]] = defaultdict(list)
        for file, text in self.of_file.items():
            self.with_text[text].append(file)


@lru_cache(maxsize=2)
def _by_text(around: Surroundings) -> _Texts:
    return _Texts(_hashes(around))


def _hashes(around: Surroundings) -> Iterator[tuple[str, bytes]]:
    for file, source in around.files.items():
        pattern = _TEXTS.get(source.suffix)
        if pattern is None or source.size > LARGEST_WHOLE:
            continue
        try:
            found = pattern.findall(source.whole())
        except (NotText, OSError, *DAMAGED):
            continue
        if found:
            yield file, hashlib.sha256(b"\n".join(found)).digest()
