"""How one list of rows becomes another, in the few moves a view can follow without losing its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removed:
    at: int


@dataclass(frozen=True, slots=True)
class Added:
    at: int
    id: str


@dataclass(frozen=True, slots=True)
class Moved:
    """`to` is where the row stands after it was taken out at `at`."""

    at: int
    to: int


RowChange = Removed | Added | Moved


def row_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[RowChange]:
    """What to do, one after another, to the ids of the old rows until they are the new ones."""
    wanted = set(new)
    now = list(old)
    for at in range(len(now) - 1, -1, -1):
        if now[at] not in wanted:
            del now[at]
            yield Removed(at)
    known = set(now)
    for at, id_ in enumerate(new):
        if at < len(now) and now[at] == id_:
            continue
        if id_ not in known:
            now.insert(at, id_)
            yield Added(at, id_)
        elif at + 1 < len(now) and now[at + 1] == id_:
            # One row went down: moving it is one move, pulling every other up past it would be many.
            to = min(new.index(now[at]), len(now) - 1)
            now.insert(to, now.pop(at))
            yield Moved(at, to)
        else:
            came_from = now.index(id_, at)
            now.insert(at, now.pop(came_from))
            yield Moved(came_from, at)
