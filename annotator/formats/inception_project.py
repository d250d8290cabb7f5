"""Reading projects exported from INCEpTION and WebAnno: what annotators and the curator say of documents."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import Status
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import INCEPTION
from annotator.formats.encoding import NotText, decode, peek
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle, lost
from annotator.formats.json_values import Record, Unreadable, objects_or_empty, text_or_none
from annotator.formats.layer_articles import ANNOTATIONS, CURATION, CURATOR, NOBODY_YET, article_of, named
from annotator.formats.layers import Layered
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source
from annotator.formats.type_system_files import TYPE_SYSTEM
from annotator.formats.uima import is_cas_json, is_xmi, json_layers, xmi_layers
from annotator.formats.webanno_tsv import recognises as is_webanno
from annotator.formats.webanno_tsv import webanno_layers
from annotator.formats.zip_archive import DAMAGED, opened

_PROJECT = re.compile(r"exportedproject.*\.json", re.IGNORECASE)
_SETTINGS = re.compile(r'"(?:source_documents|annotation_documents|project_permissions|tag_sets|mode)"\s*:')
_BINARY = ".ser"
_SOURCES = "source"
_BINARIES = (f"{ANNOTATIONS}_ser", f"{CURATION}_ser")
_STATES: Mapping[str, Status | None] = {
    "FINISHED": Status.DONE,
    "COMPLETE": Status.DONE,
    "IN_PROGRESS": Status.IN_PROGRESS,
    "INPROGRESS": Status.IN_PROGRESS,
    "IN-PROGRESS": Status.IN_PROGRESS,
    "IGNORE": Status.SKIPPED,
    "LOCKED": Status.SKIPPED,
    "NEW": None,
}
_CURATED = "CURATION_FINISHED"
_EXPORT_AGAIN = "export the project again, with UIMA CAS JSON, XMI or WebAnno TSV as its format"
DOCUMENT = "document"


@dataclass(slots=True)
class _Document:
    """A document of the project: its files by annotator, and what the project says of it."""

    name: str
    annotations: dict[str, Source] = field(default_factory=dict)
    curated: Source | None = None
    original: Source | None = None
    binaries: set[str] = field(default_factory=set)
    """Whose work is there in INCEpTION's own format."""
    state: str = ""
    works: dict[str, Record] = field(default_factory=dict)


def recognises(source: Source) -> bool:
    """Whether it is what a project's archive has at its top."""
    name = posixpath.basename(source.file)
    return _PROJECT.fullmatch(name) is not None and _SETTINGS.search(peek(source.head())) is not None


def claims(file: str, files: Collection[str]) -> Collection[str]:
    """Everything in the archive, or in the folder it was unpacked to."""
    if not _PROJECT.fullmatch(posixpath.basename(file)):
        return ()
    folder = posixpath.dirname(file)
    inside = f"{folder}/" if folder else ""
    return [one for one in files if one != file and one.startswith(inside)]


def read_project(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """Each document with everybody's work; files that cannot be read are refused by themselves."""
    try:
        documents = _documents(source)
    except Unreadable as wrong:
        yield BadInput(file=source.file, where="", reason=wrong.reason)
        return
    for document in documents:
        yield from _Reading(document, source, options).articles()


def _documents(source: Source) -> Sequence[_Document]:
    """Those that the project names, then those that it only has files of."""
    try:
        project: JsonValue = orjson.loads(decode(source.whole()))
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"It is not valid JSON: {error}.") from None
    if not isinstance(project, dict):
        raise Unreadable("It is no object with the settings of a project.")
    documents: dict[str, _Document] = {}
    for one in objects_or_empty(project, "source_documents"):
        name = text_or_none(one, "name") or ""
        documents[name] = _Document(name, state=text_or_none(one, "state") or "")
    for one in objects_or_empty(project, "annotation_documents"):
        name, user = text_or_none(one, "name") or "", text_or_none(one, "user") or ""
        documents.setdefault(name, _Document(name)).works[user] = one
    for path, file in _inside(source):
        _sort_in(path, file, documents)
    return [one for one in documents.values() if one.name]


def _inside(source: Source) -> Iterator[tuple[Sequence[str], Source]]:
    """The files of the project with their paths in it; old versions begin paths with a slash."""
    folder = posixpath.dirname(source.file)
    inside = f"{folder}/" if folder else ""
    for file, one in sorted(source.around.files.items()):
        if one is not source and file.startswith(inside):
            yield [part for part in file.removeprefix(inside).split("/") if part], one


def _sort_in(path: Sequence[str], file: Source, documents: dict[str, _Document]) -> None:
    if len(path) == 2 and path[0] == _SOURCES:
        documents.setdefault(path[1], _Document(path[1])).original = file
    elif len(path) == 3 and path[0] in (ANNOTATIONS, CURATION, *_BINARIES):
        document = documents.setdefault(path[1], _Document(path[1]))
        user, suffix = posixpath.splitext(path[2])
        if path[0] in _BINARIES or suffix == _BINARY:
            document.binaries.add(user)
        elif path[0] == CURATION or user == CURATOR:
            document.curated = file
        else:
            document.annotations[user] = file


class _Reading:
    """One document being read."""

    def __init__(self, document: _Document, project: Source, options: ReadOptions) -> None:
        self._document = document
        self._project = project
        self._options = options
        self._refused: list[BadInput] = []

    def articles(self) -> Iterator[FoundArticle | BadInput]:
        """One article, or several where annotators have different texts."""
        found: dict[str, list[FoundArticle]] = defaultdict(list)
        for file, usual in self._works():
            article = self._article(file, usual)
            if article is not None:
                found[article.text].append(article)
        if not found:
            untouched = self._original()
            if untouched is not None:
                found[untouched.text].append(untouched)
        articles = [self._together(group) for group in found.values()]
        if articles:
            articles[0] = self._with_the_rest(articles[0])
        elif not self._refused:
            where = posixpath.join(posixpath.dirname(self._project.file), ANNOTATIONS, self._document.name)
            reason = "Nothing of this document is there; read the archive, or all of its folder."
            yield BadInput(file=where, where="", reason=reason)
        yield from self._refused
        yield from articles

    def _works(self) -> Iterator[tuple[Source, FoundAnnotation]]:
        """The files with what is known of whose they are; nobody's stands for all if there is no other."""
        document = self._document
        for user, file in sorted(document.annotations.items()):
            if user != NOBODY_YET:
                yield file, self._usual(user)
        if document.curated is not None:
            status = Status.DONE if document.state in (_CURATED, "") else Status.IN_PROGRESS
            yield document.curated, replace(named(CURATOR), status=status)
        if NOBODY_YET in document.annotations:
            yield document.annotations[NOBODY_YET], named(NOBODY_YET)

    def _usual(self, user: str) -> FoundAnnotation:
        work = self._document.works.get(user, {})
        status = _STATES.get(_text(work, "state").upper(), Status.DONE)
        created, updated = _time(work.get("created")), _time(work.get("updated"))
        return replace(
            named(user),
            status=Status.NOT_STARTED if status is None else status,
            note=_text(work, "annotatorComment") or None,
            created=created or _time(work.get("timestamp")),
            updated=updated or _time(work.get("timestamp")),
        )

    def _article(self, file: Source, usual: FoundAnnotation) -> FoundArticle | None:
        try:
            layered = _layers(file)
            return article_of(file.file, layered, self._options, usual)
        except Unreadable as wrong:
            self._refuse(file, wrong.reason)
        except NotText as wrong:
            self._refuse(file, str(wrong))
        except (UnicodeDecodeError, *DAMAGED) as wrong:
            self._refuse(file, f"It is damaged: {wrong}.")
        return None

    def _original(self) -> FoundArticle | None:
        """The document as it was put in, which nobody has annotated, or whose work cannot be read."""
        document = self._document
        others = document.binaries - {NOBODY_YET, CURATOR}
        if others and not document.annotations:
            what = ", ".join(sorted(others))
            reason = f"The work of {what} is there in INCEpTION’s own binary form alone; {_EXPORT_AGAIN}."
            where = posixpath.join(posixpath.dirname(self._project.file), ANNOTATIONS, document.name)
            self._refused.append(BadInput(file=where, where="", reason=reason))
        if document.original is None:
            return None
        original = document.original
        if is_webanno(original) or is_xmi(original) or is_cas_json(original):
            return self._article(original, named(NOBODY_YET))
        try:
            text = decode(original.whole(), self._options.encoding)
        except (NotText, UnicodeDecodeError, *DAMAGED) as wrong:
            self._refuse(original, str(wrong))
            return None
        return FoundArticle(file=original.file, where="", text=text)

    def _together(self, group: Sequence[FoundArticle]) -> FoundArticle:
        """One article with everybody's annotations."""
        first = group[0]
        losses = [
            loss if len(group) == 1 or not one.annotations else _by(one.annotations[0].annotator, loss)
            for one in group
            for loss in one.losses
        ]
        return replace(
            first,
            annotations=tuple(work for one in group for work in one.annotations),
            meta={**first.meta, DOCUMENT: {**_object(first.meta.get(DOCUMENT)), "name": self._document.name}},
            losses=tuple(losses),
        )

    def _with_the_rest(self, article: FoundArticle) -> FoundArticle:
        """With those who skipped the document; work that is told of and not there is named."""
        annotations = list(article.annotations)
        losses = list(article.losses)
        known = {one.annotator for one in annotations} | set(self._document.annotations)
        for user, work in sorted(self._document.works.items()):
            status = _STATES.get(_text(work, "state").upper())
            if user in known or status is None or not user:
                continue
            if status is Status.SKIPPED:
                annotations.append(self._usual(user))
            else:
                losses.append(lost(f"the work of {user}", f"it is in none of its files; {_EXPORT_AGAIN}"))
        return replace(article, annotations=tuple(annotations), losses=tuple(losses))

    def _refuse(self, file: Source, reason: str) -> None:
        self._refused.append(BadInput(file=file.file, where="", reason=reason))


def _layers(file: Source) -> Layered:
    """The layers of a file of whichever of the formats; raises Unreadable for others."""
    if file.suffix == ".zip":
        return _zipped_layers(file)
    if is_webanno(file):
        return webanno_layers(decode(file.whole(), "utf-8").lstrip())
    if is_xmi(file):
        return xmi_layers(file)
    if is_cas_json(file):
        return json_layers(file)
    raise Unreadable(f"It is in a format that cannot be read here; {_EXPORT_AGAIN}.")


def _zipped_layers(file: Source) -> Layered:
    """Those of the one file that is packed with its type system."""
    # A member of an archive cannot be sought in without unpacking it again and again.
    content = file.whole()
    packed = Source(file.file, len(content), len(content), lambda: BytesIO(content))
    with opened(packed) as members:
        for member in members:
            if isinstance(member, Source) and posixpath.basename(member.file) != TYPE_SYSTEM:
                if member.suffix == ".zip":
                    raise Unreadable("It is an archive in an archive in an archive.")
                return _layers(member)
            if isinstance(member, BadInput):
                raise Unreadable(member.reason)
    raise Unreadable("There is nothing in it.")


def _by(annotator: str, loss: Loss) -> Loss:
    return replace(loss, what=f"{loss.what}, by {annotator}")


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _time(value: JsonValue) -> str:
    """A time that is told in milliseconds since 1970, or as ISO 8601; "" for what is neither."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="milliseconds")
        if isinstance(value, str):
            said = datetime.fromisoformat(value)
            said = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
            return said.isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return ""
    return ""


INCEPTION_READER = FileReader(INCEPTION, recognises, read_project, claims)
