"""From what the model marked to what is proposed: every correction, in its order."""

from collections.abc import Iterable

from annotator.domain.names import overlaps_any
from annotator.suggest.edges import trimmed
from annotator.suggest.kinds import by_own_words, with_articles
from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.name_lists import KnownName
from annotator.suggest.name_matcher import KnownMatch, NameMatcher
from annotator.suggest.ordinary_words import lower_case_words, without_ordinary_words
from annotator.suggest.outvoting import outvoted
from annotator.suggest.persons import with_introduced
from annotator.suggest.repeats import with_repeats
from annotator.suggest.settling import settled
from annotator.suggest.short_forms import with_short_forms


def proposals(text: str, marks: Iterable[Mark], names: NameMatcher) -> list[Mark]:
    """The marks with edges, labels and repeats set right, in order of reading."""
    marks = list(marks)
    known = _with_ruled(text, marks, names.matches(text))
    by_model = (mark for mark in marks if mark.evidence is Evidence.MODEL)
    marks = outvoted(text, by_own_words(text, trimmed(text, by_model)), known)
    marks = settled(text, with_introduced(text, marks))
    lower_case = lower_case_words(text)
    marks = with_repeats(text, without_ordinary_words(text, marks, lower_case), lower_case)
    return with_articles(text, with_short_forms(text, marks))


def _with_ruled(text: str, marks: Iterable[Mark], known: Iterable[KnownMatch]) -> list[KnownMatch]:
    """The known names, but first what patterns of tokens have marked."""
    ruled = [_as_known(text, mark) for mark in marks if mark.evidence is Evidence.PATTERN]
    if not ruled:
        return list(known)
    spans = [(match.start, match.end) for match in ruled]
    free = (match for match in known if not overlaps_any((match.start, match.end), spans))
    return sorted([*ruled, *free])


def _as_known(text: str, mark: Mark) -> KnownMatch:
    name = text[mark.start : mark.end]
    return KnownMatch(mark.start, mark.end, KnownName(name, (mark.label,), "", evidence=Evidence.PATTERN))
