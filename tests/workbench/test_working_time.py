"""Working time counts while somebody works and not while the desk is empty."""

from annotator.workbench.working_time import WorkingTime


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_between_signs_of_life_counts() -> None:
    clock = Clock()
    time = WorkingTime(60, clock)
    for now in (0, 10, 25):
        clock.now = now
        time.sign_of_life()
    assert time.take() == 25
    assert time.take() == 0


def test_a_pause_longer_than_the_desk_may_be_empty_counts_as_nothing() -> None:
    clock = Clock()
    time = WorkingTime(60, clock)
    for now in (0, 10, 600, 605):
        clock.now = now
        time.sign_of_life()
    assert time.seconds == 15


def test_leaving_the_window_ends_the_count() -> None:
    clock = Clock()
    time = WorkingTime(60, clock)
    time.sign_of_life()
    time.leave()
    clock.now = 30
    time.sign_of_life()
    assert time.seconds == 0
