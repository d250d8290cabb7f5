"""Finds the conflicts of a project, as a job; memory does not grow with its articles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import heappush, heappushpop
from itertools import islice
from typing import TypeVar

from annotator.agreement.conflict import Item
from annotator.agreement.conflict_row import ConflictRow, row_of
from annotator.agreement.items import items_of
from annotator.agreement.reading import ReadArticle
from annotator.agreement.table import Layer
from annotator.agreement.wish import ReadingChoice
from annotator.domain.ruling import Outcome
from annotator.domain.scheme import Scheme
from annotator.project.jobs import Job, Progress
from annotator.project.readings import project_readings
from annotator.project.reviewing import ConflictList
from annotator.store.database import Database
from annotator.store.reviewed import Shown, outcomes, shown

MOST = 20_000
"""How many conflicts are listed: more than anybody decides before comparing anew."""
_AT_ONCE = 100
_Value = TypeVar("_Value")
_QUOTED = 80


def conflicts(
    database: Database, scheme: Scheme, choice: ReadingChoice, *, most: int = MOST
) -> Job[ConflictList]:
    """The conflicts of articles that at least two of those chosen have read, as the project stands now."""
    kept = _Kept(most)
    compared = 0
    with project_readings(database, choice) as readings, database.reading() as connection:
        total = readings.extent.read
        yield Progress(0, total, "articles")
        for number, articles in enumerate(_batches(readings.articles), start=1):
            decided = outcomes(connection, [article.id for article in articles])
            for article in articles:
                if len(article.readings) > 1:
                    compared += 1
                    kept.take(article, items_of(article, scheme), decided.get(article.id, {}))
            yield Progress(min(number * _AT_ONCE, total), total, "articles")
        rows = []
        for batch in _batches(iter(kept.rows())):
            known = shown(connection, sorted({row.article_id for row in batch}))
            rows += [_as_shown(row, known[row.article_id]) for row in batch]
    return ConflictList(tuple(rows), kept.left_out, compared)


class _Kept:
    """Of each layer the conflicts that matter most, and what their impact is a part of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heaps: dict[Layer, list[tuple[bool, float, int, ConflictRow]]] = {layer: [] for layer in Layer}
        self._units: Counter[Layer] = Counter()
        self._seen = 0
        self.left_out = 0

    def take(self, article: ReadArticle, items: Sequence[Item], decided: dict[str, Outcome]) -> None:
        updated = max(reading.updated for reading in article.readings)
        for item in items:
            answered = sum(len(v.annotators) for v in item.variants if not v.is_nothing)
            self._units[item.layer] += answered * (item.readers - 1)
            if item.is_conflict:
                outcome = decided.get(item.id)
                row = row_of(item, number=0, updated=updated, impact=item.impact, decided=outcome)
                self._keep(row)

    def _keep(self, row: ConflictRow) -> None:
        self._seen += 1
        # Open before decided, then by impact; of equals the earlier stays.
        entry = (row.decided is None, row.impact, -self._seen, row)
        heap = self._heaps[row.layer]
        if len(heap) < self._most:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)

    def rows(self) -> list[ConflictRow]:
        """Open ones first, then by how much F1 rises: twice the impact over all answers of the layer."""
        found = [
            replace(row, impact=2 * row.impact / self._units[layer])
            for layer, heap in self._heaps.items()
            for *_, row in heap
        ]
        found.sort(key=_open_ones_by_impact)
        self.left_out = self._seen - min(len(found), self._most)
        return found[: self._most]


def _open_ones_by_impact(row: ConflictRow) -> tuple[bool, float, str, int, str]:
    return row.decided is not None, -row.impact, row.article_id, row.start, row.item_id


def _as_shown(row: ConflictRow, article: Shown) -> ConflictRow:
    is_whole = (row.start, row.end) == (0, len(article.text))
    quote = "" if is_whole else quoted(article.text, row.start, row.end)
    return replace(row, number=article.number, title=article.title, quote=quote)


def quoted(text: str, start: int, end: int) -> str:
    """What stands there on one line, shortened to 80 characters."""
    words = " ".join(text[start : min(end, start + 2 * _QUOTED)].split())
    is_cut = len(words) > _QUOTED or end > start + 2 * _QUOTED
    return f"{words[: _QUOTED - 1]}…" if is_cut else words


def _batches(values: Iterator[_Value]) -> Iterator[Sequence[_Value]]:
    while batch := list(islice(values, _AT_ONCE)):
        yield batch
