"""What got lost on the way into or out of a format, as a value: named, so that nobody has to find out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# What is said of one thing alone: quotations, numbers, what follows a colon or stands in brackets.
_OWN = re.compile(r"“[^”]*”|\(.*?\)|:.*|\d[\d.,]*")
_OWN_BEGINS = re.compile(r"[“(:\d]")
_START = 40
_WORDS = 2
"""Further words may be a name."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of one article that a format, or the program, cannot hold, and why."""

    article: str
    what: str
    why: str


_Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LossKind:
    """Losses of one kind: how many there are, and the first."""

    times: int
    example: Loss


class KindCounter:
    """Counts losses by what they are of and why, as they come."""

    def __init__(self) -> None:
        self._times: Counter[_Kind] = Counter()
        self._first: dict[_Kind, Loss] = {}

    def add(self, loss: Loss) -> None:
        """Counts one more."""
        kind = _thing(loss.what), kind_of_reason(loss.why)
        self._times[kind] += 1
        self._first.setdefault(kind, loss)

    def kinds(self) -> list[LossKind]:
        """Those so far, the commonest first."""
        return [LossKind(times, self._first[kind]) for kind, times in self._times.most_common()]


def kinds_of(losses: Iterable[Loss]) -> list[LossKind]:
    """The losses by what they are of and why, the commonest first."""
    counter = KindCounter()
    for loss in losses:
        counter.add(loss)
    return counter.kinds()


def without_names(kinds: Iterable[LossKind], names: Collection[str]) -> Iterator[LossKind]:
    """The same with “somebody” in place of people’s names, except where the article itself has them."""
    by_length = sorted(map(re.escape, names), key=len, reverse=True)
    if not by_length:
        yield from kinds
        return
    named = re.compile(rf"(“[^”]*”)|(?<!\w)(?:{'|'.join(by_length)})(?!\w)")
    for kind in kinds:
        what, why = (
            named.sub(lambda found: found[1] or "somebody", said)
            for said in (kind.example.what, kind.example.why)
        )
        yield LossKind(kind.times, Loss(kind.example.article, what, why))


def _thing(what: str) -> str:
    """The first words, without what is said of one thing alone."""
    start = what[:_START]
    found = _OWN_BEGINS.search(start)
    words = (start if found is None else f"{start[: found.start()]}…").split()
    if len(words) > _WORDS or (found is None and start == what):
        # Most losses begin so: “the mention …”; the rest of them need not be looked at.
        return " ".join(words[:_WORDS])
    return " ".join(_of_all(what).split()[:_WORDS])


@lru_cache(maxsize=1000)
def kind_of_reason(why: str) -> str:
    """The reason, with “…” for what is said of one thing alone."""
    return _of_all(why)


def _of_all(said: str) -> str:
    return _OWN.sub("…", said)
