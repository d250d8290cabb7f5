"""Where a name list and the model meet: who is right about the label and about where the name ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import regex

from annotator.domain.names import normal_name
from annotator.suggest.marks import NAMES, Evidence, Mark
from annotator.suggest.name_matcher import KnownMatch
from annotator.suggest.persons import is_portfolio, last_names, titles_before
from annotator.suggest.surroundings import follows_place_word, stands_among_capitals

# What may stand between two names that the model takes for one: “Ganja, Azerbaijan”, “Russia and Turkey”.
_BETWEEN = regex.compile(r"(?:[\W\d_]|\b(?:the|a|an|and|or|in|s|et|les?|la|l|en|à|und)\b)*", regex.IGNORECASE)
_LOWER_CASE_WORDS = regex.compile(r"(?:[\W_]|\b\p{Ll}[\p{L}\p{M}]*\b)*")
_CUT_DOWN = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "MISC"))
_THE = regex.compile(r"(?:the|an?)\s+", regex.IGNORECASE)


def outvoted(text: str, marks: Iterable[Mark], known: Sequence[KnownMatch]) -> list[Mark]:
    """The model's marks and the lists' names as one, in order; none overlap."""
    marks = sorted(marks)
    persons = _last_names(text, marks, known)
    starts, ends = [match.start for match in known], [match.end for match in known]
    taken: list[Mark] = []
    met: set[int] = set()
    for mark in marks:
        meeting = range(bisect_right(ends, mark.start), bisect_left(starts, mark.end))
        met.update(meeting)
        taken += _settled_with(text, mark, known[meeting.start : meeting.stop], persons)
    free = [match for index, match in enumerate(known) if index not in met]
    taken += [_listed(match) for match in free if _counts_alone(text, match)]
    return _without_overlaps(taken)


def _settled_with(text: str, mark: Mark, known: Sequence[KnownMatch], persons: frozenset[str]) -> list[Mark]:
    """What stands instead of the model's mark where the lists know names in it."""
    if not known:
        return [mark]
    first = known[0]
    if len(known) == 1 and _is_same(text, mark, first):
        return [_relabelled(text, mark, first, persons)]
    sure = [match for match in known if match.known.sure]
    if any(match.start < mark.start or match.end > mark.end for match in sure):
        return [_listed(match) for match in sure]
    if mark.label in NAMES:
        return _parted(text, mark, known)
    return [mark]


def _parted(text: str, mark: Mark, known: Sequence[KnownMatch]) -> list[Mark]:
    """A longer name that holds listed ones: one, several, or one with a title before it."""
    inside = [match for match in known if mark.start <= match.start and match.end <= mark.end]
    rest = _rest(text, mark, inside)
    if _BETWEEN.fullmatch(rest):
        return [_listed(match) for match in inside]
    if mark.label in _CUT_DOWN and _LOWER_CASE_WORDS.fullmatch(rest):
        return [_listed(match) for match in inside if match.known.sure] or [mark]
    if inside and inside[0].known.sure and is_portfolio(text, mark.end):
        return [_listed(inside[0])]
    if mark.label == "PERSON" and inside and inside[0].start == mark.start:
        return _parted_person(text, mark, inside[0])
    return [mark]


def _parted_person(text: str, mark: Mark, first: KnownMatch) -> list[Mark]:
    """“Azerbaijani President Ilham Aliyev” is a people and a person; “Paris Hilton” is a person."""
    after = text[first.end : mark.end]
    name = after.lstrip()
    titles = titles_before(name)
    is_people = first.known.labels[0] == "NORP"
    if name and first.known.sure and (titles or (is_people and " " in name)):
        start = mark.end - len(name) + titles
        return [_listed(first), mark._replace(start=start)]
    return [mark]


def _rest(text: str, mark: Mark, inside: Sequence[KnownMatch]) -> str:
    parts: list[str] = []
    reached = mark.start
    for match in inside:
        parts.append(text[reached : match.start])
        reached = match.end
    return " ".join((*parts, text[reached : mark.end]))


def _is_same(text: str, mark: Mark, match: KnownMatch) -> bool:
    """Whether both mark the same name, give or take an article."""
    if mark.end != match.end:
        return False
    between = text[min(mark.start, match.start) : max(mark.start, match.start)]
    return not between or _THE.fullmatch(between) is not None


def _relabelled(text: str, mark: Mark, match: KnownMatch, persons: frozenset[str]) -> Mark:
    known = match.known
    label = known.labels[0]
    if mark.label in known.labels:
        label = mark.label
    elif not _gives_way(text, mark, match, persons):
        return mark
    return Mark(match.start, match.end, label, known.evidence, known.canonical)


def _gives_way(text: str, mark: Mark, match: KnownMatch, persons: frozenset[str]) -> bool:
    """Whether the model's label is worth less than the list's."""
    if mark.label == "LANGUAGE":
        return False
    if mark.label == "PERSON" and normal_name(match.known.name) in persons:
        return False
    return match.known.sure or (mark.label in NAMES and follows_place_word(text, match.start))


def _listed(match: KnownMatch) -> Mark:
    known = match.known
    return Mark(match.start, match.end, known.labels[0], known.evidence, known.canonical)


def _counts_alone(text: str, match: KnownMatch) -> bool:
    """Whether the list's word is enough where the model saw nothing."""
    if match.known.evidence is Evidence.PATTERN:
        return True
    name = text[match.start : match.end]
    if name.isupper() and stands_among_capitals(text, match.start, match.end):
        return match.known.sure and len(name) > 4
    if match.known.sure:
        return True
    is_place = match.known.labels[0] == "GPE"
    return is_place and follows_place_word(text, match.start) and not _goes_on(text, match.end)


_GOES_ON = regex.compile(r"\s+\p{Lu}")


def _goes_on(text: str, end: int) -> bool:
    """Whether another capitalised word follows, so that the name may be part of a longer one."""
    return _GOES_ON.match(text, end) is not None


def _last_names(text: str, marks: Sequence[Mark], known: Sequence[KnownMatch]) -> frozenset[str]:
    """The last names of the people whom the model found with several names and no list knows otherwise."""
    listed = {(match.start, match.end) for match in known}
    people = [mark for mark in marks if mark.label == "PERSON" and (mark.start, mark.end) not in listed]
    return frozenset(
        normal_name(short) for mark in people for short in last_names(text[mark.start : mark.end])
    )


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(set(marks), key=lambda mark: (mark.start, -mark.evidence, -mark.end)):
        if kept and mark.start < kept[-1].end:
            if mark.evidence > kept[-1].evidence:
                kept[-1] = mark
            continue
        kept.append(mark)
    return kept
