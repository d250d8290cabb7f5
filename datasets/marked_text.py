"""Finding quotes and marks of a labelling source in an article, whatever its white space looks like."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

import regex

_MARK = regex.compile(r"\[(?P<quote>[^\[\]|]+)\|(?P<label>[A-Z_]+)(?:\|(?P<entity>[^\[\]|]+))?\]")
GAP = " … "
"""Stands for left out words in a quote."""


class SourceFault(Exception):  # noqa: N818
    """The labelling source does not fit the article; says what to mend."""


@dataclass(frozen=True)
class Mark:
    """A mention as the source has it: a span, its label, and its entity if that has another name."""

    start: int
    end: int
    label: str
    entity: str | None = None


@dataclass(frozen=True)
class PlainText:
    """A text as a reader sees it: no invisible characters, one space for any white space."""

    original: str

    @cached_property
    def _characters(self) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for offset, char in enumerate(self.original):
            if char.isspace():
                if found and found[-1][0] != " ":
                    found.append((" ", offset))
            elif unicodedata.category(char) != "Cf":
                found.append((char, offset))
        return found

    @cached_property
    def text(self) -> str:
        return "".join(char for char, _ in self._characters).strip()

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain `[start, end)` stands in the original."""
        return self._characters[start][1], self._characters[end - 1][1] + 1

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """Every place in the original where the quote stands as whole words."""
        words = regex.escape(plain(quote))
        pattern = regex.compile(rf"(?<![\p{{L}}\p{{N}}\p{{M}}]){words}(?![\p{{L}}\p{{N}}\p{{M}}])")
        return [self.original_span(*match.span()) for match in pattern.finditer(self.text)]

    def passage(self, quote: str) -> tuple[int, int]:
        """The one place in the original of the quote, in which “ … ” stands for left out words."""
        first, *rest = (plain(piece) for piece in quote.split(GAP))
        if self.text.count(first) != 1:
            raise SourceFault(f"“{first}” stands {self.text.count(first)} times in the article, not once.")
        start = self.text.index(first)
        end = start + len(first)
        for piece in rest:
            found = self.text.find(piece, end)
            if found < 0:
                raise SourceFault(f"“{piece}” does not follow “{first}” in the article.")
            end = found + len(piece)
        return self.original_span(start, end)


def plain(text: str) -> str:
    return PlainText(text).text


def marks(marked: str, article_text: str) -> list[Mark]:
    """The marks of a marked copy of the article, as spans of the article; refuses a copy that differs."""
    unmarked, spans = _without_marks(marked)
    copy, article = PlainText(unmarked), PlainText(article_text)
    if copy.text != article.text:
        raise SourceFault(_difference(copy.text, article.text))
    plain_offsets = {copy.original_span(at, at + 1)[0]: at for at in range(len(copy.text))}
    found = []
    for start, end, label, entity in spans:
        span = article.original_span(plain_offsets[start], plain_offsets[end - 1] + 1)
        found.append(Mark(*span, label, entity))
    return found


def _without_marks(marked: str) -> tuple[str, list[tuple[int, int, str, str | None]]]:
    text, reached = "", 0
    spans = []
    for match in _MARK.finditer(marked):
        text += marked[reached : match.start()]
        quote = match["quote"]
        spans.append((len(text), len(text) + len(quote), match["label"], match["entity"]))
        text += quote
        reached = match.end()
    return text + marked[reached:], spans


def _difference(copy: str, article: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(copy, article, strict=False)) if a != b), -1)
    at = same if same >= 0 else min(len(copy), len(article))
    return f"The marked copy reads “{copy[at : at + 40]}” where the article reads “{article[at : at + 40]}”."
