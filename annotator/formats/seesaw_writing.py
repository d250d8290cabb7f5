"""Writing SEESAW: for each article a file of its sentences and one of what everybody says about it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.formats.all_formats import SEESAW
from annotator.formats.seesaw import ANNOTATIONS, ARTICLES, OF_ANNOTATIONS
from annotator.formats.seesaw_annotations import ABSENT, TASKS
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
_STORIES = "meta"


def write_seesaw(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """`articles/`, `annotations/` and, where the articles came with stories, `meta/`.

    All people’s work on an article is one file; an article that nobody has finished has none.
    """
    tasks = {part: task_named(name, about, options.scheme) for part, (name, about) in TASKS.items()}
    names = _Names()
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        article = together[0][0]
        meta = seesaw_meta(article)
        name = names.new(meta.get(NAME) or article.id)
        losses: list[Loss] = []
        done = list(_done(together, losses))
        sentences = numbered_sentences(article, meta)
        title = {} if article.title is None or meta.get(UNTITLED) else {TITLE: article.title}
        listed = [{ID: one.id, TEXT: one.text} for one in sentences]
        folder.put(f"{ARTICLES}/{name}.json", _json({**title, **_object(meta, REST), TEXT: listed}))
        if done:
            merging = Merging(article, sentences, meta, tasks)
            for annotation in done:
                merging.take_in(annotation)
            absent = meta.get(ABSENT)
            if isinstance(absent, list) and TITLE in absent:
                title = {}
            content = {**title, **_object(meta, OF_ANNOTATIONS), **merging.file()}
            folder.put(f"{ANNOTATIONS}/{name}.json", _json(content))
            losses += merging.losses
        if _object(meta, STORY) and names.is_new(story := story_name(name)):
            folder.put(f"{_STORIES}/{story}.json", _json(_object(meta, STORY)))
        yield Written(max(1, len(done)), tuple(losses))


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

    def is_new(self, story: str) -> bool:
        """Whether the story has no file yet; it has one from now on."""
        key = f"{_STORIES}/{story.casefold()}"
        is_new = key not in self._taken
        self._taken.add(key)
        return is_new


def _object(meta: Mapping[str, JsonValue], key: str) -> Mapping[str, JsonValue]:
    value = meta.get(key)
    return value if isinstance(value, dict) else {}


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


SEESAW_WRITER = FolderWriter(SEESAW, write_seesaw)
