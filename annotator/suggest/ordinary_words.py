"""What a model takes for a name though it is none: debris, ordinary words, shouted subheadings."""

from collections.abc import Iterable

import regex

from annotator.domain.names import normal_name
from annotator.suggest.marks import NAMES, Evidence, Mark
from annotator.suggest.persons import is_portfolio
from annotator.suggest.surroundings import stands_among_capitals

_DEBRIS = regex.compile(r"[_@#]|://|\bwww\.|^\W*\d+\W*$")
# After these, a capital says nothing; the first word of a text or line has nothing before it.
_SENTENCE_ENDS = frozenset('.!?…:;\n"“”‘’«»–—-(•*')


def without_ordinary_words(text: str, marks: Iterable[Mark], lower_case: frozenset[str]) -> list[Mark]:
    """The marks but for names that rest on the model alone and look like none."""
    marks = list(marks)
    doubtful = [mark for mark in marks if mark.evidence is Evidence.MODEL and mark.label in NAMES]
    if not doubtful:
        return marks
    elsewhere = {_name(text, mark) for mark in marks if not _is_shouted(text, mark)}
    ordinary = {mark for mark in doubtful if _is_ordinary(text, mark, lower_case, elsewhere)}
    small = [mark for mark in doubtful if text[mark.start : mark.end].islower()]
    if len(small) * _CAREFUL < len(doubtful):
        ordinary |= set(small)
    return [mark for mark in marks if mark not in ordinary]


_CAREFUL = 6
"""Of so many names, a writer who cares for capitals leaves none without; others write “in malaysia”."""


def lower_case_words(text: str) -> frozenset[str]:
    """The words that the text writes in lower case somewhere."""
    return frozenset(_LOWER_CASE.findall(text))


_LOWER_CASE = regex.compile(r"(?<![\p{L}\p{M}’'@./-])\p{Ll}[\p{L}\p{M}]*")


def _is_ordinary(text: str, mark: Mark, lower_case: frozenset[str], elsewhere: set[str]) -> bool:
    name = text[mark.start : mark.end]
    if _DEBRIS.search(name):
        return True
    if _is_shouted(text, mark):
        return _name(text, mark) not in elsewhere
    if mark.label != "NORP" and name.isalpha() and is_portfolio(text, mark.end):
        return True
    return name.lower() in lower_case and name[0].isupper() and _begins_sentence(text, mark.start)


def _is_shouted(text: str, mark: Mark) -> bool:
    return stands_among_capitals(text, mark.start, mark.end)


def _name(text: str, mark: Mark) -> str:
    return normal_name(text[mark.start : mark.end])


def _begins_sentence(text: str, start: int) -> bool:
    before = (
        text[:start].rstrip(" \t\u00a0") if start < 200 else text[start - 200 : start].rstrip(" \t\u00a0")
    )
    return not before or before[-1] in _SENTENCE_ENDS
