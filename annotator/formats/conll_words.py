"""The text of a sentence of columns: what its comment says, or its tokens with one space between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import orjson

from annotator.domain.tokens import Offsets
from annotator.formats.conll_layout import Layout
from annotator.formats.conll_sentences import ColumnSentence, key_and_value

TEXT, TEXT_AS_JSON = "text", "text as JSON"
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's text, where its words stand in it, and of each row which word it is."""

    text: str
    places: Sequence[Offsets]
    of_rows: Sequence[int]
    understood: frozenset[str] = frozenset((TEXT, TEXT_AS_JSON))
    """The keys of the comments that went into it."""
    misfit: str = ""
    """The beginning of a text in which the words do not stand."""


def words_in(sentence: ColumnSentence, layout: Layout) -> Words:
    """The words; rows that are spelled together (`1-2 du`) are one word, and rows of none are dropped."""
    words, of_rows = _surfaces(sentence, layout)
    if not sentence.comments:
        return _spaced(words, of_rows)
    said = dict(map(key_and_value, sentence.comments))
    text = _text_said(said.get(TEXT), said.get(TEXT_AS_JSON))
    if text is None:
        return _spaced(words, of_rows)
    places = _found(words, text)
    if places is None:
        return _spaced(words, of_rows, misfit=f"the text “{text[:40]}”")
    return Words(text, places, of_rows)


def _surfaces(sentence: ColumnSentence, layout: Layout) -> tuple[list[str], Sequence[int]]:
    """The words as they stand in the text; and takes rows out that stand for none."""
    tokens = sentence.column(layout.token)
    if not layout.is_numbered:
        return tokens, range(len(tokens))
    words: list[str] = []
    of_rows: list[int] = []
    rows: list[list[str]] = []
    together = 0
    for row, token in zip(sentence.rows, tokens, strict=True):
        number = row[0]
        first, _, last = number.partition("-")
        if last:
            together = _length(first, last)
            words.append(token)
            continue
        if "." in number:
            continue
        if together:
            together -= 1
        else:
            words.append(token)
        of_rows.append(len(words) - 1)
        rows.append(row)
    sentence.rows[:] = rows
    return words, of_rows


def _length(first: str, last: str) -> int:
    """How many rows the word is spelled by."""
    is_numbered = all(end.isdecimal() and len(end) <= _MOST_DIGITS for end in (first, last))
    return max(0, int(last) - int(first) + 1) if is_numbered else 0


def _text_said(plain: str | None, as_json: str | None) -> str | None:
    if as_json is not None:
        try:
            value = orjson.loads(as_json)
        except orjson.JSONDecodeError:
            return plain
        return value if isinstance(value, str) else plain
    return plain


def _found(words: Sequence[str], text: str) -> list[Offsets] | None:
    """Where the words stand one after another, with nothing but white space between; None if they do not."""
    places: list[Offsets] = []
    reached = 0
    for word in words:
        start = text.find(word, reached)
        if start != reached and not (start > 0 and text[reached:start].isspace()):
            return None
        reached = start + len(word)
        places.append((start, reached))
    return None if text[reached:].strip() else places


def spaced(words: Sequence[str]) -> Words:
    """The words of rows that each hold one."""
    return _spaced(words, range(len(words)))


def _spaced(words: Sequence[str], of_rows: Sequence[int], misfit: str = "") -> Words:
    """The words with one space between each two; an empty one takes no room."""
    if all(words):
        ends = list(accumulate(map(len, words), lambda reached, length: reached + 1 + length))
        places = [(end - len(word), end) for end, word in zip(ends, words, strict=True)]
        return Words(" ".join(words), places, of_rows, misfit=misfit)
    places = []
    reached = 0
    for word in words:
        if word and reached:
            reached += 1
        places.append((reached, reached + len(word)))
        reached += len(word)
    return Words(" ".join(filter(None, words)), places, of_rows, misfit=misfit)
