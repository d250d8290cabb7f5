"""Short forms of names: “the Commission” in an article about the European Commission."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import regex

from annotator.suggest.marks import Mark
from annotator.suggest.taken import Taken

_SHORTENED = frozenset(("ORG", "FAC", "WORK_OF_ART", "LAW", "EVENT", "PRODUCT"))
# Right after “the” no sentence begins, so that a capital there is meant.
_THE_WORD = regex.compile(r"\b[Tt]he[^\S\n](\p{Lu}\p{Ll}{2,}\p{L}*)(?![\p{L}\p{N}-]|[^\S\n]+\p{Lu})")
_NAME_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")
# First words that too many names share to stand for one of them.
_SHARED = regex.compile(
    r"(?:Inter)?[Nn]ational|European|World|United|Central|New|Old|Great|General|First|High|Royal|Federal|State|Public|"
    r"(?:North|South|East|West)(?:ern)?|Social|Democratic|Global"
)


def with_short_forms(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks, and one for every “the” with the first or last word of just one marked name."""
    found = list(marks)
    taken = Taken(found)
    long_forms = _long_forms(text, found)
    for match in _THE_WORD.finditer(text):
        names = long_forms.get(match[1], {})
        if len(names) == 1 and not taken.meets(match.span()):
            (mark,) = names.values()
            found.append(mark._replace(start=match.start(), end=match.end()))
    return sorted(found)


def _long_forms(text: str, marks: Iterable[Mark]) -> Mapping[str, Mapping[str, Mark]]:
    """For each word that could stand for a longer name: the names it could stand for."""
    found: dict[str, dict[str, Mark]] = defaultdict(dict)
    for mark in marks:
        words = _NAME_WORD.findall(text, mark.start, mark.end) if mark.label in _SHORTENED else []
        name = " ".join(word for word in words if word != "The")
        if " " in name:
            first, last = name.split()[0], words[-1]
            for word in (last,) if _SHARED.fullmatch(first) else (first, last):
                found[word].setdefault(name, mark)
    return found
