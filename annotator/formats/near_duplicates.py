"""Finding articles that are near copies of each other: wire copy, shortened, edited, with another headline.

Of each article the smallest few hundred hashes of its stretches of words are kept (min-wise hashing with one
permutation, Broder 1997). Unlike signatures of many permutations these tell how much of the shorter of two
articles stands in the longer, so that a story cut to its first half is found as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

STRETCH = 4
"""Words; of fewer, unrelated articles would share too many, of more, each edit would spoil too many."""
ENOUGH = 0.5
"""Of the stretches of the shorter article; half of those of both together (Jaccard) is two thirds of it."""
_KEPT = 256
_FEWEST_SHARED = 3
_NEIGHBOURS = 4
# Scripts written without spaces, where a run of letters is a sentence and not a word.
_WORD = re.compile(r"\w+")
_WORD_OR_LETTER = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_OTHER_FACTOR = np.uint64(0xBF58476D1CE4E5B9)

_WHOLE = 2.0**64

Sketch = NDArray[np.uint64]
Places = NDArray[np.int64]


class NearDuplicates:
    """Takes texts one by one, and keeps two kilobytes of each at most."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._sketches: list[Sketch] = []

    def add(self, article_id: str, text: str) -> None:
        self._ids.append(article_id)
        self._sketches.append(_sketch(text))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of articles that belong together, sorted, copies of copies with them; two or more each."""
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        sketches = [self._sketches[number] for number in order]
        root = list(range(len(order)))
        for one, other in _candidates(sketches):
            first, second = _root(root, one), _root(root, other)
            if first != second and _shared(sketches[one], sketches[other]) >= ENOUGH:
                root[max(first, second)] = min(first, second)
        found: dict[int, list[str]] = defaultdict(list)
        for number, original in enumerate(order):
            found[_root(root, number)].append(self._ids[original])
        return tuple(tuple(ids) for ids in found.values() if len(ids) > 1)


def _sketch(text: str) -> Sketch:
    """The smallest hashes of the text's stretches of words, in order; of a shorter text, of all its words."""
    words = (_WORD if text.isascii() else _WORD_OR_LETTER).findall(text.casefold())
    # Encoded at once and not one by one: it takes half the time of a whole corpus.
    encoded = "\n".join(words).encode("utf-8", "surrogatepass").split(b"\n") if words else []
    hashes = np.array(list(map(crc32, encoded)), dtype=np.uint64)
    length = min(STRETCH, len(hashes))
    mixed = np.zeros(len(hashes) - length + 1 if length else 0, dtype=np.uint64)
    for place in range(length):
        mixed = (mixed ^ hashes[place : place + len(mixed)]) * _FACTOR
    mixed ^= mixed >> np.uint64(32)
    mixed *= _OTHER_FACTOR
    mixed ^= mixed >> np.uint64(29)
    mixed.sort()
    is_new = np.diff(mixed, prepend=~mixed[:1]) != 0
    # A copy, so that the rest is let go.
    return np.compress(is_new, mixed)[:_KEPT].copy()


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs with a few hashes in common.

    A hash of many articles pairs each with the next few alone: copies are found one from the other, and
    what hundreds of articles end with costs no more than it has to.
    """
    number = len(sketches)
    if not any(len(sketch) for sketch in sketches):
        return
    hashes, owners = _in_several(sketches)
    pairs, times = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for apart in range(1, _NEIGHBOURS + 1):
        is_same = hashes[apart:] == hashes[:-apart]
        met = owners[:-apart][is_same].astype(np.int64) * number + owners[apart:][is_same]
        pairs, times = _added(pairs, times, *np.unique(met, return_counts=True))
    ones, others = pairs // number, pairs % number
    is_enough = times >= _fewest_met(sketches, ones, others)
    yield from zip(ones[is_enough].tolist(), others[is_enough].tolist(), strict=True)


def _in_several(sketches: Sequence[Sketch]) -> tuple[Sketch, NDArray[np.int32]]:
    """The hashes that several articles have, in order, and the article of each, in order within a hash."""
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int32), [len(sketch) for sketch in sketches])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    is_same = hashes[1:] == hashes[:-1]
    is_in_several = np.append(is_same, False) | np.append(False, is_same)
    return hashes[is_in_several], owners[is_in_several]


def _added(pairs: Places, times: Places, more: Places, more_times: Places) -> tuple[Places, Places]:
    """All the pairs, each once, and how often each was met in both."""
    every, places = np.unique(np.concatenate((pairs, more)), return_inverse=True)
    sums = np.zeros(len(every), dtype=np.int64)
    np.add.at(sums, places, np.concatenate((times, more_times)))
    return every, sums


def _fewest_met(sketches: Sequence[Sketch], ones: Places, others: Places) -> NDArray[np.float64]:
    """How many hashes each pair has to be met by: half of what near copies have, for some go by unmet."""
    sizes = np.array([len(sketch) for sketch in sketches], dtype=np.float64)
    reach = np.array([float(sketch[-1]) if len(sketch) == _KEPT else _WHOLE for sketch in sketches])
    common = np.minimum(reach[ones], reach[others])
    known = np.minimum(sizes[ones] / reach[ones], sizes[others] / reach[others]) * common
    return np.asarray(np.maximum(known * ENOUGH / 2, np.minimum(_FEWEST_SHARED, known * ENOUGH)))


def _shared(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text stands in the longer, by the hashes that both sketches can know of."""
    limits = [sketch[-1] for sketch in (one, other) if len(sketch) == _KEPT]
    if limits:
        one, other = (sketch[: np.searchsorted(sketch, min(limits), side="right")] for sketch in (one, other))
    shorter, longer = sorted((one, other), key=len)
    if not len(shorter):
        return 0.0
    places = np.minimum(np.searchsorted(longer, shorter), len(longer) - 1)
    return int(np.count_nonzero(longer[places] == shorter)) / len(shorter)


def _root(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number
