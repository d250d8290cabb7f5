"""Taking annotators' names out of reports: out of tables, and out of the sentences people wrote."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

import regex

from annotator.agreement.table import AgreementTable, Figure, LeftOut, Reliability

_SURE_LETTERS = 3
"""Shorter names and parts of names are words, too, unless written the very same way."""


def aliases(names: Iterable[str]) -> Mapping[str, str]:
    """ "annotator 1", "annotator 2", ... in an order that does not follow from the alphabet."""
    shuffled = sorted(set(names), key=lambda one: hashlib.sha256(one.encode("utf-8", "replace")).digest())
    return {name: f"annotator {number}" for number, name in enumerate(shuffled, 1)}


def hide_names(text: str, instead: Mapping[str, str], *, keep: str | None = None) -> str:
    """The text with other words for each name, however it is spelt; `keep` is a name that may stand.

    Words of a name of several are taken for it where they are written the same way.
    """
    kept = {keep, *_words(keep)} if keep else set()
    spellings: dict[str, str] = {}
    for name, words in instead.items():
        for one in (name, *_words(name)):
            if one not in kept:
                spellings.setdefault(_normal(one), words)
    if not spellings:
        return text
    whole = {_normal(name) for name in instead if len(name) >= _SURE_LETTERS}
    # The longest first, or “Anna” would be taken out of “Anna Kovacs”; in one go, or out of what was put in.
    in_turn = sorted(spellings, key=lambda one: (-len(one), one))
    pattern = "|".join(f"({_pattern(one, any_case=one in whole)})" for one in in_turn)
    return regex.sub(pattern, lambda found: spellings[in_turn[(found.lastindex or 1) - 1]], _normal(text))


def without_names(table: AgreementTable, instead: Mapping[str, str]) -> AgreementTable:
    """The table with other words for the annotators everywhere in it."""
    return replace(
        table,
        annotators=_renamed(table.annotators, instead),
        figures=tuple(_figure(one, instead) for one in table.figures),
        over_time=tuple(replace(one, figure=_figure(one.figure, instead)) for one in table.over_time),
        reliability=tuple(_reliability(one, instead) for one in table.reliability),
        left_out=_left_out(table.left_out, instead),
    )


def _figure(one: Figure, instead: Mapping[str, str]) -> Figure:
    return replace(
        one,
        annotators=_renamed(one.annotators, instead),
        why=hide_names(one.why, instead),
        left_out=_left_out(one.left_out, instead),
        counts={hide_names(what, instead): number for what, number in one.counts.items()},
    )


def _reliability(one: Reliability, instead: Mapping[str, str]) -> Reliability:
    return replace(one, annotator=instead.get(one.annotator, one.annotator), why=hide_names(one.why, instead))


def _left_out(left_out: Iterable[LeftOut], instead: Mapping[str, str]) -> tuple[LeftOut, ...]:
    return tuple(
        replace(one, what=hide_names(one.what, instead), why=hide_names(one.why, instead)) for one in left_out
    )


def _renamed(names: Iterable[str], instead: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(instead.get(name, name) for name in names)


def _words(name: str) -> tuple[str, ...]:
    words = name.split()
    return tuple(word for word in words if len(word) >= _SURE_LETTERS) if len(words) > 1 else ()


def _pattern(name: str, *, any_case: bool) -> str:
    """The name as a whole word, at those of its ends where it is one."""
    before = r"(?<![\p{L}\p{N}\p{M}_])" if _is_of_words(name[0]) else ""
    after = r"(?![\p{L}\p{N}\p{M}_])" if _is_of_words(name[-1]) else ""
    return f"{before}(?{'i' if any_case else ''}:{regex.escape(name)}){after}"


def _is_of_words(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
