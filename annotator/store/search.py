"""Where a piece of text stands in the articles of the project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, select

from annotator.store.queue import holds
from annotator.store.tables import article, article_body

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, `[start, end)` in the article's text, and the words around it on one line."""

    article_id: str
    start: int
    end: int
    snippet: str


def hits(connection: Connection, search: str, limit: int) -> tuple[Hit, ...]:
    """The first places in import order, upper or lower case."""
    search = search.strip()
    if not search:
        return ()
    rows = connection.execute(
        select(article.c.id, article_body.c.text)
        .join_from(article, article_body, article.c.number == article_body.c.number)
        .where(holds(article_body.c.text, search))
        .order_by(article.c.number)
        # Each article that is found holds at least one place.
        .limit(limit)
    )
    return tuple(islice((hit for id_, text in rows for hit in hits_in(id_, text, search)), limit))


def hits_in(article_id: str, text: str, search: str) -> Iterator[Hit]:
    for match in re.finditer(re.escape(search), text, re.IGNORECASE):
        start, end = match.span()
        around = text[max(0, start - _AROUND) : end + _AROUND]
        yield Hit(article_id, start, end, " ".join(around.split()))
