"""Articles and annotations together with what is kept about them, as values and as they are stored."""

from dataclasses import dataclass
from typing import Self

from pydantic_core import from_json, to_json

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.value import Value


class AnnotationRecord(Value):
    """An annotation, and when and how long it was worked on; times are ISO 8601 in UTC."""

    annotation: Annotation
    created: str
    updated: str
    active_seconds: float = 0.0
    program_version: str
    revision: int = 0
    """How many steps are in its log; a save that expects another number is refused."""


class AnnotatedArticle(Value):
    """An article and what each annotator says about it."""

    article: Article
    records: tuple[AnnotationRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored and exported.

    Nested parts stay JSON, so that bulk work never parses them; numbers in them keep all their digits.
    """

    id: str
    text: str
    text_sha256: str
    title: str | None
    language: str | None
    direction: str | None
    source: str | None
    url: str | None
    author: str | None
    published: str | None
    dateline: str | None
    meta: bytes
    segments: bytes
    origin: bytes | None

    @classmethod
    def of(cls, article: Article) -> Self:
        plain = article.model_dump(mode="json", by_alias=True)
        return cls(
            id=article.id,
            text=article.text,
            text_sha256=article.text_sha256,
            title=article.title,
            language=article.language,
            direction=plain["direction"],
            source=article.source,
            url=article.url,
            author=article.author,
            published=article.published,
            dateline=article.dateline,
            meta=to_json(plain["meta"]),
            segments=to_json(plain["segments"]),
            origin=None if article.origin is None else to_json(plain["origin"]),
        )

    def article(self) -> Article:
        """The article as a value, validated."""
        return Article.model_validate(
            {
                "id": self.id,
                "text": self.text,
                "title": self.title,
                "language": self.language,
                "direction": self.direction,
                "source": self.source,
                "url": self.url,
                "author": self.author,
                "published": self.published,
                "dateline": self.dateline,
                "meta": from_json(self.meta),
                "segments": from_json(self.segments),
                "origin": None if self.origin is None else from_json(self.origin),
            }
        )


@dataclass(frozen=True, slots=True)
class StoredAnnotation:
    """An annotation as it is stored and exported: `annotation` is the JSON of the value `Annotation`."""

    annotation: bytes
    created: str
    updated: str
    active_seconds: float
    program_version: str
    revision: int = 0

    @classmethod
    def of(cls, record: AnnotationRecord) -> Self:
        return cls(
            annotation=record.annotation.model_dump_json(exclude_defaults=False).encode(),
            created=record.created,
            updated=record.updated,
            active_seconds=record.active_seconds,
            program_version=record.program_version,
            revision=record.revision,
        )

    def record(self) -> AnnotationRecord:
        """The annotation as a value, validated."""
        return AnnotationRecord(
            annotation=Annotation.model_validate_json(self.annotation),
            created=self.created,
            updated=self.updated,
            active_seconds=self.active_seconds,
            program_version=self.program_version,
            revision=self.revision,
        )
