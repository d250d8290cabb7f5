"""The benchmark fixture with types."""

from collections.abc import Callable
from typing import Protocol

from pytest_benchmark.stats import Metadata


class Rounds(Protocol):
    """As much of the benchmark fixture as is used here; its own annotations leave it out."""

    stats: Metadata | None
    extra_info: dict[str, object]

    def pedantic(
        self,
        target: Callable[..., None],
        *,
        setup: Callable[[], tuple[tuple[object, ...], dict[str, object]]] | None = None,
        rounds: int = 1,
        warmup_rounds: int = 0,
    ) -> None: ...
