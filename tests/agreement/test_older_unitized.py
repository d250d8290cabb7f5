"""The first alpha for unitizing gives the numbers of the papers that it comes from."""

from collections.abc import Sequence
from math import isnan

import pytest

from annotator.agreement.older_unitized import disagreement, together
from annotator.domain.tokens import Offsets
from tests.agreement.published import Span, units_of

KRIPPENDORFF_2004: tuple[tuple[Span, ...], ...] = (
    ((225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")),
    ((220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")),
)

A = (((2, 10), (14, 20)), ((4, 8), (15, 17)))
B = (((0, 18),), ((0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)))
C = (((2, 8), (10, 12), (14, 18), (20, 22)), ((0, 2), (4, 8), (10, 14), (16, 18), (20, 22)))
D = (((0, 2), (2, 10), (10, 14), (14, 20), (20, 24)), ((0, 4), (4, 8), (8, 15), (15, 17), (17, 24)))


def test_the_example_of_2004_comes_out() -> None:
    of_c, of_k = (
        disagreement([units_of(spans, label) for spans in KRIPPENDORFF_2004], start=150, end=450)
        for label in "ck"
    )
    assert (of_c.observed, of_c.expected) == pytest.approx((0.0144, 0.0532), abs=0.0001)
    assert (of_k.observed, of_k.expected) == pytest.approx((0.0, 0.049), abs=0.0001)
    assert (of_c.alpha, of_k.alpha) == pytest.approx((0.7286, 1.0), abs=0.0001)
    assert together([of_c, of_k]).alpha == pytest.approx(0.8591, abs=0.0006)


@pytest.mark.parametrize(
    ("annotators", "observed", "alpha"),
    [(A, 0.03125, 0.553), (B, 2.26736, -0.926), (C, 0.02777, 0.679), (D, 0.38715, 0.066)],
    ids="ABCD",
)
def test_the_examples_of_1995_come_out(
    annotators: Sequence[Sequence[Offsets]], observed: float, alpha: float
) -> None:
    assert disagreement(annotators, start=0, end=24).observed == pytest.approx(observed, abs=1e-5)
    # Its alphas are what the coefficient tends to as the unit of length becomes ever smaller.
    fine = [[(start * 50_000, end * 50_000) for start, end in units] for units in annotators]
    assert disagreement(fine, start=0, end=24 * 50_000).alpha == pytest.approx(alpha, abs=0.02)


def test_it_does_not_matter_where_the_text_begins() -> None:
    moved = [[(start + 7, end + 7) for start, end in units] for units in C]
    assert disagreement(moved, start=7, end=31) == disagreement(C, start=0, end=24)


def test_where_nobody_marked_anything_there_is_no_alpha() -> None:
    assert isnan(disagreement([[], []], start=0, end=10).alpha)
