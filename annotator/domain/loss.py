"""What got lost on the way into or out of a format, as a value: named, so that nobody has to find out."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

# What is said of one thing alone: quotations, numbers, what follows a colon or stands in brackets.
_OWN = re.compile(r"“[^”]*”|\(.*?\)|:.*|\d[\d.,]*")
_WORDS = 2
"""Further words may be a name."""


@dataclass(frozen=True)
class Loss:
    """Something of one article that a format, or the program, cannot hold, and why."""

    article: str
    what: str
    why: str


@dataclass(frozen=True)
class LossKind:
    """Losses of one kind: how many there are, and the first."""

    times: int
    example: Loss


def kinds_of(losses: Iterable[Loss]) -> list[LossKind]:
    """The losses by what they are of and why, the commonest first."""
    kinds: dict[tuple[str, str], LossKind] = {}
    for loss in losses:
        key = (" ".join(_of_all(loss.what).split()[:_WORDS]), _of_all(loss.why))
        known = kinds.get(key)
        kinds[key] = LossKind(1, loss) if known is None else LossKind(known.times + 1, known.example)
    return sorted(kinds.values(), key=lambda kind: -kind.times)


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


def _of_all(said: str) -> str:
    return _OWN.sub("…", said)
