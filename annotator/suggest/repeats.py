"""Unmarked repeats: where a name that is marked once stands again without a mark."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import regex

from annotator.domain.names import occurrences
from annotator.suggest.marks import Mark
from annotator.suggest.persons import last_names
from annotator.suggest.taken import Taken

_REPEATED = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT"))
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


def with_repeats(text: str, marks: Iterable[Mark], lower_case: frozenset[str]) -> list[Mark]:
    """The marks, and one for every other place where one of their names or a person's last name stands."""
    found = list(marks)
    taken = Taken(found)
    for name, model in sorted(_names(text, found, lower_case), key=lambda item: (-len(item[0]), item[0])):
        if not _may_stand_elsewhere(text, name, taken):
            continue
        for start, end in occurrences(text, name):
            if not taken.meets((start, end)):
                found.append(model._replace(start=start, end=end))
                taken.add((start, end))
    return sorted(found)


def _names(text: str, marks: Iterable[Mark], lower_case: frozenset[str]) -> Iterator[tuple[str, Mark]]:
    """Every name to look for, and a mark of it; none that got several labels or may be an ordinary word."""
    by_name: dict[str, dict[str, Mark]] = defaultdict(dict)
    for mark in marks:
        if mark.label in _REPEATED:
            name = text[mark.start : mark.end]
            shorter = last_names(name) if mark.label == "PERSON" else (name.removeprefix("the "),)
            for form in (name, *shorter):
                by_name[form].setdefault(mark.label, mark)
    for name, labels in by_name.items():
        if len(labels) == 1 and _is_telling(name, lower_case):
            yield name, next(iter(labels.values()))


def _is_telling(name: str, lower_case: frozenset[str]) -> bool:
    """Whether the name is no ordinary word: it has a capital, some length, and never stands uncapitalised."""
    if name.islower() or len(name) < 2 or (len(name) < 3 and not name.isupper()):
        return False
    return name.lower() not in lower_case or name.isupper()


def _may_stand_elsewhere(text: str, name: str, taken: Taken) -> bool:
    """A quick look before the thorough one: whether the name's longest word is anywhere outside of marks."""
    word = max(_WORD.findall(name), key=len, default="")
    place = text.find(word) if word else -1
    while place >= 0:
        if not taken.meets((place, place + 1)):
            return True
        place = text.find(word, place + len(word))
    return False
