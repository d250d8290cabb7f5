"""One name, one label: what an article calls by one name is one thing, as far as the evidence is clear."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from annotator.domain.names import normal_name
from annotator.suggest.marks import NAMES, Evidence, Mark
from annotator.suggest.persons import is_introduced, is_person_name, is_portfolio, last_names
from annotator.suggest.surroundings import place_by_first_word

_CLEAR = 2.0
"""How many times the votes of the next label the first one needs."""


def settled(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks with one label a name where votes or surroundings say which; others keep what they had."""
    marks = [_with_surroundings(text, mark) for mark in marks]
    by_name: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.label in NAMES:
            by_name[normal_name(text[mark.start : mark.end])].append(mark)
    persons = _last_names(text, by_name)
    labels = {name: label for name, found in by_name.items() if (label := _label_of(name, found, persons))}
    return [_with_label(text, mark, labels) for mark in marks]


def _with_surroundings(text: str, mark: Mark) -> Mark:
    """A name after a role is a person's, one that begins like a place's is not, whatever the model says."""
    if mark.evidence is not Evidence.MODEL or mark.label not in NAMES:
        return mark
    name = text[mark.start : mark.end]
    place = place_by_first_word(name)
    if place and mark.label == "PERSON":
        return mark._replace(label=place)
    if not is_person_name(name) or is_portfolio(text, mark.end):
        return mark
    if is_introduced(text, mark.start, mark.end):
        return mark._replace(label="PERSON", evidence=Evidence.CONTEXT)
    return mark


def _last_names(text: str, by_name: Mapping[str, Iterable[Mark]]) -> frozenset[str]:
    people = [marks for marks in by_name.values() if all(mark.label == "PERSON" for mark in marks)]
    return frozenset(
        normal_name(short)
        for marks in people
        for mark in marks
        for short in last_names(text[mark.start : mark.end])
    )


def _label_of(name: str, marks: list[Mark], persons: frozenset[str]) -> str | None:
    """The label the name should have all through; None where that is not clear."""
    labels = {mark.label for mark in marks}
    if name in persons:
        return "PERSON" if all(mark.evidence < Evidence.LIST for mark in marks) else None
    if len(labels) == 1:
        return None
    strongest = max(mark.evidence for mark in marks)
    if strongest > Evidence.MODEL:
        strong = {mark.label for mark in marks if mark.evidence is strongest}
        return strong.pop() if len(strong) == 1 else None
    (first, most), (_, next_most) = Counter(mark.label for mark in marks).most_common(2)
    return first if most >= _CLEAR * next_most else None


def _with_label(text: str, mark: Mark, labels: Mapping[str, str]) -> Mark:
    if mark.label not in NAMES:
        return mark
    label = labels.get(normal_name(text[mark.start : mark.end]))
    return mark if label is None else mark._replace(label=label)
