"""The first alpha for unitizing, to compare with papers that used it; today's is in `unitized`.

After Krippendorff, "On the reliability of unitizing continuous data", Sociological Methodology 25 (1995),
and "Measuring the reliability of qualitative text analysis data", Quality & Quantity 38 (2004).
"""

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from annotator.domain.tokens import Offsets


class Disagreement(NamedTuple):
    """On the units of one label; of several labels it is the sums."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float:
        """1 is perfect, 0 what chance gives; NaN where chance could not disagree, as nothing is marked."""
        return 1 - self.observed / self.expected if self.expected else float("nan")


class _Section(NamedTuple):
    start: int
    end: int
    is_unit: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def disagreement(annotators: Sequence[Sequence[Offsets]], *, start: int, end: int) -> Disagreement:
    """Of at least two annotators' units of one label on the text between two offsets.

    The units of one annotator must not overlap.
    """
    sections = [_sections(sorted(units), start, end) for units in annotators]
    return Disagreement(_observed(sections, end - start), _expected(sections, end - start))


def together(disagreements: Sequence[Disagreement]) -> Disagreement:
    """Of all labels, whose units may overlap."""
    return Disagreement(
        sum(one.observed for one in disagreements), sum(one.expected for one in disagreements)
    )


def _sections(units: Sequence[Offsets], start: int, end: int) -> list[_Section]:
    """The units and the gaps between them, in order."""
    found, reached = [], start
    for unit in units:
        if unit[0] > reached:
            found.append(_Section(reached, unit[0], is_unit=False))
        found.append(_Section(*unit, is_unit=True))
        reached = unit[1]
    return [*found, _Section(reached, end, is_unit=False)] if reached < end else found


def _observed(sections: Sequence[Sequence[_Section]], length: int) -> float:
    """Equation 5 of 1995: the mean over pairs of annotators, relative to the square of the length."""
    apart = sum(
        _squared_difference(one, other)
        for first, second in permutations(sections, 2)
        for one in first
        for other in second
    )
    return apart / (len(sections) * (len(sections) - 1) * length**2)


def _squared_difference(one: _Section, other: _Section) -> int:
    """Of two units that overlap by their edges; of a unit that lies within a gap its square."""
    if one.end <= other.start or other.end <= one.start:
        return 0
    if one.is_unit and other.is_unit:
        return (one.start - other.start) ** 2 + (one.end - other.end) ** 2
    unit, gap = (one, other) if one.is_unit else (other, one)
    lies_within = unit.is_unit and not gap.is_unit and gap.start <= unit.start and unit.end <= gap.end
    return unit.length**2 if lies_within else 0


def _expected(sections: Sequence[Sequence[_Section]], length: int) -> float:
    """The same of all ways in which the annotators' sections could come to lie against one another."""
    units = [section.length for those in sections for section in those if section.is_unit]
    gaps = [section.length for those in sections for section in those if not section.is_unit]
    apart = sum(
        (len(units) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit)
        + unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
        for unit in units
    )
    everything = len(sections) * length
    ways = everything * (everything - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 / length * apart / ways
