"""New ids go on from the highest number, whatever ids came from elsewhere."""

import pytest

from annotator.domain.numbered_ids import highest_number


@pytest.mark.parametrize(
    ("ids", "highest"),
    [
        ([], 0),
        (["m1", "m12", "m3"], 12),
        (["m2", "e7", "m", "mm9", "m-4", "m1.5", "T8"], 2),
        (["m3", f"m{'1' * 5_000}"], 3),
    ],
)
def test_the_highest_number_behind_a_letter_is_found(ids: list[str], highest: int) -> None:
    assert highest_number("m", ids) == highest
