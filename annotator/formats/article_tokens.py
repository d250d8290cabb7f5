"""The tokens of an article: those of the file it came from, where that had any, or else the program's own."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import orjson
from pydantic import JsonValue

from annotator.domain.records import StoredArticle
from annotator.domain.sentences import sentences
from annotator.domain.tokens import Offsets, tokens
from annotator.formats.stored_json import JsonMention

COLUMNS = "conll"
"""The key of an article's meta under which a file of columns leaves its tokens and comments."""
_LENGTHS = re.compile(r"[1-9][0-9]{0,8}(?:[ \n][1-9][0-9]{0,8})*")
AT_SPACES = "at spaces"
"""Said of tokens between which a space stands, and a line end between sentences."""


class ArticleTokens(NamedTuple):
    """The tokens in order, and where sentences begin."""

    tokens: Sequence[Offsets]
    sentence_starts: Sequence[int]
    comments: Mapping[int, Sequence[str]] = {}
    """By the start of the sentence they stand before."""


class Placed(NamedTuple):
    """A mention, with its first and last token, both inside."""

    mention: JsonMention
    first: int
    last: int


def tokens_of(article: StoredArticle) -> Sequence[Offsets]:
    """Its tokens; those of its file, unless these do not fit the text."""
    own = _own_tokens(article)
    return tokens(article.text) if own is None else own.tokens


def sentences_of(article: StoredArticle) -> ArticleTokens:
    """Its tokens with the sentences they are in; those of its file, unless these do not fit the text."""
    own = _own_tokens(article)
    if own is not None:
        return own
    return ArticleTokens(tokens(article.text), [start for start, _ in sentences(article.text)])


def placed_on(words: Sequence[Offsets], mentions: Iterable[JsonMention]) -> Iterator[JsonMention | Placed]:
    """Each mention with its tokens, or by itself if its edges are inside of tokens or white space."""
    for mention in mentions:
        first = bisect_left(words, (mention["start"],))
        last = bisect_left(words, (mention["end"],)) - 1
        fits = first <= last and words[first][0] == mention["start"] and words[last][1] == mention["end"]
        yield Placed(mention, first, last) if fits else mention


def how_tokens_stand(text: str, lines: Sequence[Sequence[Offsets]]) -> str:
    """What `sentences_of` needs to find these tokens again: that spaces part them, or their lengths."""
    if all(map(partial(_is_at_spaces, text), lines)) and text.count("\n") == len(lines) - 1:
        return AT_SPACES
    return "\n".join(" ".join(str(end - start) for start, end in line) for line in lines)


def _is_at_spaces(text: str, line: Sequence[Offsets]) -> bool:
    start, end = line[0][0], line[-1][1]
    return (
        text[start - 1 : start] in ("", "\n")
        and text[end : end + 1] in ("", "\n")
        and [*map(len, text[start:end].split(" "))] == [last - first for first, last in line]
    )


def _own_tokens(article: StoredArticle) -> ArticleTokens | None:
    # Most articles come from no such file, and parsing takes time.
    if f'"{COLUMNS}"'.encode() not in article.meta:
        return None
    kept = orjson.loads(article.meta).get(COLUMNS)
    if not isinstance(kept, dict):
        return None
    how = kept.get("tokens")
    lines = _lines_at_spaces(article.text) if how == AT_SPACES else _lines_by_lengths(article.text, how)
    if lines is None:
        return None
    starts = [line[0][0] for line in lines]
    return ArticleTokens(
        [offsets for line in lines for offsets in line], starts, _comments(starts, kept.get("comments"))
    )


def _lines_at_spaces(text: str) -> list[list[Offsets]]:
    lines: list[list[Offsets]] = []
    start = 0
    for line in text.split("\n"):
        words: list[Offsets] = []
        for word in line.split(" "):
            if word:
                words.append((start, start + len(word)))
            start += len(word) + 1
        if words:
            lines.append(words)
    return lines


def _lines_by_lengths(text: str, how: JsonValue) -> list[list[Offsets]] | None:
    """The tokens of these lengths with white space between them; None if they do not make up the text."""
    if not isinstance(how, str) or not _LENGTHS.fullmatch(how):
        return None
    lines: list[list[Offsets]] = []
    reached = 0
    for lengths in how.split("\n"):
        words: list[Offsets] = []
        for length in map(int, lengths.split(" ")):
            while reached < len(text) and text[reached].isspace():
                reached += 1
            if length > len(text) - reached:
                return None
            words.append((reached, reached + length))
            reached += length
        lines.append(words)
    return None if text[reached:].strip() else lines


def _comments(starts: Sequence[int], kept: JsonValue) -> Mapping[int, Sequence[str]]:
    if not isinstance(kept, list) or len(kept) != len(starts):
        return {}
    return {
        start: [one for one in comments if isinstance(one, str) and "\n" not in one]
        for start, comments in zip(starts, kept, strict=True)
        if isinstance(comments, list)
    }
