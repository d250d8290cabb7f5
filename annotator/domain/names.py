"""When two pieces of text are the same name, and where a name occurs."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from annotator.domain.tokens import Offsets

_ARTICLE = regex.compile(r"^(?:the|a|an)\s+", regex.IGNORECASE)
_POSSESSIVE = regex.compile(r"[’'][sS]?$")
_JOINER = regex.compile(r"[\s\-‐-―_]+")
# Zero-width and bidi marks do not make another name.
_INVISIBLE = regex.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")


@lru_cache(maxsize=16_384)
def normal_name(name: str) -> str:
    """What the spellings of one name have in common: “the Nagorno-Karabakh’s” is “nagorno karabakh”."""
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    name = _POSSESSIVE.sub("", _ARTICLE.sub("", name.strip()))
    return _JOINER.sub(" ", name).strip().casefold()


def is_last_name_of(name: str, full_name: str) -> bool:
    """Whether the one word is the last of several: “Pashinyan” of “Nikol Pashinyan”."""
    short, full = normal_name(name), normal_name(full_name)
    return " " not in short and " " in full and full.endswith(f" {short}")


def occurrences(text: str, name: str) -> Iterator[Offsets]:
    """Where the name stands as whole words, in the case it is written in, with any dash or space within."""
    words = [word for word in _JOINER.split(name) if word]
    if not words:
        return
    body = r"[\s\-‐-―_]+".join(regex.escape(word) for word in words)
    pattern = regex.compile(rf"(?<![\p{{L}}\p{{N}}\p{{M}}_]){body}(?![\p{{L}}\p{{N}}\p{{M}}_])")
    for match in pattern.finditer(text):
        yield match.span()


def overlaps_any(span: Offsets, others: Iterable[Offsets]) -> bool:
    start, end = span
    return any(start < other_end and other_start < end for other_start, other_end in others)
