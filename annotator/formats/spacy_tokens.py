"""Tokens as the blank pipelines of spaCy make them, which is where its mentions have to begin and end.

spaCy is imported where a text is first tokenized, for it takes longer than all other formats together.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from annotator.domain.tokens import Offsets

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ANY = "xx"
_MOST_WORDS = 50_000
_LONGEST_WORD = 40


def doc_of(text: str, language: str | None) -> "Doc":
    """The text in tokens of the language; by the rules for all languages where there is none or no such."""
    return _tokenizer(language or _ANY).doc_of(text)


@lru_cache(maxsize=8)
def spacy_tokens(text: str, language: str | None) -> Sequence[Offsets]:
    """The `(start, end)` of every token, in order; some are white space."""
    return [(token.idx, token.idx + len(token)) for token in doc_of(text, language)]


class _WordTokenizer:
    """Gives what spaCy gives for the whole text, and shows it each new word by itself before.

    Of a text spaCy remembers no word after the first special case in it, and a line break is one: words of
    all further lines would be taken apart again each time, which takes 20 times as long.
    """

    def __init__(self, pipeline: "Language") -> None:
        tokenizer = pipeline.tokenizer
        # Not by the pipeline, which takes no text of more than a million characters.
        self._tokenize = tokenizer
        # Those of Chinese or Japanese remember nothing.
        self._remembers = hasattr(tokenizer, "max_cache_size")
        if hasattr(tokenizer, "max_cache_size"):
            tokenizer.max_cache_size = _MOST_WORDS
        self._known: set[str] = set()

    def doc_of(self, text: str) -> "Doc":
        if self._remembers and len(self._known) < _MOST_WORDS:
            self._learn(text)
        return self._tokenize(text)

    def _learn(self, text: str) -> None:
        new = {word for word in text.split() if len(word) <= _LONGEST_WORD} - self._known
        for word in new:
            self._tokenize(word)
        self._known |= new


@cache
def _tokenizer(language: str) -> _WordTokenizer:
    return _WordTokenizer(_blank(language))


def _blank(language: str) -> "Language":
    """The blank pipeline of the language; that of no language where spaCy or its tokenizer is missing."""
    import spacy

    try:
        return spacy.blank(language.partition("-")[0].lower())
    except (ImportError, ValueError, OSError):
        return spacy.blank(_ANY)
