"""What an import adds: each article once, found by its text, and every annotation that is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from annotator.domain.annotation import Annotation, AnnotatorKind
from annotator.domain.records import StoredArticle
from annotator.store.annotators import annotators, make_known, other_kind
from annotator.store.articles import hashes_by_id, ids_by_hash, insert_articles
from annotator.store.database import Database
from annotator.store.new_annotations import NewAnnotation, put_annotations
from annotator.store.states import Key, versions
from annotator.store.tables import annotation, article


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article and its annotations, on their way in."""

    article: StoredArticle
    annotations: tuple[NewAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What does not come in, by its place in the batch, and why."""

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the project has already, as far as the batch touches it."""

    id_by_hash: Mapping[str, str]
    hash_by_id: Mapping[str, str]
    kinds: Mapping[str, AnnotatorKind]
    standing: Mapping[Key, Sequence[bytes]]
    """The JSON of the annotations that are there: as they are now and as they came in."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What of a batch is new; `duplicates` are those that brought nothing."""

    articles: tuple[StoredArticle, ...]
    annotations: tuple[NewAnnotation, ...]
    duplicates: int
    refusals: tuple[Refusal, ...]


def take_in(database: Database, batch: Sequence[Incoming]) -> Intake:
    """Adds what is new in the batch, in one transaction."""
    with database.writing() as connection:
        # Only now is it sure that nobody adds the same article, or begins the same annotation, in between.
        database.lock(connection, article)
        if any(incoming.annotations for incoming in batch):
            database.lock(connection, annotation)
        intake = sift(batch, _known(connection, batch))
        insert_articles(connection, intake.articles)
        make_known(database, connection, [one.annotator for one in intake.annotations])
        put_annotations(database, connection, intake.annotations)
    return intake


def look_at(database: Database, batch: Sequence[Incoming]) -> Intake:
    """What would be new in the batch; nothing is added."""
    with database.reading() as connection:
        return sift(batch, _known(connection, batch))


def sift(batch: Sequence[Incoming], known: Known) -> Intake:
    """Tells what is new from what is known, what came earlier in the batch, and what does not fit."""
    sieve = _Sieve(known)
    for index, incoming in enumerate(batch):
        sieve.add(index, incoming)
    return Intake(
        tuple(sieve.articles), tuple(sieve.annotations.values()), sieve.duplicates, tuple(sieve.refusals)
    )


class _Sieve:
    """What of the batch came through so far."""

    def __init__(self, known: Known) -> None:
        self._id_by_hash = dict(known.id_by_hash)
        self._hash_by_id = dict(known.hash_by_id)
        self._kinds = dict(known.kinds)
        self._standing = known.standing
        self.articles: list[StoredArticle] = []
        self.annotations: dict[Key, NewAnnotation] = {}
        self.refusals: list[Refusal] = []
        self.duplicates = 0

    def add(self, index: int, incoming: Incoming) -> None:
        before = len(self.articles), len(self.annotations), len(self.refusals)
        article_id = self._place(index, incoming.article)
        if article_id is not None:
            for new in incoming.annotations:
                self._add_annotation(index, article_id, new)
        if before == (len(self.articles), len(self.annotations), len(self.refusals)):
            self.duplicates += 1

    def _place(self, index: int, article: StoredArticle) -> str | None:
        """The id under which the article is in the project from now on; None if it cannot be."""
        there = self._id_by_hash.get(article.text_sha256)
        if there is not None:
            return there
        if article.id in self._hash_by_id:
            self.refusals.append(
                Refusal(index, f"The id {article.id} belongs to an article with another text already.")
            )
            return None
        self._id_by_hash[article.text_sha256] = article.id
        self._hash_by_id[article.id] = article.text_sha256
        self.articles.append(article)
        return article.id

    def _add_annotation(self, index: int, article_id: str, new: NewAnnotation) -> None:
        name, kind = new.annotator.name, new.annotator.kind
        if self._kinds.setdefault(name, kind) is not kind:
            self.refusals.append(Refusal(index, f"{other_kind(name, self._kinds[name])}."))
            return
        there = self._there(article_id, name)
        if not there:
            self.annotations[article_id, name] = new.moved_to(article_id)
        elif not _is_among(new, there):
            self.refusals.append(
                Refusal(index, f"{name} has annotated this article otherwise in the project; that is kept.")
            )

    def _there(self, article_id: str, name: str) -> Sequence[bytes]:
        earlier = self.annotations.get((article_id, name))
        return self._standing.get((article_id, name), ()) if earlier is None else (earlier.stored.annotation,)


def _is_among(new: NewAnnotation, there: Sequence[bytes]) -> bool:
    """Whether one of them says the same, whatever the id of its article and the version of its scheme."""
    if new.stored.annotation in there:
        return True
    value = new.value()
    ignored = {"article_id": value.article_id, "scheme": value.scheme}
    return any(Annotation.model_validate_json(one).model_copy(update=ignored) == value for one in there)


def _known(connection: Connection, batch: Sequence[Incoming]) -> Known:
    id_by_hash = ids_by_hash(connection, [one.article.text_sha256 for one in batch])
    annotated = {id_by_hash.get(one.article.text_sha256) for one in batch if one.annotations}
    return Known(
        id_by_hash=id_by_hash,
        hash_by_id=hashes_by_id(connection, [one.article.id for one in batch]),
        kinds={one.name: one.kind for one in annotators(connection)},
        standing=versions(connection, [id_ for id_ in annotated if id_ is not None]),
    )
