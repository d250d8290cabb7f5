"""What a job could not hold, however much that is: the first of it in memory, the rest in a file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import cast, overload
from weakref import finalize

from annotator.domain.loss import KindCounter, Loss, LossKind

_BLOCK = 1_000
"""Losses that go to the file at once, and come from it at once."""
_MOST_BYTES_IN_MEMORY = 1_000_000


class Losses(Sequence[Loss]):
    """Losses in the order they were met; memory holds as much of a million as of a thousand.

    Of one thread at a time, and to be read to the end before more are added.
    """

    def __init__(self, losses: Iterable[Loss] = ()) -> None:
        self._counter = KindCounter()
        self._last: list[Loss] = []
        self._file = SpooledTemporaryFile[bytes](max_size=_MOST_BYTES_IN_MEMORY)
        finalize(self, self._file.close)
        self._ends: list[int] = [0]
        """Of the blocks in the file."""
        self.add(losses)

    def add(self, losses: Iterable[Loss]) -> None:
        """Takes some more; raises OSError if there is no room for them on the disk."""
        for loss in losses:
            self._counter.add(loss)
            self._last.append(loss)
            if len(self._last) == _BLOCK:
                self._put_away(self._last)
                self._last = []

    def kinds(self) -> list[LossKind]:
        """The same by kind, the commonest first, without reading them again."""
        return self._counter.kinds()

    def __len__(self) -> int:
        return (len(self._ends) - 1) * _BLOCK + len(self._last)

    def __iter__(self) -> Iterator[Loss]:
        blocks = (self._block(number) for number in range(len(self._ends) - 1))
        return chain(chain.from_iterable(blocks), self._last)

    @overload
    def __getitem__(self, index: int) -> Loss: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Loss]: ...
    def __getitem__(self, index: int | slice) -> Loss | Sequence[Loss]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        number, place = divmod(range(len(self))[index], _BLOCK)
        return self._last[place] if number == len(self._ends) - 1 else self._block(number)[place]

    def __repr__(self) -> str:
        return f"Losses({list(self)})"

    def _put_away(self, block: Sequence[Loss]) -> None:
        # By the json module, since what is said of broken files may hold lone surrogates.
        content = json.dumps([(loss.article, loss.what, loss.why) for loss in block]).encode()
        self._file.seek(self._ends[-1])
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))

    def _block(self, number: int) -> Sequence[Loss]:
        begin, end = self._ends[number : number + 2]
        self._file.seek(begin)
        return [Loss(*fields) for fields in cast(list[list[str]], json.loads(self._file.read(end - begin)))]
