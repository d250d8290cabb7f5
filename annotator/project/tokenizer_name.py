"""Whose tokens are meant, by name."""

from enum import StrEnum


class TokenizerName(StrEnum):
    """Whose tokens mentions have to begin and end with: spaCy’s of the article’s language, or our own."""

    SPACY = "spacy"
    OWN = "own"
