"""The heaviest one-to-one matching of two sets of things, exact, by their weights in pairs."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]

_EQUAL = 1e-9
"""Sums of weights closer than this are one: 0.1 + 0.2 is no heavier than 0.3."""

_FEW = 6
"""Up to so many pairs trying them all is quicker than any cleverness."""


Weighted = Sequence[tuple[int, int, float]]
"""Row, column and weight of pairs, in order."""


def heaviest_matching(weights: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """The pairs (row, column), each row and column at most once, with the greatest sum of weights, in order.

    Pairs without a positive weight are never matched. Of several matchings with the same sum it is the one
    whose pairs, in order, come first: the lowest row gets the lowest column it can have, and so on.
    """
    if _is_uncontested(weights):
        return tuple(sorted([pair for pair, weight in weights.items() if weight > 0]))
    matched: list[Pair] = []
    for component in _components(weights):
        if len(component) == 1:
            matched.append(component[0][:2])
        elif len(component) <= _FEW:
            matched += _tried(component)[1]
        else:
            matched += _assigned(component)
    return tuple(sorted(matched))


def _is_uncontested(weights: Mapping[Pair, float]) -> bool:
    rows, columns = {row for row, _ in weights}, {column for _, column in weights}
    return len(rows) == len(columns) == len(weights)


def _components(weights: Mapping[Pair, float]) -> Iterator[Weighted]:
    """The pairs in groups that have nothing to do with one another."""
    columns: dict[int, list[int]] = {}
    rows: dict[int, list[int]] = {}
    for row, column in sorted(pair for pair, weight in weights.items() if weight > 0):
        columns.setdefault(row, []).append(column)
        rows.setdefault(column, []).append(row)
    for first in list(columns):
        if first not in columns:
            continue
        if len(columns[first]) == len(rows[columns[first][0]]) == 1:
            (column,) = columns.pop(first)
            yield [(first, column, weights[first, column])]
            continue
        ahead, pairs = [first], []
        while ahead:
            if (row := ahead.pop()) in columns:
                for column in columns.pop(row):
                    pairs.append((row, column, weights[row, column]))
                    ahead += rows.pop(column, ())
        yield sorted(pairs)


def _tried(pairs: Weighted) -> tuple[float, list[Pair]]:
    """The heaviest matching by taking or leaving each pair in turn; on equal weight the pair is taken."""
    if not pairs:
        return 0.0, []
    row, column, weight = pairs[0]
    left = pairs[1:]
    free = [pair for pair in left if pair[0] != row and pair[1] != column]
    rest, matched = _tried(free)
    taken = weight + rest, [(row, column), *matched]
    if len(free) == len(left):
        return taken
    without = _tried(left)
    return without if without[0] > taken[0] + _EQUAL else taken


def _assigned(pairs: Weighted) -> list[Pair]:
    rows = sorted({row for row, _, _ in pairs})
    columns = sorted({column for _, column, _ in pairs})
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    # Square, because a weight of nothing then stands for "not matched".
    square = np.zeros((max(len(rows), len(columns)),) * 2)
    for row, column, weight in pairs:
        square[row_at[row], column_at[column]] = weight
    chosen, slack = _shortest_augmenting_paths(square)
    _prefer_low(square, chosen, slack <= _EQUAL)
    return [
        (rows[at], columns[column])
        for at, column in enumerate(chosen.tolist())
        if square[at, column] > 0  # which a row that is not there never has
    ]


def _shortest_augmenting_paths(
    weights: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The column of each row in a heaviest perfect matching, and what each pair falls short of its prices.

    Kuhn's Hungarian method as successive shortest paths (Jonker and Volgenant 1987).
    """
    size = len(weights)
    cost = weights.max() - weights
    column_price = cost.min(axis=0)
    row_price = (cost - column_price).min(axis=1)
    row_of = np.full(size, -1)
    for row in range(size):
        _augment(cost, row_price, column_price, row_of, row)
    chosen = np.empty(size, dtype=np.intp)
    chosen[row_of] = np.arange(size)
    return chosen, cost - row_price[:, None] - column_price


def _augment(
    cost: NDArray[np.float64],
    row_price: NDArray[np.float64],
    column_price: NDArray[np.float64],
    row_of: NDArray[np.intp],
    row: int,
) -> None:
    """Match one more row, along the cheapest path of pairs given up and taken (Dijkstra)."""
    size = len(cost)
    distance = np.full(size, np.inf)
    open_distance = np.full(size, np.inf)
    is_open = np.ones(size, dtype=bool)
    came_from = np.full(size, -1)
    last, at, reached = -1, row, 0.0
    while at >= 0:
        through = cost[at] - row_price[at] - column_price
        through += reached
        nearer = is_open & (through < distance)
        distance[nearer] = through[nearer]
        open_distance[nearer] = through[nearer]
        came_from[nearer] = last
        last = int(open_distance.argmin())
        reached = float(distance[last])
        is_open[last] = False
        open_distance[last] = np.inf
        at = int(row_of[last])
    spare = np.where(is_open, 0.0, reached - distance)
    row_price[row] += reached
    closed = ~is_open & (row_of >= 0)
    row_price[row_of[closed]] += spare[closed]
    column_price -= spare
    while last >= 0:
        before = int(came_from[last])
        row_of[last] = row if before < 0 else row_of[before]
        last = before


def _prefer_low(weights: NDArray[np.float64], chosen: NDArray[np.intp], is_tight: NDArray[np.bool_]) -> None:
    """Exchange among equally heavy matchings, which are those of tight pairs alone, to the first of them."""
    for row in range(len(chosen)):
        for column in np.flatnonzero(is_tight[row] & (weights[row] > 0)).tolist():
            if column == chosen[row] or _exchange(chosen, is_tight, row, column):
                break
        if weights[row, chosen[row]] > 0:
            is_tight[row] = False
            is_tight[row, chosen[row]] = True
        else:
            is_tight[row] &= weights[row] == 0


def _exchange(chosen: NDArray[np.intp], is_tight: NDArray[np.bool_], row: int, column: int) -> bool:
    """Give the row that column, if the others can make up for it among themselves."""
    wanted = int(chosen[row])
    holder = np.empty_like(chosen)
    holder[chosen] = np.arange(len(chosen))
    first = int(holder[column])
    came_from = {row: row, first: row}
    ahead = [first]
    while ahead:
        at = ahead.pop()
        if is_tight[at, wanted]:
            _shift(chosen, came_from, at, row, wanted)
            return True
        for other in holder[np.flatnonzero(is_tight[at])].tolist():
            if other not in came_from:
                came_from[other] = at
                ahead.append(other)
    return False


def _shift(chosen: NDArray[np.intp], came_from: Mapping[int, int], at: int, row: int, wanted: int) -> None:
    while at != row:
        wanted, chosen[at] = int(chosen[at]), wanted
        at = came_from[at]
    chosen[row] = wanted
