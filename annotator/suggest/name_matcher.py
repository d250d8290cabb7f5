"""Finding many known names in a text at once: one walk over its words, longest name first."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

import regex

from annotator.suggest.name_lists import KnownName

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_SPACE = regex.compile(r"[^\S\n]+|[^\S\n]*[\-‐-―][^\S\n]*")
_APOSTROPHE = regex.compile(r"[’'ʼ`]")
# What may stand before an apostrophe and a name: “d’Arménie” holds the name Arménie, “O’Brien” not Brien.
_ELISIONS = frozenset(
    ("l", "d", "qu", "j", "s", "n", "m", "c", "t", "jusqu", "lorsqu", "puisqu", "dell", "all", "nell")
)
_ARABIC = regex.compile(r"[\u0620-\u064a]")
_ARABIC_SIGNS = regex.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_ALEF = str.maketrans("أإآٱ", "اااا")
# “and”, “in”, “for”, “as” are written onto an Arabic name; shorter rests are too often words of their own.
_ARABIC_PROCLITIC = regex.compile(r"[وف]?[بلك](?=\p{L}{3})|[وف](?=\p{L}{3})")


class KnownMatch(NamedTuple):
    """A known name in a text; with its article if the name is listed with one."""

    start: int
    end: int
    known: KnownName


class _Node:
    """Where the walk stands after some words of a name: what may follow, and what may end here."""

    __slots__ = ("ends", "follows", "takes_article")

    def __init__(self) -> None:
        self.follows: dict[tuple[str, str], _Node] = {}
        self.ends: dict[str, KnownName] = {}
        self.takes_article = False


class _Word(NamedTuple):
    start: int
    end: int
    key: str


class NameMatcher:
    """Finds every known name; of two with the same spelling the one given first counts."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._first: dict[str, _Node] = {}
        later: list[KnownName] = []
        for known in names:
            self._add(known, known.name)
            if known.sure and len(known.name) >= 4:
                later.append(known)
        for known in later:
            self._add(known, known.name.upper())

    def matches(self, text: str) -> list[KnownMatch]:
        """The known names in the text, in order; none overlap."""
        words = [_Word(*match.span(), _key(match[0])) for match in _WORD.finditer(text)]
        found: list[KnownMatch] = []
        index = 0
        while index < len(words):
            match, passed = self._match_at(text, words, index)
            if match:
                found.append(match)
            index += passed
        return found

    def _match_at(self, text: str, words: list[_Word], index: int) -> tuple[KnownMatch | None, int]:
        """The longest name that begins at the word, and how many words it took (one if none)."""
        for start, key in _beginnings(words[index]):
            node = self._first.get(key)
            if node is None or _is_cut_off(text, start):
                continue
            longest = _longest(text, words, index, node)
            if longest:
                known, end, passed, takes_article = longest
                first = _with_article(text, start) if takes_article else start
                return KnownMatch(first, end, known), passed
        return None, 1

    def _add(self, known: KnownName, written: str) -> None:
        name = written.removeprefix("the ").removeprefix("THE ")
        words = list(_WORD.finditer(name))
        if not words or words[0].start():
            return
        node = self._first.setdefault(_key(words[0][0]), _Node())
        for before, word in pairwise(words):
            step = (_gap(name[before.end() : word.start()]), _key(word[0]))
            node = node.follows.setdefault(step, _Node())
        node.ends.setdefault(name[words[-1].end() :], known)
        node.takes_article = node.takes_article or name != written


def _longest(
    text: str, words: list[_Word], index: int, node: _Node
) -> tuple[KnownName, int, int, bool] | None:
    found: tuple[KnownName, int, int, bool] | None = None
    for passed, word in enumerate(words[index : index + 12], start=1):
        if passed > 1:
            step = (_gap(text[words[index + passed - 2].end : word.start]), word.key)
            following = node.follows.get(step)
            if following is None:
                break
            node = following
        for tail, known in node.ends.items():
            if text.startswith(tail, word.end):
                found = known, word.end + len(tail), passed, node.takes_article
    return found


def _beginnings(word: _Word) -> Iterable[tuple[int, str]]:
    """Where a name may begin in the word, and the word from there: at its start or after Arabic particles."""
    yield word.start, word.key
    if not _ARABIC.match(word.key):
        return
    particle = _ARABIC_PROCLITIC.match(word.key)
    if particle:
        rest = word.key[particle.end() :]
        # With signs of vowels in the word, offsets in the key are not offsets in the text.
        if len(word.key) == word.end - word.start:
            yield word.start + particle.end(), rest
            # “for the” swallows the article’s first letter: للعراق is ل and العراق.
            if particle[0].endswith("ل") and rest.startswith("ل"):
                yield word.start + particle.end(), f"ا{rest}"
            if len(particle[0]) == 2:
                yield word.start + 1, word.key[1:]


def _is_cut_off(text: str, start: int) -> bool:
    """Whether an apostrophe ties the name to something that is no article: “O’Brien”."""
    if start < 2 or text[start - 1] not in "’'ʼ" or not text[start - 2].isalpha():
        return False
    before = regex.search(r"\p{L}+$", text[max(0, start - 12) : start - 1])
    return before is None or before[0].lower() not in _ELISIONS


def _with_article(text: str, start: int) -> int:
    """The start with the article, where one stands before: “The European Union”."""
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


@lru_cache(maxsize=4096)
def _gap(gap: str) -> str:
    """What the ways to write the space between two words have in common; a new line stays one."""
    if _SPACE.fullmatch(gap):
        return " "
    return _APOSTROPHE.sub("'", gap)


def _key(word: str) -> str:
    return word if word.isascii() else _folded(word)


@lru_cache(maxsize=16_384)
def _folded(word: str) -> str:
    word = normalize("NFC", word)
    if _ARABIC.search(word):
        return _ARABIC_SIGNS.sub("", word).translate(_ALEF)
    return word
