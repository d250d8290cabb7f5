"""Articles with what everybody says about them, in the order of export, a few at a time."""

from collections.abc import Collection, Iterator
from itertools import groupby

from sqlalchemy import Connection

from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.store.annotations import bulk_form, count_annotations, count_unsaid, states_between
from annotator.store.articles import stored_articles_after

# Few enough that articles of 20,000 words with 2,000 mentions by several annotators fit into memory.
_AT_ONCE = 100


def rows(
    connection: Connection, *, annotators: Collection[str] = (), only_done: bool = False
) -> Iterator[tuple[StoredArticle, StoredAnnotation | None]]:
    """By article id, then annotator; an article without any has one row, unless only some are asked for."""
    everything = not annotators and not only_done
    last = ""
    while articles := stored_articles_after(connection, last, _AT_ONCE):
        first, last = articles[0].id, articles[-1].id
        states = states_between(connection, first, last, annotators=annotators, only_done=only_done)
        said = {id_: list(group) for id_, group in groupby(states, key=lambda state: state.article_id)}
        for article in articles:
            for state in said.get(article.id, ()):
                yield article, bulk_form(connection, state)
            if everything and article.id not in said:
                yield article, None


def count_rows(connection: Connection, *, annotators: Collection[str] = (), only_done: bool = False) -> int:
    """How many rows there will be."""
    said = count_annotations(connection, annotators=annotators, only_done=only_done)
    return said if annotators or only_done else said + count_unsaid(connection)
