"""Where a piece of text stands in the articles of the project."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, `[start, end)` in the article's text, and the words around it on one line."""

    article_id: str
    start: int
    end: int
    snippet: str
