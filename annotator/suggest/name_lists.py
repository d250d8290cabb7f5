"""Name lists: what the program knows of the world beside the model, read from `resources/names`."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from annotator.domain.refused import Refused
from annotator.suggest.marks import Evidence

_SECTION = regex.compile(r"\[([A-Z_, ]+)\]")
_LATIN = regex.compile(r"\p{Latin}")
_AMBIGUOUS = "ambiguous.txt"


class KnownName(NamedTuple):
    """A name as it is written, and what it stands for."""

    name: str
    labels: tuple[str, ...]
    """The usual label first, then those of the model that are left alone."""
    canonical: str
    sure: bool = True
    """Whether it counts by itself, or only where the model or the words around it agree."""
    evidence: Evidence = Evidence.LIST


def names_for(folder: Path, language: str) -> tuple[KnownName, ...]:
    """The names of the language's lists and of those for any language; a name unsure once is unsure."""
    names = [name for file in _files(folder, language) for name in read_names(file)]
    unsure = {name.name for name in names if not name.sure} | ambiguous_words(folder, language)
    return tuple(name for listed in names for name in spellings(listed, unsure))


def spellings(listed: KnownName, unsure: Collection[str]) -> Iterator[KnownName]:
    """The name as listed and without accents; either is unsure if it is among the unsure."""
    for name in dict.fromkeys((listed.name, _without_accents(listed.name))):
        yield listed._replace(name=name, sure=listed.sure and name not in unsure)


def ambiguous_words(folder: Path, language: str) -> frozenset[str]:
    """Names that are also words or people's names in the language."""
    file = folder / language / _AMBIGUOUS
    if not file.exists():
        return frozenset()
    return frozenset(word for line in _lines(file) for word in line.split(", "))


def read_names(file: Path) -> Iterator[KnownName]:
    """The names of one list, in its order."""
    labels: tuple[str, ...] = ()
    for line in _lines(file):
        section = _SECTION.fullmatch(line)
        if section:
            labels = tuple(label.strip() for label in section[1].split(","))
        elif not labels:
            raise Refused(f"{file.name}: its names stand under no label; begin with a line such as [GPE].")
        else:
            yield from _names(line, labels)


def _names(line: str, labels: tuple[str, ...]) -> Iterator[KnownName]:
    # Washington, D.C. has a comma inside: only a comma before another entry parts two names.
    for entry in regex.split(r",\s+(?!D\.C\.)", line.rstrip(", ")):
        written = [spelling.strip() for spelling in entry.split("|")]
        canonical = written[0].removeprefix("?").strip().removeprefix("the ")
        for spelling in written:
            name = spelling.removeprefix("?").strip()
            if name:
                yield KnownName(name, labels, canonical, sure=not spelling.startswith("?"))


def _without_accents(name: str) -> str:
    if name.isascii() or not _LATIN.search(name):
        return name
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def _files(folder: Path, language: str) -> Iterable[Path]:
    for part in (language, "any"):
        yield from (file for file in sorted((folder / part).glob("*.txt")) if file.name != _AMBIGUOUS)


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
