"""Articles in and out of the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, func, insert, select

from annotator.domain.article import Article
from annotator.domain.records import StoredArticle
from annotator.domain.refused import Refused
from annotator.store.tables import article, article_body

TITLE = func.coalesce(func.nullif(article.c.title, ""), article.c.opening)
"""What an article is called: its title, or else its first words."""
_OPENING = 80
_IDS_AT_ONCE = 500
_CONTENT = (
    select(
        article.c.id,
        article_body.c.text,
        article.c.text_sha256,
        article.c.title,
        article.c.language,
        article.c.direction,
        article.c.source,
        article.c.url,
        article.c.author,
        article.c.published,
        article.c.dateline,
        article_body.c.meta,
        article_body.c.segments,
        article_body.c.origin,
    )
).join_from(article, article_body, article.c.number == article_body.c.number)


def article_of(connection: Connection, article_id: str) -> Article:
    """The article as a value; refused when the project has none with that id."""
    row = connection.execute(_CONTENT.where(article.c.id == article_id)).mappings().first()
    if row is None:
        raise Refused(f"There is no article {article_id} in this project.")
    return _stored(row).article()


def articles_of(connection: Connection, article_ids: Sequence[str]) -> list[Article]:
    """The articles, in the order of the ids."""
    rows = connection.execute(_CONTENT.where(article.c.id.in_(article_ids))).mappings()
    found = {row["id"]: _stored(row).article() for row in rows}
    return [found[id_] for id_ in article_ids]


def all_ids(connection: Connection) -> Sequence[str]:
    """In import order."""
    return connection.scalars(select(article.c.id).order_by(article.c.number)).all()


def titles(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """What those of the articles that are there are called, by id."""
    found: dict[str, str] = {}
    for first in range(0, len(article_ids), _IDS_AT_ONCE):
        some = article.c.id.in_(article_ids[first : first + _IDS_AT_ONCE])
        found.update(connection.execute(select(article.c.id, TITLE).where(some)).all())
    return found


def stored_articles_after(connection: Connection, article_id: str, limit: int) -> list[StoredArticle]:
    """The next articles by id."""
    rows = connection.execute(_CONTENT.where(article.c.id > article_id).order_by(article.c.id).limit(limit))
    return [_stored(row) for row in rows.mappings()]


def count_articles(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(article)) or 0


def insert_articles(connection: Connection, articles: Sequence[StoredArticle]) -> None:
    """Adds articles, in this order, after those that are there."""
    if not articles:
        return
    last = connection.scalar(select(func.max(article.c.number))) or 0
    numbered = list(enumerate(articles, last + 1))
    connection.execute(insert(article), [_listed(number, new) for number, new in numbered])
    connection.execute(insert(article_body), [_body(number, new) for number, new in numbered])


def hashes_by_id(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    found = select(article.c.id, article.c.text_sha256).where(article.c.id.in_(ids))
    return {row.id: row.text_sha256 for row in connection.execute(found)}


def ids_by_hash(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    found = select(article.c.text_sha256, article.c.id).where(article.c.text_sha256.in_(hashes))
    return {row.text_sha256: row.id for row in connection.execute(found)}


def opening(text: str) -> str:
    """The first words, on one line: what stands for an article without a title."""
    words = " ".join(text[: 2 * _OPENING].split())
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rpartition(' ')[0] or words[:_OPENING]}…"


def _listed(number: int, new: StoredArticle) -> dict[str, object]:
    return {
        "number": number,
        "id": new.id,
        "text_sha256": new.text_sha256,
        "title": new.title,
        "opening": opening(new.text),
        "language": new.language,
        "direction": new.direction,
        "source": new.source,
        "url": new.url,
        "author": new.author,
        "published": new.published,
        "dateline": new.dateline,
        "words": len(new.text.split()),
    }


def _body(number: int, new: StoredArticle) -> dict[str, object]:
    return {
        "number": number,
        "text": new.text,
        "meta": new.meta.decode(),
        "segments": new.segments.decode(),
        "origin": None if new.origin is None else new.origin.decode(),
    }


def _stored(row: RowMapping) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        text=row["text"],
        text_sha256=row["text_sha256"],
        title=row["title"],
        language=row["language"],
        direction=row["direction"],
        source=row["source"],
        url=row["url"],
        author=row["author"],
        published=row["published"],
        dateline=row["dateline"],
        meta=row["meta"].encode(),
        segments=row["segments"].encode(),
        origin=None if row["origin"] is None else row["origin"].encode(),
    )
