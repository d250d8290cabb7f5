"""What reviewing shows of many articles at once: their titles and texts, and what is decided in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, select

from annotator.domain.annotation import GOLD
from annotator.domain.ruling import Outcome
from annotator.store.articles import TITLE
from annotator.store.states import STATES, bulk_form, state_in
from annotator.store.tables import annotation, article, article_body


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as a list of conflicts shows it; `number` is its place in the project."""

    number: int
    title: str
    text: str


def shown(connection: Connection, article_ids: Sequence[str]) -> dict[str, Shown]:
    """The articles by id; an article without a title has its first words for one."""
    found = (
        select(article.c.id, article.c.number, TITLE, article_body.c.text)
        .join_from(article, article_body, article.c.number == article_body.c.number)
        .where(article.c.id.in_(article_ids))
    )
    return {id_: Shown(number, name, text) for id_, number, name, text in connection.execute(found)}


def outcomes(connection: Connection, article_ids: Sequence[str]) -> dict[str, dict[str, Outcome]]:
    """What is decided in gold, by article and by the conflict's id."""
    here = STATES.where(annotation.c.annotator == GOLD.name, annotation.c.article_id.in_(article_ids))
    states = [state_in(row) for row in connection.execute(here).mappings()]
    return {
        state.article_id: {
            id_: Outcome(ruling["outcome"])
            for id_, ruling in orjson.loads(bulk_form(connection, state).annotation)["rulings"].items()
        }
        for state in states
    }
