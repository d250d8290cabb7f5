"""Cuts of whole lines: debris, surplus blank lines, white space at the ends of lines."""

from collections.abc import Collection, Mapping, Sequence

from annotator.formats.cleaning_edits import Edit

BLANK_LINES = "blank_lines"
TRAILING_SPACE = "trailing_space"

_MOST_LINE_ENDS_TOGETHER = 2


def is_tidy(text: str, lines: Sequence[str]) -> bool:
    """Whether there is nothing to cut unless a line is debris."""
    if "\n\n\n" in text or text[:1] == "\n" or text[-1:] == "\n":
        return False
    return not any(line and line[-1].isspace() for line in lines)


def line_cuts(lines: Sequence[str], rule_of_line: Mapping[int, str], rules: Collection[str]) -> list[Edit]:
    """The cuts that take out the given lines, what is blank before, after and between, and ends of lines."""
    cuts: list[Edit] = []
    last = len(lines) - 1
    while last >= 0 and (last in rule_of_line or not lines[last].strip()):
        last -= 1
    line_ends = _MOST_LINE_ENDS_TOGETHER  # before the first line there is nothing to set apart
    offset = 0
    for number, line in enumerate(lines):
        end = offset + len(line)
        after = end + (number + 1 < len(lines))
        rule = rule_of_line.get(number)
        if rule:
            _cut(cuts, offset, after, rule)
        else:
            kept = offset + len(line.rstrip())
            if kept < end and TRAILING_SPACE in rules:
                _cut(cuts, kept, end, TRAILING_SPACE)
            line_ends = line_ends + 1 if kept == offset else 1
            if BLANK_LINES in rules and (line_ends > _MOST_LINE_ENDS_TOGETHER or number >= last):
                _cut(cuts, end, after, BLANK_LINES)
        offset = after
    return cuts


def _cut(cuts: list[Edit], start: int, end: int, rule: str) -> None:
    """Adds the cut, to the one before it where the two are one."""
    if start == end:
        return
    if cuts and cuts[-1].end == start and cuts[-1].rule == rule:
        cuts[-1] = cuts[-1]._replace(end=end)
    else:
        cuts.append(Edit(start, end, "", rule))
