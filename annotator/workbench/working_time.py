"""Working time: counted from one sign of life to the next, unless the desk was empty in between."""

from collections.abc import Callable


class WorkingTime:
    """Seconds of work; a pause longer than `idle_seconds` counts as nothing. The clock is passed in."""

    def __init__(self, idle_seconds: float, clock: Callable[[], float]) -> None:
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._seen: float | None = None
        self._seconds = 0.0

    def set_idle_seconds(self, seconds: float) -> None:
        self._idle_seconds = seconds

    def sign_of_life(self) -> None:
        """A key, the mouse or the wheel was used."""
        now = self._clock()
        if self._seen is not None and now - self._seen <= self._idle_seconds:
            self._seconds += now - self._seen
        self._seen = now

    def leave(self) -> None:
        """The window was left or another article opened: nothing counts until the next sign of life."""
        self._seen = None

    @property
    def seconds(self) -> float:
        """What was counted and not yet taken."""
        return self._seconds

    def take(self) -> float:
        """What was counted, handed over once."""
        seconds, self._seconds = self._seconds, 0.0
        return seconds
