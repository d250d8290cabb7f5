"""Writing SEESAW: for each article a file of its sentences and one of what everybody says about it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import Scheme
from annotator.formats.all_formats import SEESAW
from annotator.formats.seesaw import ANNOTATIONS, ARTICLES, OF_ANNOTATIONS
from annotator.formats.seesaw_annotations import ABSENT, ORDER, TASKS
from annotator.formats.seesaw_article import ID, NAME, REST, STORY, TEXT, TITLE, UNTITLED, story_name
from annotator.formats.seesaw_merging import Merging
from annotator.formats.seesaw_sentences import numbered_sentences, seesaw_meta
from annotator.formats.sentence_records import task_named
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.unheld import Part, unheld
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset(
    (Part.ANNOTATOR, Part.STATUS, Part.PIECES, Part.ENTITIES, Part.JUDGEMENTS, Part.ASIDES, Part.DECISIONS)
)
_UNFIT = re.compile(r"[^\w.-]+|^\.+", re.ASCII)
_LONGEST_NAME = 120
STORIES = "meta"


def write_seesaw(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """`articles/`, `annotations/` and, where the articles came with stories, `meta/`.

    All people’s work on an article is one file; an article that nobody has finished has none.
    """
    files = _Files(folder, options.scheme)
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        losses: list[Loss] = []
        done = list(_done(together, losses))
        losses += files.put(together[0][0], done)
        yield Written(max(1, len(done)), tuple(losses))


class _Files:
    """The folder with the names that are taken in it."""

    def __init__(self, folder: Folder, scheme: Scheme) -> None:
        self._folder = folder
        self._tasks = {part: task_named(name, about, scheme) for part, (name, about) in TASKS.items()}
        self._names = _Names()
        self._stories: dict[str, int] = {}

    def put(self, article: StoredArticle, done: Sequence[JsonAnnotation]) -> Iterator[Loss]:
        """Writes the files of one article; what they cannot hold comes back."""
        meta = seesaw_meta(article)
        name = self._names.new(meta.get(NAME) or article.id)
        sentences = numbered_sentences(article, meta)
        title = {} if article.title is None or meta.get(UNTITLED) else {TITLE: article.title}
        listed = [{ID: one.id, TEXT: one.text} for one in sentences]
        self._put(ARTICLES, name, {**title, **_object(meta, REST), TEXT: listed})
        if done or ORDER in meta:
            merging = Merging(article, sentences, meta, self._tasks)
            for annotation in done:
                merging.take_in(annotation)
            absent = meta.get(ABSENT)
            said_title = {} if isinstance(absent, list) and TITLE in absent else title
            self._put(ANNOTATIONS, name, {**said_title, **_object(meta, OF_ANNOTATIONS), **merging.file()})
            yield from merging.losses
        if story := _object(meta, STORY):
            yield from self._put_story(article.id, story_name(name), story)

    def _put_story(self, article: str, name: str, story: Mapping[str, JsonValue]) -> Iterator[Loss]:
        """Once for all articles of the story."""
        told = hash(orjson.dumps(story, option=orjson.OPT_SORT_KEYS))
        key = name.casefold()
        if key not in self._stories:
            self._stories[key] = told
            self._put(STORIES, name, story)
        elif self._stories[key] != told:
            yield Loss(article, "the story it belongs to", "another story has its name")

    def _put(self, folder: str, name: str, content: Mapping[str, object]) -> None:
        written = orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        self._folder.put(f"{folder}/{name}.json", written)


def _done(together: Sequence[Said], losses: list[Loss]) -> Iterator[JsonAnnotation]:
    for article, stored in together:
        if stored is None:
            continue
        annotation = said_by(stored)
        status = annotation["progress"]["status"]
        if status != "done":
            what = f"the annotation of {annotation['annotator']['name']}"
            losses.append(Loss(article.id, what, f"it is {status.replace('_', ' ')}"))
            continue
        losses += unheld(article.id, article.text, annotation, _HOLDS)
        yield annotation


class _Names:
    """Names of files, each once, also where large and small letters are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: JsonValue) -> str:
        plain = _UNFIT.sub("_", str(wanted))[:_LONGEST_NAME] or "article"
        name, number = plain, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name.casefold())
        return name


def _object(meta: Mapping[str, JsonValue], key: str) -> Mapping[str, JsonValue]:
    value = meta.get(key)
    return value if isinstance(value, dict) else {}


SEESAW_WRITER = FolderWriter(SEESAW, write_seesaw)
