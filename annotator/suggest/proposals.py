"""From what the model marked to what is proposed: every correction, in its order."""

from collections.abc import Iterable

from annotator.domain.names import overlaps_any
from annotator.suggest.edges import trimmed
from annotator.suggest.kinds import by_own_words
from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.name_lists import KnownName
from annotator.suggest.name_matcher import KnownMatch, NameMatcher
from annotator.suggest.ordinary_words import lower_case_words, without_ordinary_words
from annotator.suggest.outvoting import outvoted
from annotator.suggest.repeats import with_repeats
from annotator.suggest.settling import settled


def proposals(text: str, marks: Iterable[Mark], names: NameMatcher) -> list[Mark]:
    """The marks with edges, labels and repeats set right, in order of reading."""
    marks = list(by_own_words(text, trimmed(text, marks)))
    known = _with_ruled(marks, text, names.matches(text))
    marks = outvoted(text, (mark for mark in marks if mark.evidence is not Evidence.PATTERN), known)
    lower_case = lower_case_words(text)
    marks = without_ordinary_words(text, settled(text, marks), lower_case)
    return with_repeats(text, marks, lower_case)


def _with_ruled(marks: Iterable[Mark], text: str, known: Iterable[KnownMatch]) -> list[KnownMatch]:
    """The known names, and before them what a pattern of tokens marked."""
    ruled = [_as_known(text, mark) for mark in marks if mark.evidence is Evidence.PATTERN]
    if not ruled:
        return list(known)
    spans = [(match.start, match.end) for match in ruled]
    return sorted([*ruled, *(match for match in known if not overlaps_any((match.start, match.end), spans))])


def _as_known(text: str, mark: Mark) -> KnownMatch:
    name = text[mark.start : mark.end]
    return KnownMatch(mark.start, mark.end, KnownName(name, (mark.label,), "", evidence=Evidence.PATTERN))
