"""Unmarked repeats: where a name that is marked once stands again without a mark."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

import regex

from annotator.domain.names import occurrences
from annotator.domain.tokens import Offsets
from annotator.suggest.marks import Mark
from annotator.suggest.persons import last_names

_REPEATED = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT"))
_LONGEST_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


def with_repeats(text: str, marks: Iterable[Mark], lower_case: frozenset[str]) -> list[Mark]:
    """The marks, and one for every other place where one of their names or a person's last name stands."""
    marks = list(marks)
    taken = sorted((mark.start, mark.end) for mark in marks)
    found = list(marks)
    for name, model in sorted(_names(text, marks, lower_case), key=lambda item: -len(item[0])):
        if not _may_stand_elsewhere(text, name, taken):
            continue
        for span in occurrences(text, name):
            if not _overlaps(span, taken):
                found.append(model._replace(start=span[0], end=span[1]))
                taken.append(span)
                taken.sort()
    return sorted(found)


def _names(text: str, marks: Iterable[Mark], lower_case: frozenset[str]) -> Iterator[tuple[str, Mark]]:
    """Every name to look for, and a mark of it; none that got several labels or may be an ordinary word."""
    by_name: dict[str, dict[str, Mark]] = defaultdict(dict)
    for mark in marks:
        if mark.label in _REPEATED:
            name = text[mark.start : mark.end]
            by_name[name].setdefault(mark.label, mark)
            if mark.label == "PERSON":
                for short in last_names(name):
                    by_name[short].setdefault(mark.label, mark)
    for name, labels in by_name.items():
        if len(labels) == 1 and _is_telling(name, lower_case):
            yield name, next(iter(labels.values()))


def _is_telling(name: str, lower_case: frozenset[str]) -> bool:
    """Whether the name is no ordinary word: it has a capital, some length, and never stands uncapitalised."""
    if name.islower() or len(name) < 2 or (len(name) < 3 and not name.isupper()):
        return False
    return name.lower() not in lower_case or name.isupper()


def _may_stand_elsewhere(text: str, name: str, taken: list[Offsets]) -> bool:
    """A quick look before the thorough one: whether the name's longest word is anywhere outside of marks."""
    word = max(_LONGEST_WORD.findall(name), key=len, default="")
    if not word:
        return False
    place = text.find(word)
    while place >= 0:
        if not _overlaps((place, place + 1), taken):
            return True
        place = text.find(word, place + len(word))
    return False


def _overlaps(span: Offsets, taken: list[Offsets]) -> bool:
    """Whether the span meets one of the spans, which are in order and apart."""
    index = bisect_left(taken, (span[1], -1))
    return index > 0 and taken[index - 1][1] > span[0]
