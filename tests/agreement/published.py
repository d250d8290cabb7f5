"""Worked examples from the literature that several tests use, and ways to write such examples down."""

from collections.abc import Iterable

import numpy as np

from annotator.agreement.ratings import MISSING
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices, Numbers

Span = tuple[int, int, str]


def mentions(*spans: Span) -> tuple[ReadMention, ...]:
    return tuple(
        ReadMention(f"m{nth}", start, end, label, None) for nth, (start, end, label) in enumerate(spans)
    )


def in_pieces(label: str, *pieces: tuple[int, int]) -> ReadMention:
    return ReadMention("pieces", pieces[0][0], pieces[-1][1], label, None, pieces)


def judged(*annotators: str) -> Indices:
    """Units by annotators: a line of digits from 1 for each annotator, with a dot where there is nothing."""
    return np.array([[MISSING if c == "." else int(c) - 1 for c in line] for line in annotators]).T


def judged_as_in(table: Numbers) -> Indices:
    """Units that two annotators judged as often as the table says."""
    rows, columns = np.indices(table.shape)
    times = table.astype(np.int64).ravel()
    return np.stack([rows.ravel().repeat(times), columns.ravel().repeat(times)], axis=1)


def units_of(spans: Iterable[Span], label: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, given in spans if given == label]


KRIPPENDORFF_2011 = judged("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: 12 units, 4 annotators."""

_PATIENTS = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""

FLEISS_1971 = judged(*_PATIENTS.split()).T
"""Fleiss, "Measuring nominal scale agreement among many raters" (1971), p. 379: 30 patients, 6 diagnoses
of each; who made which was not kept."""

ALEX: tuple[Span, ...] = (
    (2, 9, "1"),
    (11, 17, "2"),
    (24, 30, "5"),
    (32, 36, "6"),
    (36, 44, "6"),
    (44, 60, "7"),
)
PAUL: tuple[Span, ...] = ((2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6"))
SUZAN: tuple[Span, ...] = (
    (2, 9, "1"),
    (11, 17, "4"),
    (21, 27, "5"),
    (32, 36, "6"),
    (36, 40, "6"),
    (40, 44, "6"),
)
"""Mathet, Widlöcher and Métivier (2015): three annotators of a text of 60 characters."""
