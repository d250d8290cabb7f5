"""Reading SEESAW: articles, what people say of them, and the stories they belong to, in three folders."""

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import SEESAW
from annotator.formats.encoding import NotText, peek
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.json_articles import read_object
from annotator.formats.json_values import Record, Unreadable
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.records import FoundRecord
from annotator.formats.seesaw_annotations import LISTS, SECTIONS, STANCES, SeesawReading
from annotator.formats.seesaw_article import (
    META,
    NAME,
    REST,
    STORY,
    TEXT,
    TITLE,
    UNTITLED,
    is_article,
    sentence_list,
    story_file,
    story_info,
    title_of,
)
from annotator.formats.sources import LARGEST_WHOLE, Source

ARTICLES, ANNOTATIONS = "articles", "annotations"
OF_ANNOTATIONS = "annotations"
"""The key of the article’s kept meta for what else the file of annotations holds."""
_LOOKS_LIKE = re.compile(
    r'\s*\{.*?(?:"text"\s*:\s*\[\s*\{|"(?:entity lists|sentence-level stances)"\s*:)', re.DOTALL
)
_ALL = ReadOptions()


def recognises(source: Source) -> bool:
    """Whether it is an article in sentences, or annotations that lack theirs."""
    if source.size > LARGEST_WHOLE or not _LOOKS_LIKE.match(peek(source.head())):
        return False
    try:
        found = read_object(source, _ALL)
    except NotText:
        return False
    return isinstance(found, FoundRecord) and (is_article(found.values) or _is_annotations(found.values))


def _is_annotations(record: Record) -> bool:
    return LISTS in record and STANCES in record


def claims(file: str, files: Collection[str]) -> Collection[str]:
    """The annotations of an article by the names of their folders, and the story by the article’s name."""
    folder, name = posixpath.split(file)
    if posixpath.basename(folder) != ARTICLES or not name.endswith(".json"):
        return ()
    beside = (_annotations_file(file), story_file(file))
    named = (posixpath.normpath(posixpath.join(folder, path)) for path in beside if path is not None)
    return [one for one in named if one in files]


def _annotations_file(file: str) -> str:
    return f"../{ANNOTATIONS}/{posixpath.basename(file)}"


def read_seesaw(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article, with the annotation of each person in the file of annotations beside it."""
    found = read_object(source, options)
    if isinstance(found, BadInput):
        yield found
        return
    try:
        if _is_annotations(found.values) and not is_article(found.values):
            wanted = f"{ARTICLES}/{posixpath.basename(source.file)}"
            article = _beside(source, f"../{wanted}", options)
            if article is None:
                reason = (
                    f"The sentences they are about are missing; read the folder that holds {wanted} as well."
                )
                yield BadInput(file=source.file, where="", reason=reason)
                return
            found = replace(found, values=article)
        yield _article(source, found, options)
    except Unreadable as unreadable:
        yield BadInput(file=source.file, where="", reason=unreadable.reason)
    except _BadBeside as bad:
        yield bad.input


class _BadBeside(Exception):  # noqa: N818 - an answer about one file
    """A file beside the article is refused, and the article with it, so that nothing is half there."""

    def __init__(self, input_: BadInput) -> None:
        super().__init__(input_.reason)
        self.input = input_


def _beside(source: Source, path: str | None, options: ReadOptions) -> Record | None:
    other = None if path is None else source.beside(path)
    if other is None:
        return None
    found = read_object(other, options)
    if isinstance(found, BadInput):
        raise _BadBeside(found)
    return found.values


def _article(source: Source, found: FoundRecord, options: ReadOptions) -> FoundArticle:
    values = found.values
    sentences = sentence_list(values)
    said = _beside(source, _annotations_file(source.file), options)
    story = _beside(source, story_file(source.file), options)
    name = posixpath.basename(source.file).removesuffix(".json")
    reading = None if said is None else SeesawReading(said, sentences.places, options.scheme)
    kept: dict[str, JsonValue] = {NAME: name, **sentences.meta}
    if rest := {key: value for key, value in values.items() if key not in (TITLE, TEXT)}:
        kept[REST] = rest
    if title_of(values) is None:
        kept[UNTITLED] = True
    if story is not None:
        kept[STORY] = dict(story)
    if said is not None and reading is not None:
        kept.update(reading.meta)
        if more := _more(said, title_of(values)):
            kept[OF_ANNOTATIONS] = more
    return FoundArticle(
        source.file,
        "",
        sentences.text,
        () if reading is None else reading.annotations(),
        fields=_fields(values, story or {}, name),
        meta={META: kept},
        segments=sentences.segments,
        losses=(*sentences.losses, *(() if reading is None else reading.losses)),
    )


def _more(said: Record, title: str | None) -> dict[str, JsonValue]:
    """What the file of annotations holds beside annotations, its title where that is another one."""
    return {
        key: value
        for key, value in said.items()
        if key not in SECTIONS and not (key == TITLE and value == title)
    }


def _fields(values: Record, story: Record, name: str) -> dict[str, str]:
    info = story_info(story, name)
    fields = {TITLE: title_of(values), "source": info.get("source"), "url": info.get("url")}
    return {field: value for field, value in fields.items() if isinstance(value, str)}


SEESAW_READER = FileReader(SEESAW, recognises, read_seesaw, claims)
